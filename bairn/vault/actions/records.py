"""Many people of one collection of imported records, sealed in few statements.

COPY is refused where row-level security holds, so a batch is one INSERT from arrays, as for a
report. It is drawn and encrypted ahead, without a transaction, while the batch before is written.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection

from bairn.access import circles, gate
from bairn.access.terms import HolderKind
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import batches, keys, models, records, sealing, storage
from bairn.vault.batches import Batch
from bairn.vault.keyservice import KeyGoneError
from bairn.vault.terms import SubjectKind

MOST = 5_000  # records in one act
_OF = {"subject_ids": ("kinds",), "key_subjects": ("key_ids", "key_versions", "wrapped"),
       "token_subjects": ("token_kinds", "tokens"),
       "field_subjects": ("fields", "field_keys", "nonces", "ciphertexts")}  # fmt: skip


@gate.act("vault.seal_records")
def seal_records(
    *,
    actor: Actor,
    at: datetime,
    collection_id: uuid.UUID,
    batch: Batch,
    only: Collection[uuid.UUID],
) -> int:
    """Write the people of this batch who are in `only`; how many.

    Raises Refusal vault.subject for a batch of another holder, vault.too_many, vault.erased.
    """
    if batch.holder_id != collection_id or any(one != SubjectKind.PERSON for one in _kinds(batch)):
        raise Refusal("vault.subject", "These people belong to another collection.")
    if len(batch.subject_ids) > MOST:
        raise Refusal("vault.too_many", f"At most {MOST} can be sealed at once.")
    storage.hold_still(collection_id, alone=False)
    _check_fresh(batch)
    wanted = batch if len(only) == len(batch.subject_ids) else _part(batch, frozenset(only))
    with connection.cursor() as cursor:
        cursor.execute("select set_config('bairn.filling', %s, true)", [str(collection_id)])
        batches.insert_many(wanted)
        cursor.execute("select set_config('bairn.filling', '', true)")
    gate.note(
        subjects=len(wanted.subject_ids),
        fields=wanted.count("fields"),
        tokens=wanted.count("tokens"),
    )
    return len(wanted.subject_ids)


@gate.act("vault.move_subject")
def move_subject(
    *, actor: Actor, at: datetime, subject_id: uuid.UUID, from_id: uuid.UUID, case_id: uuid.UUID
) -> None:
    """Move one person of a collection in one's reach into a case: keys are re-wrapped, no more.

    Raises Refusal vault.subject, vault.erased.
    """
    storage.hold_still(from_id, case_id, alone=True)
    if circles.kind_of(from_id) is not HolderKind.RECORDS:
        raise Refusal("vault.subject", "These people belong to another collection.")
    service = keys.service()
    held = list(models.DataKey.objects.filter(subject_id=subject_id, holder_id=from_id))
    moved = models.Subject.objects.filter(
        id=subject_id, holder_id=from_id, kind=SubjectKind.PERSON.value
    ).update(holder_id=case_id)
    if not moved:
        raise Refusal("vault.subject", "There is no such person or text in this report or case.")
    if not held:
        raise records.erased()
    try:
        service.create_keks([case_id])
        storage.rewrap(held, old=from_id, new=case_id, service=service)
    except KeyGoneError:
        raise records.erased() from None
    models.MovedSubject.objects.create(
        subject_id=subject_id, from_id=from_id, holder_id=case_id, moved_at=at
    )
    gate.subject(subject_id)
    gate.note(keys=len(held), source=from_id)


def _check_fresh(batch: Batch) -> None:
    """Refuses data keys under a version that was renewed since: it may be about to be destroyed."""
    try:
        newest = keys.service().wrap(batch.holder_id, [(b"", bytes(sealing.KEY_BYTES))])[0].version
    except KeyGoneError:
        raise records.erased() from None
    if any(one != newest for one in batch.columns.get("key_versions", [])):
        raise Refusal("vault.keys_renewed", "The keys were renewed meanwhile; do it once more.")


def _kinds(batch: Batch) -> Sequence[object]:
    return batch.columns.get("kinds", [])


def _part(batch: Batch, only: frozenset[uuid.UUID]) -> Batch:
    """The same batch with the rows of these subjects alone."""
    columns: dict[str, list[object]] = {}
    for owner, beside in _OF.items():
        owners = batch.columns.get(owner, [])
        places = [place for place, one in enumerate(owners) if one in only]
        for name in (owner, *beside):
            held = batch.columns.get(name, [])
            columns[name] = [held[place] for place in places]
    return Batch(
        holder_id=batch.holder_id,
        at=batch.at,
        subject_ids=tuple(one for one in batch.subject_ids if one in only),
        columns=columns,
    )
