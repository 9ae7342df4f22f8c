"""Holds and erasures. An erasure forgets a key, so that no backup of the database can undo it.

The database and the key service have no common transaction. So the order is: in one transaction
re-wrap what stays, remove what goes, and note which keys must die; after its commit destroy them.
Should the process die in between, `finish_erasures` destroys them again: it may be repeated.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import erasing, keys, models, moved, storage
from bairn.vault.holders import holder_of
from bairn.vault.terms import Erasure, ErasureReason, Hold, HoldReason


@gate.act("vault.hold")
def hold(
    *,
    actor: Actor,
    at: datetime,
    reason: HoldReason,
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> Hold:
    """Place a legal hold: until it is released nothing of the report or case is erased."""
    holder = holder_of(report_id=report_id, case_id=case_id)
    storage.hold_still(holder, alone=True)
    row = models.LegalHold.objects.create(
        holder_id=holder, reason=reason.value, placed_by=actor.id, placed_at=at
    )
    gate.note(hold=row.id, reason=reason.value)
    return _hold_of(row)


@gate.act("vault.release_hold")
def release_hold(
    *,
    actor: Actor,
    at: datetime,
    hold_id: uuid.UUID,
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> Hold:
    """Release a hold that somebody else placed. Raises Refusal vault.second_person and others."""
    holder = holder_of(report_id=report_id, case_id=case_id)
    storage.hold_still(holder, alone=True)
    row = models.LegalHold.objects.filter(id=hold_id, holder_id=holder).first()
    if row is None:
        raise Refusal("vault.no_hold", "There is no such hold on this report or case.")
    erasing.may_release(_hold_of(row), second=actor.id)
    row.released_by, row.released_at = actor.id, at
    row.save(update_fields=["released_by", "released_at"])
    gate.note(hold=row.id)
    return _hold_of(row)


@gate.act("vault.order_erasure")
def order_erasure(
    *,
    actor: Actor,
    at: datetime,
    reason: ErasureReason,
    subject_id: uuid.UUID | None = None,
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> Erasure:
    """Order that one subject, or everything of the report or case, be erased by somebody else.

    Raises Refusal vault.held, vault.subject.
    """
    holder = holder_of(report_id=report_id, case_id=case_id)
    storage.hold_still(holder, alone=True)
    erasing.may_order(_holds(holder))
    if subject_id and not models.Subject.objects.filter(id=subject_id, holder_id=holder).exists():
        raise Refusal("vault.subject", "There is no such person or text in this report or case.")
    row = models.ErasureOrder.objects.create(
        holder_id=holder,
        subject_id=subject_id,
        reason=reason.value,
        ordered_by=actor.id,
        ordered_at=at,
    )
    gate.note(erasure=row.id, reason=reason.value)
    return _erasure_of(row)


@gate.act("vault.erase")
def erase(
    *,
    actor: Actor,
    at: datetime,
    erasure_id: uuid.UUID,
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> Erasure:
    """Carry out what somebody else ordered; the keys are destroyed as soon as this is committed.

    Raises Refusal vault.second_person, vault.held, vault.erased_already, vault.no_erasure.
    """
    holder = holder_of(report_id=report_id, case_id=case_id)
    storage.hold_still(holder, alone=True)
    row = models.ErasureOrder.objects.filter(id=erasure_id, holder_id=holder).first()
    if row is None:
        raise Refusal("vault.no_erasure", "No such erasure was ordered here.")
    erasing.may_carry_out(_erasure_of(row), _holds(holder), second=actor.id)
    whole = row.subject_id is None
    doomed = _everything(row) if whole else _all_but(row)
    models.DoomedKey.objects.bulk_create(doomed)
    erased = _remove_rows({key.kek_id for key in doomed}, row.subject_id, at)
    row.confirmed_by, row.confirmed_at = actor.id, at
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    gate.note(erasure=row.id, reason=row.reason, subjects=erased, keys=len(doomed), whole=whole)
    transaction.on_commit(lambda: _destroy(doomed), robust=True)
    return _erasure_of(row)


@gate.act("vault.finish_erasures")
def finish_erasures(*, actor: Actor, at: datetime) -> int:
    """Destroy every condemned key not yet marked as destroyed, and mark it; how many.

    Run by a job: it ends what a crash may have left between a commit and its key's destruction.
    """
    doomed = list(models.DoomedKey.objects.filter(destroyed_at__isnull=True))
    _destroy(doomed)
    for key in doomed:
        key.destroyed_at = at
    models.DoomedKey.objects.bulk_update(doomed, ["destroyed_at"])
    left = moved.renew_what_they_left(at)
    transaction.on_commit(lambda: _destroy(left), robust=True)
    gate.note(keys=len(doomed), renewed=len(left))
    return len(doomed)


def _everything(order: models.ErasureOrder) -> list[models.DoomedKey]:
    """The holder's key and those of the reports that became it, in all their versions."""
    return [
        models.DoomedKey(erasure_id=order.id, kek_id=kek_id)
        for kek_id in _keys_behind(order.holder_id)
    ]


def _all_but(order: models.ErasureOrder) -> list[models.DoomedKey]:
    """Every version of the same keys so far, after all but this subject got a newer one."""
    service, doomed = keys.service(), []
    for kek_id in _keys_behind(order.holder_id):
        newer = service.rotate(kek_id)
        others = storage.keys_of(kek_id, but_of=order.subject_id)
        storage.rewrap(others, old=kek_id, new=kek_id, service=service)
        doomed.append(models.DoomedKey(erasure_id=order.id, kek_id=kek_id, below=newer))
    return doomed


def _keys_behind(holder: uuid.UUID) -> list[uuid.UUID]:
    """The holder and the reports that moved into it: older backups need one of these keys."""
    former = models.FormerKey.objects.filter(holder_id=holder).values_list("kek_id", flat=True)
    found = [holder, *former]
    storage.hold_still(*former, alone=True)
    return found


def _remove_rows(holders: set[uuid.UUID], subject_id: uuid.UUID | None, at: datetime) -> int:
    """Remove the sealed rows. The subjects stay, empty, since others name them by their ids."""
    rows: dict[str, Any] = {"holder_id__in": holders}
    if subject_id is not None:
        rows["subject_id"] = subject_id
    for kept in (models.Token, models.SealedField, models.DataKey):
        kept.objects.filter(**rows).delete()
    subjects = models.Subject.objects.filter(holder_id__in=holders, erased_at__isnull=True)
    if subject_id is not None:
        subjects = subjects.filter(id=subject_id)
    return subjects.update(erased_at=at)


def _destroy(doomed: Iterable[models.DoomedKey]) -> None:
    for key in doomed:
        keys.service().destroy(key.kek_id, below=key.below)


def _holds(holder: uuid.UUID) -> list[Hold]:
    return [_hold_of(row) for row in models.LegalHold.objects.filter(holder_id=holder)]


def _hold_of(row: models.LegalHold) -> Hold:
    return Hold(
        id=row.id,
        holder_id=row.holder_id,
        reason=HoldReason(row.reason),
        placed_by=row.placed_by,
        placed_at=row.placed_at,
        released_at=row.released_at,
    )


def _erasure_of(row: models.ErasureOrder) -> Erasure:
    return Erasure(
        id=row.id,
        holder_id=row.holder_id,
        subject_id=row.subject_id,
        reason=ErasureReason(row.reason),
        ordered_by=row.ordered_by,
        ordered_at=row.ordered_at,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
    )
