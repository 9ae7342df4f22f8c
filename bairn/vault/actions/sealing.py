"""Sealing, moving and re-wrapping: nothing here can open what it handles."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import batches, keys, models, storage
from bairn.vault.holders import holder_of
from bairn.vault.keyservice import KeyGoneError
from bairn.vault.terms import Moved, Sealing, SubjectKind, TokenSource


@gate.act("vault.seal")
def seal(
    *,
    actor: Actor,
    at: datetime,
    kind: SubjectKind,
    fields: Mapping[str, str | bytes],
    tokens: Sequence[TokenSource] = (),
    subject_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Seal one subject's fields and return its id; with `subject_id`, new versions of its fields.

    Raises Refusal: vault.holder, vault.field, vault.too_large, vault.subject, vault.erased.
    """
    one = Sealing(kind=kind, fields=fields, tokens=tokens, subject_id=subject_id)
    return _seal([one], at=at, holder_id=holder_of(report_id=report_id, case_id=case_id))[0]


@gate.act("vault.seal")
def seal_many(
    *,
    actor: Actor,
    at: datetime,
    sealings: Sequence[Sealing],
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> tuple[uuid.UUID, ...]:
    """Seal several subjects of one report or case in a handful of statements; ids in their order.

    Raises Refusal as `seal` does; then none of them is sealed.
    """
    return _seal(sealings, at=at, holder_id=holder_of(report_id=report_id, case_id=case_id))


@gate.act("vault.move")
def move(*, actor: Actor, at: datetime, report_id: uuid.UUID, case_id: uuid.UUID) -> Moved:
    """Move everything sealed for a report to the case it became: keys are re-wrapped, no more.

    Raises Refusal vault.erased when either key was destroyed.
    """
    storage.hold_still(report_id, case_id, alone=True)
    service = keys.service()
    held = storage.keys_of(report_id)
    moved = models.Subject.objects.filter(holder_id=report_id).update(holder_id=case_id)
    try:
        service.create_keks([case_id])
        storage.rewrap(held, old=report_id, new=case_id, service=service)
    except KeyGoneError:
        raise _erased() from None
    # Older backups still hold these data keys under the report's key: an erasure must find it.
    models.FormerKey.objects.filter(holder_id=report_id).update(holder_id=case_id)
    models.FormerKey.objects.bulk_create(
        [models.FormerKey(kek_id=report_id, holder_id=case_id)], ignore_conflicts=True
    )
    for kept in (models.LegalHold, models.ErasureOrder):
        kept.objects.filter(holder_id=report_id).update(holder_id=case_id)
    gate.note(subjects=moved, keys=len(held))
    return Moved(subjects=moved, keys=len(held))


@gate.act("vault.rotate")
def rotate(
    *,
    actor: Actor,
    at: datetime,
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> int:
    """Give a report or case a new key version and re-wrap its data keys; how many were.

    Older versions stay, so that backups can be read; only an erasure destroys them.
    """
    holder = holder_of(report_id=report_id, case_id=case_id)
    storage.hold_still(holder, alone=True)
    service = keys.service()
    held = storage.keys_of(holder)
    try:
        version = service.rotate(holder)
        storage.rewrap(held, old=holder, new=holder, service=service)
    except KeyGoneError:
        raise _erased() from None
    gate.note(keys=len(held), version=version)
    return len(held)


def _seal(
    sealings: Sequence[Sealing], *, at: datetime, holder_id: uuid.UUID
) -> tuple[uuid.UUID, ...]:
    storage.hold_still(holder_id, alone=False)
    _check_known(sealings, holder_id)
    try:
        batch = batches.prepare(sealings, holder_id=holder_id, at=at, service=keys.service())
    except KeyGoneError:
        raise _erased() from None
    batches.insert(batch)
    if len(batch.subject_ids) == 1:
        gate.subject(batch.subject_ids[0])
    gate.note(
        subjects=len(batch.subject_ids), fields=batch.count("fields"), tokens=batch.count("tokens")
    )
    return batch.subject_ids


def _check_known(sealings: Sequence[Sealing], holder_id: uuid.UUID) -> None:
    """Subjects named by the caller must be here, alive, and of the kind that was said."""
    named = {given.subject_id: given.kind.value for given in sealings if given.subject_id}
    if not named:
        return  # a reporter's door may insert and read nothing
    alive = models.Subject.objects.filter(id__in=named, holder_id=holder_id, erased_at__isnull=True)
    if dict(alive.values_list("id", "kind")) != named:
        raise Refusal("vault.subject", "There is no such person or text in this report or case.")


def _erased() -> Refusal:
    return Refusal("vault.erased", "What was sealed here was erased; nothing can be added to it.")
