"""What is kept of a case, read at a moment: shared by the looks."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from bairn.cases import queries as cases
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import kept
from bairn.protocols.terms import DueStep, Happened, Standing, WindowNow
from bairn.protocols.windows import windows_now


def standing(case_id: uuid.UUID, *, until: datetime | None = None) -> Standing:
    """What protocols holds of the case. Refuses a case without a pack."""
    found = kept.standings([case_id], until=until)
    if not found:
        raise Refusal("protocols.not_started", "This case works under no pack yet.")
    return found[0]


def steps(
    one: Standing, past: Sequence[Happened], at: datetime, *, digest: str = ""
) -> tuple[DueStep, ...]:
    """The duties of the case, under its own pack unless another `digest` is given."""
    return kept.reader_of(digest or one.binding.digest).due_steps(
        one.facts,
        past,
        at=at,
        zone=one.binding.zone,
        pauses=one.pauses,
        waivers=one.waivers,
        case_id=one.case_id,
    )


def windows(one: Standing, past: Sequence[Happened], at: datetime) -> tuple[WindowNow, ...]:
    """The windows of each person with facts of their own, else of the case."""
    pack = kept.pack_of(one.binding.digest)
    if not one.people:
        return windows_now(pack, one.facts, past, at=at)
    return tuple(
        row
        for about, own in sorted(one.people.items())
        for row in windows_now(pack, own.over(one.facts), past, at=at, about=about)
    )


def happened(
    actor: Actor, at: datetime, case_id: uuid.UUID, *, until: datetime | None = None
) -> tuple[Happened, ...]:
    """The milestones of the case; `until` leaves out what was recorded later."""
    marks = cases.milestones(actor=actor, at=at, case_id=case_id)
    return tuple(
        Happened(one.kind, one.at, one.step)
        for one in marks
        if until is None or one.recorded_at <= until
    )


def happened_across(
    actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[Happened, ...]]:
    """The milestones of each of these cases that is in reach."""
    found = cases.milestones_across(actor=actor, at=at, case_ids=case_ids)
    return {
        case_id: tuple(Happened(one.kind, one.at, one.step) for one in marks)
        for case_id, marks in found.items()
    }
