"""A report being sent over the wire: found by its number, by its own platform, while it is open."""

import secrets
import uuid
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from bairn.intake import acceptance, known_files
from bairn.intake.models import File, Report, Sending
from bairn.intake.terms import FactValue, ReportState
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

IDLE = timedelta(hours=1)  # the protocol's own limit: what is not finished by then is dropped
_LOWEST, _MANY = 10**11, 9 * 10**11  # twelve digits, exact in every client's number type
_DRAWS = 5


def begin(report_id: uuid.UUID, *, platform_id: uuid.UUID, at: datetime) -> int:
    """A number for this report that tells nothing of others; a clash draws another."""
    for _ in range(_DRAWS - 1):
        try:
            return _begin(report_id, platform_id=platform_id, at=at)
        except IntegrityError:
            continue
    return _begin(report_id, platform_id=platform_id, at=at)


def _begin(report_id: uuid.UUID, *, platform_id: uuid.UUID, at: datetime) -> int:
    row = Sending(
        report_id=report_id,
        number=_LOWEST + secrets.randbelow(_MANY),
        platform_id=platform_id,
        opened_at=at,
        touched_at=at,
    )
    with transaction.atomic():
        row.save(force_insert=True)
    return row.number


def still_open(number: int | None, actor: Actor, *, alone: bool = True) -> Sending:
    """The sending of this number, if it is this platform's and open; locked unless not `alone`.

    Raises Refusal intake.sending_unknown, intake.sending_finished, intake.sending_retracted.
    """
    wanted = number if number is not None and 0 < number < 2**63 else 0
    rows = Sending.objects.filter(number=wanted, platform_id=actor.id)
    found = (rows.select_for_update() if alone else rows).first()
    if found is None:
        raise Refusal("intake.sending_unknown", "No report of yours has this number.", field="id")
    if found.closed_at is not None:
        raise _closed(found)
    return found


def _closed(sending: Sending) -> Refusal:
    """The protocol has a code of its own for each way in which a report ends."""
    state = Report.objects.values_list("state", flat=True).get(id=sending.report_id)
    if state == ReportState.RETRACTED.value:
        return Refusal("intake.sending_retracted", "This report was retracted.", field="id")
    return Refusal("intake.sending_finished", "This report is finished already.", field="id")


def touch(sending: Sending, *, at: datetime) -> None:
    """Say that the platform is still at it."""
    Sending.objects.filter(report_id=sending.report_id).update(touched_at=at)


def close(report_id: uuid.UUID, state: ReportState, *, at: datetime) -> None:
    """End the sending; the report stays, in this state."""
    Sending.objects.filter(report_id=report_id).update(closed_at=at)
    Report.objects.filter(id=report_id).update(state=state.value)


def facts_with_files(
    report: Report, files: list[File], *, actor: Actor, at: datetime
) -> dict[str, FactValue]:
    """The report's facts with what its files say; a yes is never taken back."""
    known = dict(report.facts)
    for one in files:
        known = acceptance.later_facts(known, one.facts)
    found = known_files.compare(report.id, files, actor=actor, at=at)
    return acceptance.later_facts(known, found)
