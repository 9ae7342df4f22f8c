"""What a laboratory rules, what a person judges, who holds a series: rules between two offences."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bairn.kernel.refusal import Refusal
from bairn.series.book import book
from bairn.series.terms import Ruling, Verdict

Two = frozenset[uuid.UUID]
MOST_IN_SERIES = 200


def pair(one: uuid.UUID, other: uuid.UUID) -> tuple[uuid.UUID, uuid.UUID]:
    """Both, the lower first. Raises Refusal for an offence with itself."""
    if one == other:
        raise Refusal("series.itself", "Choose another offence.", field="other_id")
    return (one, other) if one < other else (other, one)


def groups(rulings: Mapping[Two, Ruling]) -> dict[uuid.UUID, uuid.UUID]:
    """By offence the one that stands for all that share its source, however many steps away."""
    parent: dict[uuid.UUID, uuid.UUID] = {}

    def top(one: uuid.UUID) -> uuid.UUID:
        while parent.setdefault(one, one) != one:
            one = parent[one]
        return one

    for two, ruling in rulings.items():
        if ruling is Ruling.SAME_SOURCE:
            low, high = sorted(map(top, two))
            parent[high] = low
    return {one: top(one) for one in parent}


def may_place(rulings: Mapping[Two, Ruling], *, two: Two, ruling: Ruling) -> None:
    """Raises Refusal when a result contradicts what stands, also over several steps."""
    after = {**rulings, two: ruling}
    tops = groups(after)
    for one, said in after.items():
        if said is Ruling.EXCLUDED and len({tops.get(each, each) for each in one}) == 1:
            raise Refusal(
                "series.contradiction",
                "This contradicts another result. Have the laboratory look at both first.",
                field="ruling",
            )


def may_judge(verdict: Verdict, reason: str, *, at: datetime, before: datetime | None) -> None:
    """Raises Refusal for a reason that is not listed, and when a later judgement stands."""
    if reason not in book().judging:
        raise Refusal("series.reason", "Choose one of the listed reasons.", field="reason")
    if before is not None and at < before:
        raise Refusal("series.later_word", "Somebody has judged it since. Look again.")
    if verdict is not Verdict.UNSURE and reason == "open":
        raise Refusal("series.open", "Where more has to be known, say unsure.", field="verdict")


def may_hold(offences: Sequence[uuid.UUID]) -> None:
    """Raises Refusal unless a series or a proposal names two offences or more, each once."""
    if not 2 <= len(set(offences)) <= MOST_IN_SERIES or len(set(offences)) != len(offences):
        raise Refusal(
            "series.how_many", "Choose 2 to 200 offences, each once.", field="offence_ids"
        )


def may_leave(reason: str) -> None:
    """Raises Refusal for a reason that is not listed."""
    if reason not in book().leaving:
        raise Refusal("series.reason", "Choose one of the listed reasons.", field="reason")


def may_propose(reason: str) -> None:
    """Raises Refusal for a reason that is not listed."""
    if reason not in book().proposing:
        raise Refusal("series.reason", "Choose one of the listed reasons.", field="reason")


def in_sight(wanted: Iterable[uuid.UUID], seen: Iterable[uuid.UUID]) -> None:
    """Raises Refusal unless all is seen: what is not there and what is shut look alike."""
    if not set(wanted) <= set(seen):
        raise Refusal("series.no_offence", "There is no such offence in your sight.")
