"""What becomes of records: taken up into a case, declined; a collection withdrawn."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.records import kept
from bairn.records.models import Collection, Record
from bairn.records.terms import Declined, RecordCard, RecordState, TakenFor


@gate.act("records.decline")
def decline(
    *,
    actor: Actor,
    at: datetime,
    collection_id: uuid.UUID,
    record_id: uuid.UUID,
    reason: Declined,
) -> RecordCard:
    """A record is not taken up, for a coded reason; it may still be, later.

    Raises Refusal records.no_record, records.settled, records.withdrawn.
    """
    row = _open(collection_id, record_id, again=False)
    row.state, row.why = RecordState.DECLINED.value, reason.value
    row.settled_at, row.settled_by = at, actor.id
    row.save(update_fields=["state", "why", "settled_at", "settled_by"])
    gate.subject(record_id)
    gate.note(reason=reason.value)
    return kept.card_of(row)


@gate.act("records.note_taken")
def note_taken(
    *,
    actor: Actor,
    at: datetime,
    collection_id: uuid.UUID,
    record_id: uuid.UUID,
    into: uuid.UUID,
    reason: TakenFor,
) -> RecordCard:
    """A record is part of a case now. Raises Refusal records.no_record, records.settled."""
    row = _open(collection_id, record_id, again=True)
    row.state, row.why, row.case_id = RecordState.TAKEN_UP.value, reason.value, into
    row.settled_at, row.settled_by = at, actor.id
    row.save(update_fields=["state", "why", "case_id", "settled_at", "settled_by"])
    gate.subject(record_id)
    gate.note(reason=reason.value, case=into)
    return kept.card_of(row)


@gate.act("records.withdraw")
def withdraw(*, actor: Actor, at: datetime, collection_id: uuid.UUID) -> None:
    """Nothing more comes into this collection or is taken up from it; erasing is the vault's.

    Raises Refusal records.no_collection, records.withdrawn.
    """
    kept.living(collection_id)
    Collection.objects.filter(id=collection_id).update(withdrawn_at=at, withdrawn_by=actor.id)


def _open(collection_id: uuid.UUID, record_id: uuid.UUID, *, again: bool) -> Record:
    """The record, if something may still become of it; `again` also where it was declined."""
    kept.living(collection_id)
    row = (
        Record.objects.select_for_update().filter(id=record_id, collection_id=collection_id).first()
    )
    if row is None:
        raise Refusal("records.no_record", "There is no such record in this collection.")
    if row.state == RecordState.TAKEN_UP or (row.state == RecordState.DECLINED and not again):
        raise Refusal("records.settled", "Somebody has settled this record already.")
    return row
