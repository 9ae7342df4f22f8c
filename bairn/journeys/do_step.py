"""Something was done: it goes on record, unless it is a decision that something must stand before.

Every door records milestones through here. What happens at intake, for protection, for evidence
and in aftercare is never held back, whatever else is missing.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime

from bairn.access import gate
from bairn.cases import actions as cases
from bairn.cases import stages
from bairn.cases.terms import Code
from bairn.kernel.actor import Actor
from bairn.protocols import gates
from bairn.protocols import queries as duties
from bairn.protocols.terms import DueStep, GateNow


@gate.act("journeys.do_step")
def do_step(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kind: str,
    happened_at: datetime,
    step: str | None = None,
    detail: Mapping[str, Code] | None = None,
) -> uuid.UUID:
    """Records that something has happened; the new milestone's id.

    Refuses `cases.own_act` for what has an act of its own (a review, an interview, advice),
    `protocols.other_step` for a step of the pack that this kind does not fulfil,
    `protocols.gate`, naming what is missing, where the pack lets no case enter the stage of this
    milestone yet, and whatever cases refuses.
    """
    stages.may_be_marked(kind)
    if step is not None:
        pack = duties.pack_of_case(actor=actor, at=at, case_id=case_id)
        gates.check_fulfils(pack.step(step), kind=kind)
    return record(
        actor=actor,
        at=at,
        case_id=case_id,
        kind=kind,
        happened_at=happened_at,
        step=step,
        detail=detail,
    )


def record(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kind: str,
    happened_at: datetime,
    step: str | None = None,
    detail: Mapping[str, Code] | None = None,
) -> uuid.UUID:
    """The same for journeys, which have kept by then whatever else belongs to the milestone."""
    ask_gate(actor=actor, at=at, case_id=case_id, kind=kind)
    return cases.mark(
        actor=actor,
        at=at,
        case_id=case_id,
        kind=kind,
        happened_at=happened_at,
        step=step,
        detail=detail,
    )


def ask_gate(*, actor: Actor, at: datetime, case_id: uuid.UUID, kind: str) -> None:
    """Raises Refusal where a milestone of this kind has to wait at a gate of the case's pack."""
    now = _gate(actor, at, case_id, kind)
    if now is not None:
        gates.check_open(now, kind=kind)


def missing(*, actor: Actor, at: datetime, case_id: uuid.UUID, kind: str) -> tuple[DueStep, ...]:
    """The steps that a milestone of this kind still waits for; none where it may go on record."""
    now = _gate(actor, at, case_id, kind)
    return now.missing if now is not None and gates.holds_back(now, kind=kind) else ()


def _gate(actor: Actor, at: datetime, case_id: uuid.UUID, kind: str) -> GateNow | None:
    stage = stages.table().enters.get(kind)
    if stage is None or stage.value in gates.NEVER_SHUT:
        return None
    return duties.gate_of_case(actor=actor, at=at, case_id=case_id, stage=stage.value)
