"""Opening a file to read it, who has looked at it, and what staff were exposed to."""

import uuid
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from bairn.access import gate
from bairn.evidence import exposure, filing, reading_kept, seeing, shutting, welfare
from bairn.evidence.models import reading
from bairn.evidence.models.files import File
from bairn.evidence.opened import OpenedFile
from bairn.evidence.terms.files import Held
from bairn.evidence.terms.viewing import ExposureLedger, Viewing
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault.queries import files as keys

MOST_VIEWINGS = 200
_WEEKS = timedelta(weeks=26)


@gate.enters("evidence.view")
def open_file(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    file_id: uuid.UUID,
    viewing_id: uuid.UUID,
) -> OpenedFile:
    """A file of a running viewing, for one answer; the look is on the record first.

    Raises Refusal evidence.no_viewing, evidence.viewing_over, evidence.locked,
    evidence.restricted, evidence.file_broken, evidence.file_missing.
    """
    file, purpose = _look_on(
        actor=actor, at=at, case_id=case_id, file_id=file_id, viewing_id=viewing_id
    )
    return _opened(actor.for_purpose(purpose), at, case_id, file)


@gate.enters("evidence.list_inside")
def open_to_list(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID
) -> OpenedFile:
    """A file of which a program reads what it holds, and shows none of it.

    Raises Refusal evidence.no_content, evidence.locked and those of a file that is broken.
    """
    file = _may_list(actor=actor, at=at, case_id=case_id, file_id=file_id)
    return _opened(actor, at, case_id, file)


@gate.enters("evidence.copy_out")
def copy_out(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> OpenedFile:
    """A file of which a copy leaves the house, as its caller has a release for.

    Raises Refusal evidence.no_content, evidence.locked and those of a file that is broken.
    """
    file = _may_copy(actor=actor, at=at, case_id=case_id, file_id=file_id)
    return _opened(actor, at, case_id, file)


@gate.enters("evidence.check")
def open_to_check(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID
) -> OpenedFile:
    """A file that the house reads by itself, locked or not: nobody is shown a byte of it."""
    file = _may_check(actor=actor, at=at, case_id=case_id, file_id=file_id)
    return _opened(actor, at, case_id, file)


@gate.look("evidence.viewings")
def viewings(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID
) -> tuple[Viewing, ...]:
    """Who has looked at a file, the newest first, at most 200."""
    gate.subject(filing.file_row(case_id, file_id).id)
    rows = reading.Viewing.objects.filter(holder_id=case_id, file_id=file_id)
    return tuple(map(reading_kept.viewing, rows.order_by("-began_at", "-id")[:MOST_VIEWINGS]))


@gate.look("evidence.viewing")
def own_viewing(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID, viewing_id: uuid.UUID
) -> Viewing:
    """One's own viewing while it lasts. Raises Refusal evidence.no_viewing, viewing_over."""
    found = reading_kept.viewing(_row(case_id, viewing_id))
    exposure.may_go_on(found, at=at, staff_id=actor.id, file_id=file_id)
    return found


@gate.look("evidence.own_exposure")
def own_exposure(*, actor: Actor, at: datetime) -> ExposureLedger:
    """What one saw oneself, by week, of the last half year."""
    found = _ledgers(reading.Exposure.objects.filter(staff_id=actor.id), at)
    return next(iter(found), ExposureLedger(staff_id=actor.id, weeks=()))


@gate.look("evidence.unit_exposure")
def unit_exposure(*, actor: Actor, at: datetime) -> tuple[ExposureLedger, ...]:
    """What one's own unit saw, by person and week; for asking how they are."""
    if actor.unit is None:
        return ()
    found = _ledgers(reading.Exposure.objects.filter(unit_id=actor.unit), at)
    gate.note(due=sum(len(one.due) for one in found))
    return found


def _ledgers(rows: QuerySet[reading.Exposure], at: datetime) -> tuple[ExposureLedger, ...]:
    return welfare.ledgers(rows.filter(began_at__gte=at - _WEEKS))


@gate.look("evidence.view")
def _look_on(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    file_id: uuid.UUID,
    viewing_id: uuid.UUID,
) -> tuple[File, str]:
    """The viewing goes on by one look; how the file stands is asked again each time."""
    row = _row(case_id, viewing_id)
    exposure.may_go_on(reading_kept.viewing(row), at=at, staff_id=actor.id, file_id=file_id)
    file = filing.file_row(case_id, file_id)
    seeing.may_view(actor, at, case_id, file)
    mine = reading.Viewing.objects.filter(id=row.id)
    mine.update(looks=F("looks") + 1, last_at=max(row.last_at, at))
    reading.Exposure.objects.filter(viewing_id=row.id).update(last_at=max(row.last_at, at))
    gate.subject(file.id)
    gate.note(viewing=row.id)
    return file, row.purpose


@gate.look("evidence.list_inside")
def _may_list(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> File:
    file = _held(case_id, file_id)
    shutting.must_be_open(actor, at, case_id, file)
    gate.subject(file.id)
    return file


@gate.look("evidence.copy_out")
def _may_copy(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> File:
    file = _held(case_id, file_id)
    shutting.must_be_open(actor, at, case_id, file)
    gate.subject(file.id)
    return file


@gate.look("evidence.check")
def _may_check(*, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID) -> File:
    gate.subject(file_id)
    return _held(case_id, file_id)


def _held(case_id: uuid.UUID, file_id: uuid.UUID) -> File:
    file = filing.file_row(case_id, file_id)
    if file.held != Held.SEALED.value:
        raise Refusal("evidence.no_content", "The house holds the digests of this file alone.")
    return file


def _opened(actor: Actor, at: datetime, case_id: uuid.UUID, file: File) -> OpenedFile:
    subject = file.key_id
    if subject is None:  # its table forbids it
        raise Refusal("evidence.no_content", "The house holds the digests of this file alone.")
    found = keys.file_keys(actor=actor, at=at, subject_ids=[subject], case_id=case_id)
    return OpenedFile(file.id, found[subject], size=file.size)


def _row(case_id: uuid.UUID, viewing_id: uuid.UUID) -> reading.Viewing:
    row = reading.Viewing.objects.filter(id=viewing_id, holder_id=case_id).first()
    if row is None:
        raise Refusal("evidence.no_viewing", "Begin a viewing of this file first.")
    return row
