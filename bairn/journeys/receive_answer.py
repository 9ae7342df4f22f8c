"""What a holder handed over or removed: the request says so, and the case where it is a duty."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import gate
from bairn.digests import actions as digests
from bairn.digests.terms import Digest, WatchReason
from bairn.journeys import ask_holder
from bairn.kernel.actor import Actor
from bairn.preservation import actions as preservation
from bairn.preservation import marking
from bairn.preservation import queries as looks
from bairn.preservation.states import OPEN
from bairn.preservation.terms import Answer, Kind


@gate.act("journeys.receive_answer")
def receive_answer(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    request_id: uuid.UUID,
    happened_at: datetime,
    answer: Answer,
) -> uuid.UUID:
    """Keeps that the answer came, by its digest; the step of the request that says so."""
    return preservation.receive(
        actor=actor,
        at=at,
        case_id=case_id,
        request_id=request_id,
        happened_at=happened_at,
        answer=answer,
    )


@gate.act("journeys.content_removed")
def content_removed(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    request_id: uuid.UUID,
    happened_at: datetime,
    digests_to_watch: Sequence[Digest] = (),
) -> bool:
    """Keeps that content is gone and watches that it stays away; whether none is left to remove.

    The duty of the pack is done once every takedown of the case has its answer.
    """
    preservation.note_removed(
        actor=actor, at=at, case_id=case_id, request_id=request_id, happened_at=happened_at
    )
    if digests_to_watch:
        digests.watch(
            actor=actor,
            at=at,
            case_id=case_id,
            digests=digests_to_watch,
            reason=WatchReason.TAKEDOWN,
        )
    left = [
        one
        for one in looks.requests(actor=actor, at=at, case_id=case_id)
        if one.kind is Kind.TAKEDOWN and one.state in OPEN
    ]
    duties = ask_holder.steps(actor, at, case_id)
    if not left and ask_holder.step_of(duties, marking.removed()):
        ask_holder.mark(
            actor, at, case_id, marking.removed(), happened_at=happened_at, duties=duties
        )
    return not left
