"""A case made ready for a decision: everything that its pack's gate asks for first is done."""

import uuid
from datetime import datetime

from bairn.journeys import do_step
from bairn.kernel.actor import Actor


def make_ready(
    actor: Actor, at: datetime, case_id: uuid.UUID, kind: str = "case_closed"
) -> tuple[str, ...]:
    """Does the steps that a milestone of this kind waits for; their ids."""
    rows = do_step.missing(actor=actor, at=at, case_id=case_id, kind=kind)
    for row in rows:
        do_step.record(
            actor=actor,
            at=at,
            case_id=case_id,
            kind=row.done_by[0] if row.done_by else row.step,
            happened_at=at,
            step=row.step,
        )
    return tuple(row.step for row in rows)
