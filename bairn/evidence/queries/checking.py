"""How files stand: what checks found, which failed, which are due."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q

from bairn.access import gate
from bairn.evidence import checking_progress, filing, reading_book, reading_kept, rechecking
from bairn.evidence.models import reading
from bairn.evidence.models.files import File
from bairn.evidence.queries.files import MOST
from bairn.evidence.terms.checking import Check, CheckOutcome, CheckState
from bairn.evidence.terms.files import Held, Verification
from bairn.kernel.actor import Actor

MOST_FAILURES = 200
_FAILED = (Verification.BROKEN.value, Verification.MISSING.value)


@gate.look("evidence.check_states")
def check_states(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID | None = None
) -> Mapping[uuid.UUID, CheckState]:
    """How every sealed file of the case stands, or one of them, by the file's id."""
    rows = File.objects.filter(holder_id=case_id, held=Held.SEALED.value).order_by("id")
    if file_id is not None:
        rows = rows.filter(id=filing.file_row(case_id, file_id).id)
        gate.subject(file_id)
    return _states(list(rows[:MOST]))


@gate.look("evidence.checks")
def checks(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID
) -> tuple[Check, ...]:
    """Every check of one file, the newest first, at most 200."""
    gate.subject(filing.file_row(case_id, file_id).id)
    rows = reading.Check.objects.filter(holder_id=case_id, file_id=file_id)
    return tuple(map(reading_kept.check, rows.order_by("-at", "-id")[:MOST_FAILURES]))


@gate.look("evidence.failed_checks")
def failed_checks(*, actor: Actor, at: datetime) -> tuple[CheckState, ...]:
    """Files in one's reach that are not what was taken in, the latest found first, at most 200."""
    rows = File.objects.filter(held=Held.SEALED.value, verification__in=_FAILED)
    found = _states(list(rows.order_by("-verified_at", "-id")[:MOST_FAILURES]))
    gate.note(failed=len(found))
    return tuple(found.values())


@gate.look("evidence.checks_due")
def checks_due(
    *, actor: Actor, at: datetime, case_id: uuid.UUID | None = None, most: int = 500
) -> tuple[CheckState, ...]:
    """Files that are to be read again by now, failures first, then the longest unread."""
    book = reading_book.book()
    before, failed_before = at - timedelta(days=book.days), at - timedelta(hours=book.again_hours)
    rows = File.objects.filter(held=Held.SEALED.value).filter(
        Q(verification__in=_FAILED, verified_at__lte=failed_before)
        | Q(verified_at__lte=before)
        | Q(verified_at__isnull=True, taken_at__lte=before)
    )
    if case_id is not None:
        rows = rows.filter(holder_id=case_id)
    found = _states(list(rows.order_by(F("verified_at").asc(nulls_first=True), "id")[:most]))
    gate.note(due=len(found))
    return tuple(sorted(found.values(), key=lambda one: (not one.failed, one.due_at)))


def _states(files: Sequence[File]) -> Mapping[uuid.UUID, CheckState]:
    wanted = [one.id for one in files]
    newest = reading.Check.objects.filter(file_id__in=wanted).order_by("file_id", "-at", "-id")
    last = {row.file_id: reading_kept.check(row) for row in newest.distinct("file_id")}
    asked = dict(reading.CheckAsked.objects.filter(file_id__in=wanted).values_list("file_id", "at"))
    return {
        one.id: CheckState(
            file_id=one.id,
            case_id=one.holder_id,
            last=last.get(one.id),
            due_at=_due_at(one, last.get(one.id)),
            asked_at=asked.get(one.id),
            progress=checking_progress.ask(one.id) if one.id in asked else None,
        )
        for one in files
    }


def _due_at(file: File, last: Check | None) -> datetime:
    book = reading_book.book()
    outcome, at = (last.outcome, last.at) if last else (CheckOutcome.WHOLE, file.taken_at)
    return rechecking.due_at(outcome, at, days=book.days, again_hours=book.again_hours)
