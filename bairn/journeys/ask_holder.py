"""A request left the house: its letter is kept, it counts as sent, and the case says so."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import gate
from bairn.journeys import do_step
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.preservation import actions as preservation
from bairn.preservation import marking
from bairn.preservation import queries as looks
from bairn.preservation.terms import Request, State
from bairn.protocols import queries as protocols
from bairn.protocols.terms import DueStep


@gate.act("journeys.ask_holder")
def ask_holder(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    request_ids: Sequence[uuid.UUID],
    channel: str,
    happened_at: datetime,
) -> tuple[str, ...]:
    """Says that these requests left together by one channel; the milestones that were marked.

    All of them count as sent, or none does. Each milestone is marked once, with the step of the
    pack that it fulfils.
    """
    duties = steps(actor, at, case_id)
    marked: dict[str, bool] = {}
    for request_id in dict.fromkeys(request_ids):
        before = looks.request(actor=actor, at=at, case_id=case_id, request_id=request_id).request
        again = before.state is State.SENT
        preservation.send(
            actor=actor, at=at, case_id=case_id, request_id=request_id, channel=channel,
            happened_at=happened_at,
        )  # fmt: skip
        one = looks.request(actor=actor, at=at, case_id=case_id, request_id=request_id).request
        marked |= wanted(one, channel=channel, duties=duties, again=again)
    for kind in marked:
        mark(actor, at, case_id, kind, happened_at=happened_at, duties=duties)
    return tuple(marked)


def wanted(
    one: Request, *, channel: str, duties: Sequence[DueStep], again: bool = False
) -> dict[str, bool]:
    """The milestones of a request: those of every case, and those that the case has a step for."""
    return {
        kind: True
        for kind, always in marking.sent(one, channel=channel, again=again)
        if always or step_of(duties, kind)
    }


def mark(
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kind: str,
    *,
    happened_at: datetime,
    duties: Sequence[DueStep],
) -> None:
    """Marks a milestone with the step that it fulfils, where the case has one."""
    do_step.record(
        actor=actor,
        at=at,
        case_id=case_id,
        kind=kind,
        happened_at=happened_at,
        step=step_of(duties, kind),
    )


def step_of(duties: Sequence[DueStep], kind: str) -> str | None:
    """The step of the case that a milestone of this kind fulfils."""
    return next((row.step for row in duties if kind in (row.done_by or (row.step,))), None)


def steps(actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[DueStep, ...]:
    """The duties of the case; none where it works under no pack yet."""
    try:
        return protocols.steps_of_case(actor=actor, at=at, case_id=case_id)
    except Refusal as no:
        if no.code != "protocols.not_started":
            raise
        return ()
