"""Reading a file whole to see that it is what was taken in: asked for, done, and kept."""

import hashlib
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from bairn.access import gate
from bairn.evidence import checking_progress, filing, reading_kept, rechecking
from bairn.evidence.models import reading
from bairn.evidence.models.files import File
from bairn.evidence.queries import checking as looks
from bairn.evidence.queries import viewing
from bairn.evidence.terms.checking import Check, CheckOutcome, Found
from bairn.evidence.terms.files import Held, Verification
from bairn.jobs import deferring as jobs
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault.files import chunked, places

JOB = "evidence.verify_file"
_TURN = 900.0  # seconds of one turn of the sweep; what is left waits for the next
_PATIENCE = timedelta(minutes=10)
_KEPT_AS = {
    CheckOutcome.WHOLE: Verification.SAME,
    CheckOutcome.BROKEN: Verification.BROKEN,
    CheckOutcome.OTHER: Verification.BROKEN,
    CheckOutcome.MISSING: Verification.MISSING,
}


@gate.act("evidence.ask_check")
def ask_check(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """Have a file read whole by the house as soon as it can; asking again at once changes nothing.

    Raises Refusal evidence.no_content.
    """
    file = filing.file_row(case_id, file_id)
    if file.held != Held.SEALED.value:
        raise Refusal("evidence.no_content", "The house holds the digests of this file alone.")
    gate.subject(file.id)
    _ask(actor, at, file)


@gate.enters("evidence.verify_file")
def verify_file(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    file_id: uuid.UUID,
    told: Callable[[int, int], None] | None = None,
) -> Check:
    """Read a file whole, by the house itself, and keep what was found; `told` how far it is.

    A fault is looked at twice before it is believed: a disk may have been busy.
    Raises Refusal evidence.no_file, evidence.no_content.
    """
    found = _read(actor, at, case_id, file_id, told)
    if found.outcome is not CheckOutcome.WHOLE:
        found = _read(actor, at, case_id, file_id, told)
    checking_progress.forget(file_id)
    return _keep(actor=actor, at=clock.now(), case_id=case_id, file_id=file_id, found=found)


@gate.enters("evidence.verify_file")
def verify_due(*, actor: Actor, at: datetime) -> int:
    """Read again what is due, for at most a quarter of an hour; how many files were read."""
    began, done = time.monotonic(), 0
    for one in looks.checks_due(actor=actor, at=at):
        if time.monotonic() - began > _TURN:
            break
        verify_file(actor=actor, at=clock.now(), case_id=one.case_id, file_id=one.file_id)
        done += 1
    return done


@gate.act("evidence.found_broken")
def found_broken(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """Somebody who looked was refused a file that does not open: it is checked at once."""
    file = filing.file_row(case_id, file_id)
    there = places.place(file_id).exists()
    outcome = CheckOutcome.BROKEN if there else CheckOutcome.MISSING
    _add(actor, at, case_id, file_id, Found(outcome=outcome, length=file.size))
    _ask(actor, at, file)


def _ask(actor: Actor, at: datetime, file: File) -> None:
    """Once, unless what was asked for has not been done for long: a worker may have died."""
    asked = reading.CheckAsked.objects.filter(file_id=file.id).first()
    if asked is None:
        reading.CheckAsked.objects.bulk_create(
            [reading.CheckAsked(file=file, holder_id=file.holder_id, at=at, by_id=actor.id)],
            ignore_conflicts=True,
        )
    elif at - asked.at < _PATIENCE:
        return
    jobs.defer(JOB, case_id=file.holder_id, file_id=file.id)


def _read(
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    file_id: uuid.UUID,
    told: Callable[[int, int], None] | None,
) -> Found:
    try:
        opened = viewing.open_to_check(actor=actor, at=at, case_id=case_id, file_id=file_id)
    except Refusal as refusal:
        if refusal.code == "evidence.file_missing":
            return Found(outcome=CheckOutcome.MISSING, length=0)
        if refusal.code == "evidence.file_broken":
            return Found(outcome=CheckOutcome.BROKEN, length=0)
        raise
    digest = hashlib.sha256()
    with opened:
        found = rechecking.read_whole(
            opened,
            chunk=chunked.CHUNK,
            broken=Refusal,
            take=digest.update,
            told=lambda read: _tell(file_id, read, opened.length, told),
        )
    if found.outcome is CheckOutcome.WHOLE and not _same(
        actor=actor, at=at, case_id=case_id, file_id=file_id, sha256=digest.digest()
    ):
        return Found(outcome=CheckOutcome.OTHER, length=found.length)
    return found


def _tell(
    file_id: uuid.UUID, read: int, length: int, told: Callable[[int, int], None] | None
) -> None:
    checking_progress.tell(file_id, read, length)
    if told:
        told(read, length)


@gate.look("evidence.check")
def _same(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID, sha256: bytes
) -> bool:
    """Whether what was read comes to the digest that was taken in."""
    gate.subject(file_id)
    return bytes(filing.file_row(case_id, file_id).sha256) == sha256


@gate.act("evidence.verify_file")
def _keep(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID, found: Found
) -> Check:
    reading.CheckAsked.objects.filter(file_id=file_id).delete()
    return _add(actor, at, case_id, file_id, found)


def _add(actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID, found: Found) -> Check:
    file = filing.file_row(case_id, file_id)
    row = reading.Check.objects.create(
        holder_id=case_id,
        file=file,
        outcome=found.outcome.value,
        ranges=[[one.start, one.end] for one in found.ranges],
        at=at,
        by_id=actor.id,
    )
    file.verification = _KEPT_AS[found.outcome].value
    file.verified_at = at
    file.save(update_fields=["verification", "verified_at"])
    gate.subject(file.id)
    gate.note(outcome=found.outcome.value, ranges=len(found.ranges), size_bytes=file.size)
    return reading_kept.check(row)
