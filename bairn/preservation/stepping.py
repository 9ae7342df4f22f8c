"""Writing down what happened to a request: where it stands now, and the step beside it."""

from datetime import datetime
from typing import Any

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.preservation import asking, clock, codes, kept, models, states
from bairn.preservation.terms import Kind, Move, State


def stands(row: models.Request, *, at: datetime) -> State:
    """Where the request stands at `at`, with time that has run out."""
    basis = codes.book().bases[row.basis]
    return clock.standing(State(row.state), basis=basis, known=kept.known(row), at=at)


def take(
    row: models.Request,
    move: Move,
    *,
    actor: Actor,
    at: datetime,
    happened_at: datetime,
    **more: Any,
) -> models.Step:
    """Moves the request on and keeps the step. Raises Refusal for a move that does not fit."""
    row.state = states.move(stands(row, at=at), move, kind=Kind(row.kind)).value
    asking.check_moment(happened_at, not_before=row.sent_at or row.drafted_at, at=at)
    return write(row, move, actor=actor, at=at, happened_at=happened_at, **more)


def write(
    row: models.Request,
    move: Move,
    *,
    actor: Actor,
    at: datetime,
    happened_at: datetime,
    **more: Any,
) -> models.Step:
    """Keeps the request as it stands now, and the step that brought it there."""
    row.due_at = kept.due_at(row, at=at)
    row.save()
    gate.subject(row.id)
    gate.note(kind=row.kind, state=row.state)
    return models.Step.objects.create(
        case_id=row.case_id,
        request_id=row.id,
        move=move.value,
        happened_at=happened_at,
        recorded_at=at,
        by_id=actor.id,
        **more,
    )
