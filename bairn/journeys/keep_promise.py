"""A promise is kept; where somebody was told how the case stands, the case says so."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.cases import actions as cases
from bairn.cases.terms import PromiseState
from bairn.journeys.do_step import do_step
from bairn.kernel.actor import Actor

KIND = "progress_told"


@gate.act("journeys.keep_promise")
def keep_promise(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    promise_id: uuid.UUID,
    kept_at: datetime,
    told: bool = False,
) -> PromiseState:
    """Keeps the promise; with `told`, marks that somebody was told how the case stands."""
    state = cases.keep_promise(
        actor=actor, at=at, case_id=case_id, promise_id=promise_id, kept_at=kept_at
    )
    if told:
        do_step(actor=actor, at=at, case_id=case_id, kind=KIND, happened_at=kept_at)
    return state
