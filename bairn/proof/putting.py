"""When an offence may be considered, and when something may be said of a piece of proof."""

import re
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bairn.kernel.periods import within_reach
from bairn.kernel.refusal import Refusal
from bairn.proof.terms import Book, ItemState, OffenceTable, Put, Serves
from bairn.protocols.terms import Titled

# An exhibit number: capitals and digits in groups, at least one digit. A name does not fit in it.
_EXHIBIT = re.compile(r"(?=.*\d)[A-Z0-9]{1,12}(?:[-/.:][A-Z0-9]{1,12}){0,5}")
_MOST_SERVED = 40
OPEN = frozenset({ItemState.REQUESTED, ItemState.MISSING})
REASONED = frozenset({ItemState.REFUSED, ItemState.IMPOSSIBLE})
Standing = Collection[tuple[str, uuid.UUID | None]]  # offences considered, each with its suspect


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a case offers to a piece of proof."""

    table: OffenceTable
    book: Book
    standing: Standing
    staff: Collection[uuid.UUID]  # of the circle, who may see what they are to get
    roles: Collection[str]  # that may see it
    milestones: Collection[uuid.UUID]


def may_consider(
    *,
    offence: str,
    suspect: uuid.UUID | None,
    table: OffenceTable,
    suspects: Collection[uuid.UUID],
    standing: Standing,
) -> None:
    """Raises Refusal unless the pack has the offence and it is not considered already.

    No suspect need be known; one that is named has that role in the case.
    """
    if table.offence(offence) is None:
        raise Refusal("proof.offence", "Choose an offence from the list.", field="offence")
    if suspect is not None and suspect not in suspects:
        raise Refusal("proof.suspect", "Choose a suspect of this case.", field="suspect")
    if (offence, suspect) in standing:
        raise Refusal("proof.twice", "This is on the board already.", field="offence")


def may_drop(
    *,
    offence: str,
    suspect: uuid.UUID | None,
    reason: str,
    standing: Standing,
    drops: Mapping[str, Titled],
) -> None:
    """Raises Refusal unless the offence is on the board and the reason is listed."""
    if (offence, suspect) not in standing:
        raise Refusal("proof.not_considered", "This offence is not on the board.")
    if reason not in drops:
        raise Refusal("proof.drop_reason", "Choose one of the listed reasons.", field="reason")


def tidied(said: Put) -> Put:
    """The same without whoever was to get it, once nobody has to any more."""
    if said.state in OPEN:
        return said
    return replace(said, by_whom=None, by_role="", by_at=None)


def may_put(said: Put, around: Surroundings, *, at: datetime, before: Put | None = None) -> None:
    """Raises Refusal unless all of this may be said of an item at `at`; `before` is what held."""
    kind = around.book.kinds.get(said.kind)
    if kind is None:
        raise Refusal("proof.kind", "Choose a kind of proof from the list.", field="kind")
    if before is not None and before.kind != said.kind:
        raise Refusal("proof.same_kind", "An item stays of its kind. Put another one.")
    _serves(said.serves, around, before)
    _reference(said, around)
    _from_whom(said, around)
    _reason(said, around, clinical=kind.clinical)
    _who_by_when(said, around, at, before)


def _serves(serves: Collection[Serves], around: Surroundings, before: Put | None) -> None:
    if not serves:
        raise Refusal("proof.serves", "Say which element it serves.", field="serves")
    if len(serves) > _MOST_SERVED:
        raise Refusal("proof.too_many", "One item serves at most 40 elements.", field="serves")
    for one in serves:
        # What left the board may stay with an item, and may not be given to it anew.
        if before is not None and one in before.serves:
            continue
        offence = around.table.offence(one.offence)
        known = offence is not None and offence.element(one.element) is not None
        if not known or (one.offence, one.suspect) not in around.standing:
            raise Refusal("proof.element", "This element is not on the board.", field="serves")


def _reference(said: Put, around: Surroundings) -> None:
    if said.reference:
        milestone = _as_id(said.reference)
        if milestone is not None and milestone not in around.milestones:
            raise Refusal("proof.milestone", "This case has no such milestone.", field="reference")
        if milestone is None and not _EXHIBIT.fullmatch(said.reference):
            raise Refusal(
                "proof.reference",
                "A reference is a number such as EX-2026-14: capitals and digits, no words.",
                field="reference",
            )
    elif said.state is ItemState.HELD:
        raise Refusal(
            "proof.reference_needed", "Say under which number it is held.", field="reference"
        )


def _as_id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _from_whom(said: Put, around: Surroundings) -> None:
    if said.from_whom and said.from_whom not in around.book.holders:
        raise Refusal("proof.from_whom", "Choose a holder from the list.", field="from_whom")
    if said.state is ItemState.REQUESTED and not said.from_whom:
        raise Refusal("proof.asked_of", "Say of whom it was asked.", field="from_whom")


def _reason(said: Put, around: Surroundings, *, clinical: bool) -> None:
    if said.state not in REASONED:
        if said.reason:
            raise Refusal(
                "proof.no_reason", "Only refused and impossible take a reason.", field="reason"
            )
        return
    reason = around.book.reasons.get(said.reason)
    if reason is None or reason.state != said.state.value:
        raise Refusal("proof.reason", "Choose a reason that fits this state.", field="reason")
    if clinical and not reason.clinical:
        raise Refusal(
            "proof.clinician",
            "Only a clinician says that a finding or a specimen can no longer be had.",
            field="reason",
        )


def _who_by_when(said: Put, around: Surroundings, at: datetime, before: Put | None) -> None:
    if said.by_whom is not None and said.by_role:
        raise Refusal("proof.both", "Name a person or a role, not both.", field="by")
    if bool(said.by_whom or said.by_role) != (said.by_at is not None):
        raise Refusal(
            "proof.who_by_when",
            "Say who gets it and by when: one without the other binds nobody.",
            field="by_at" if said.by_at is None else "by",
        )
    same = before is not None and before.by_whom == said.by_whom
    if said.by_whom is not None and said.by_whom not in around.staff and not same:
        raise Refusal(
            "proof.by_whom", "Choose somebody in the circle who sees this board.", field="by"
        )
    if said.by_role and said.by_role not in around.roles:
        raise Refusal("proof.by_role", "Choose a role that sees this board.", field="by")
    moved = said.by_at is not None and (before is None or before.by_at != said.by_at)
    if moved and said.by_at is not None and said.by_at <= at:
        raise Refusal("proof.past", "This day has passed.", field="by_at")
    if moved and not within_reach(said.by_at):
        raise Refusal("proof.far", "This day lies too far ahead.", field="by_at")
