"""Locking a file, and recording the lawful ground that lets it be opened."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.evidence import filing, locking, reading_book, shutting
from bairn.evidence.models import reading
from bairn.evidence.models.files import File
from bairn.evidence.terms.locks import FileLocks, LockKind
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind

WORDS = "lawful_ground"


@gate.act("evidence.lock_file")
def lock_file(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID, kind: LockKind
) -> None:
    """Lock a file until a lawful ground is recorded. Raises Refusal evidence.locked_already."""
    file = filing.file_row(case_id, file_id)
    locks = _locks(actor, at, case_id, file)
    locking.may_lock(kind, {*locks.holding, *(one.lock for one in locks.lifted)})
    _once(reading.Lock(holder_id=case_id, file=file, kind=kind.value, at=at, by_id=actor.id))
    gate.subject(file.id)
    gate.note(lock=kind.value)


@gate.act("evidence.record_authority")
def record_authority(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    file_id: uuid.UUID,
    kind: LockKind,
    ground: str,
    reference: str,
) -> uuid.UUID:
    """Record the lawful ground that lifts one lock of a file; the id of what was recorded.

    `reference` is sealed. Raises Refusal evidence.not_locked, evidence.ground, evidence.reference.
    """
    file = filing.file_row(case_id, file_id)
    locks = _locks(actor, at, case_id, file)
    locking.may_record(
        lock=kind,
        ground=ground,
        words=reference,
        holds=locks.holding,
        rules=reading_book.book().locks,
    )
    words_id = vault.seal(
        actor=actor,
        at=at,
        kind=SubjectKind.WORDS,
        fields={WORDS: reference.strip()},
        case_id=case_id,
    )
    row = reading.Authority(
        holder_id=case_id,
        file=file,
        lock=kind.value,
        ground=ground,
        words_id=words_id,
        at=at,
        by_id=actor.id,
    )
    _once(row)
    gate.subject(file.id)
    gate.note(lock=kind.value, ground=ground, still=len(locks.holding) - 1)
    return row.id


def _locks(actor: Actor, at: datetime, case_id: uuid.UUID, file: File) -> FileLocks:
    return shutting.locks_of(actor, at, case_id, [file])[file.id]


def _once(row: reading.Lock | reading.Authority) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise Refusal(
            "evidence.meanwhile", "Somebody has changed this meanwhile. Look at it again."
        ) from twice
