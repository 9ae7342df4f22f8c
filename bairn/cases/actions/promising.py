"""Promising something to somebody in a case, keeping it, putting it off, taking it back."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.cases import kept, models, promising
from bairn.cases.terms import PromiseState
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal


@gate.act("cases.promise")
def promise(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    to: uuid.UUID,
    kind: str,
    by_at: datetime,
) -> uuid.UUID:
    """Somebody was told that this happens until `by_at`; the promise's id.

    `to` is a participant. Refuses a suspect and whoever is kept out, an unlisted kind, and a moment
    that has passed or lies more than a year ahead. A closed case takes promises: care goes on.
    """
    whom = models.Participant.objects.filter(case_id=case_id, id=to).first()
    if whom is None:
        raise Refusal("cases.promise_whom", "Choose somebody of this case.", field="to")
    promising.may_promise(
        to=kept.participant(whom), kind=kind, by_at=by_at, at=at, known=promising.book()
    )
    row = models.Promise.objects.create(
        case_id=case_id,
        to_participant_id=to,
        kind=kind,
        first_by_at=by_at,
        by_at=by_at,
        made_at=at,
        by_id=actor.id,
    )
    gate.note(promise=row.id, kind=kind)
    return row.id


@gate.act("cases.keep_promise")
def keep_promise(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    promise_id: uuid.UUID,
    kept_at: datetime,
) -> PromiseState:
    """It was done; what has become of the promise. Kept after its moment, it stays a missed one."""
    row = _held(case_id, promise_id)
    promising.may_keep(kept.promise(row), kept_at=kept_at, at=at)
    row.kept_at, row.kept_recorded_at, row.kept_by = kept_at, at, actor.id
    row.save(update_fields=["kept_at", "kept_recorded_at", "kept_by"])
    state = kept.promise(row).state(at)
    gate.note(promise=promise_id, kind=row.kind, state=state.value)
    return state


@gate.act("cases.put_off_promise")
def put_off_promise(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    promise_id: uuid.UUID,
    until: datetime,
    reason: str,
) -> None:
    """Moves a promise that is not missed yet to a later moment; every move is kept and counted."""
    row = _held(case_id, promise_id)
    promising.may_put_off(
        kept.promise(row), until=until, reason=reason, at=at, known=promising.book()
    )
    models.PutOff.objects.create(
        case_id=case_id,
        promise_id=promise_id,
        at=at,
        from_at=row.by_at,
        until=until,
        reason=reason,
        by_id=actor.id,
    )
    row.by_at, row.put_off = until, row.put_off + 1
    row.save(update_fields=["by_at", "put_off"])
    gate.note(promise=promise_id, kind=row.kind, reason=reason, times=row.put_off)


@gate.act("cases.withdraw_promise")
def withdraw_promise(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, promise_id: uuid.UUID, reason: str
) -> None:
    """Takes back a promise that is not missed yet, for a coded reason; it stays on record."""
    row = _held(case_id, promise_id)
    promising.may_withdraw(kept.promise(row), reason=reason, at=at, known=promising.book())
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_for = at, actor.id, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_for"])
    gate.note(promise=promise_id, kind=row.kind, reason=reason)


def _held(case_id: uuid.UUID, promise_id: uuid.UUID) -> models.Promise:
    """The promise, held until the transaction ends: it comes to one end."""
    rows = models.Promise.objects.select_for_update()
    row = rows.filter(case_id=case_id, id=promise_id).first()
    if row is None:
        raise Refusal("cases.no_promise", "There is no such promise.")
    return row
