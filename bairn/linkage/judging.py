"""What may be said of a lead, when two records may be one person, and when plans meet."""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from bairn.kernel.refusal import Refusal
from bairn.linkage.terms.judging import Book, Plan
from bairn.linkage.terms.leads import LeadCard, LeadSource, LeadState, Verdict

LONGEST = timedelta(days=31)  # of a plan: what lies further ahead is planned anew


def may_judge(book: Book, card: LeadCard, *, verdict: str, reason: str) -> Verdict:
    """The verdict, if it can be taken. Raises Refusal for an erased side or another's reason."""
    if card.state is LeadState.GONE:
        raise Refusal("linkage.gone", "One of the two was erased: there is nothing to judge.")
    try:
        said = Verdict(verdict)
    except ValueError:
        raise Refusal("linkage.verdict", "Say what you find.", field="verdict") from None
    if book.reason_of.get(reason) is not said:
        raise Refusal("linkage.reason", "Choose a reason that fits what you find.", field="reason")
    return said


def may_merge(card: LeadCard, *, apart: bool, whole: bool) -> None:
    """Raises Refusal unless somebody judged the two the same, and nobody judged any of them apart.

    `apart`: a pair among everybody whom it would bring together was judged not the same. `whole`:
    whoever acts reaches all of them.
    """
    if card.source is LeadSource.FILE:
        raise Refusal("linkage.no_people", "The same file lies in both: there is nobody to join.")
    if card.verdict is not Verdict.POSITIVE:
        raise Refusal("linkage.not_judged", "Judge them the same first, with a reason.")
    if apart:
        raise Refusal(
            "linkage.judged_apart",
            "Two of those whom this would bring together were judged not the same.",
        )
    if not whole:
        raise Refusal(
            "linkage.one_side", "Only who reaches every record of a person brings them together."
        )


def may_unmerge(book: Book, *, reason: str) -> None:
    """Raises Refusal without a reason from the list."""
    if reason not in book.unmerging:
        raise Refusal("linkage.reason", "Choose why they are taken apart.", field="reason")


def may_plan(book: Book, *, what: str, from_at: datetime, until_at: datetime, at: datetime) -> None:
    """Raises Refusal for an unknown plan, or a time that is over, upside down or too long."""
    if what not in book.plans:
        raise Refusal("linkage.plan", "Choose what is planned.", field="what")
    if until_at <= from_at:
        raise Refusal("linkage.plan_order", "It ends before it begins.", field="until_at")
    if until_at <= at:
        raise Refusal("linkage.plan_over", "That time is over.", field="until_at")
    if until_at - from_at > LONGEST:
        raise Refusal(
            "linkage.plan_long", "At most 31 days; plan anew what lies beyond.", field="until_at"
        )


def meet(plan: Plan, others: Iterable[Plan], *, same: Collection[uuid.UUID]) -> tuple[Plan, ...]:
    """The plans of other cases about the same person whose times overlap this one's.

    `same` are the subjects that may be the person of this plan: judged the same, or a lead that
    nobody judged apart.
    """
    return tuple(
        other
        for other in others
        if other.case_id != plan.case_id
        and other.dropped_at is None
        and other.subject_id in same
        and other.from_at < plan.until_at
        and plan.from_at < other.until_at
    )


def independent(reporters: Iterable[frozenset[uuid.UUID]]) -> int:
    """How many different people reported, where each set are records of one reporter."""
    groups: list[set[uuid.UUID]] = []
    for one in reporters:
        meeting = [group for group in groups if group & one]
        groups = [group for group in groups if not group & one]
        groups.append(set(one).union(*meeting))
    return len(groups)


def parts(
    members: Collection[uuid.UUID], joined: Iterable[tuple[uuid.UUID, uuid.UUID]]
) -> tuple[frozenset[uuid.UUID], ...]:
    """Which of these members still hang together by what is judged the same, the largest first."""
    left: dict[uuid.UUID, set[uuid.UUID]] = {one: {one} for one in members}
    for one, other in joined:
        if one in left and other in left and left[one] is not left[other]:
            both = left[one] | left[other]
            for member in both:
                left[member] = both
    found = {id(group): frozenset(group) for group in left.values()}
    return tuple(sorted(found.values(), key=lambda group: (-len(group), min(group))))
