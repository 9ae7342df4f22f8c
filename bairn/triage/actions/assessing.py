"""Assessing reports: by the rules, as often as asked, without ever lowering one."""

import re
import uuid
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from bairn.access import gate
from bairn.intake import queries as intake
from bairn.intake.terms import ReportCard
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.triage import changing, kept, models, projection
from bairn.triage.terms import Cause, Standpoint

MOST_AT_ONCE = 500
SWEPT = timedelta(days=1)
_log = structlog.get_logger(__name__)
_SCHEME = re.compile(r"[a-z][a-z0-9_]{1,23}")


@gate.act("triage.enter")
def enter(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> bool:
    """Puts a report into the queue, ahead of all until it is assessed; whether it was new."""
    return projection.enter(intake.report(actor=actor, at=at, report_id=report_id), at=at)


@gate.act("triage.assess")
def assess(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> Standpoint:
    """Asks the rules about a report and keeps their answer with its reasons.

    Asking again changes nothing unless something became known. The rules raise and never lower.
    The report that it was joined to is asked about as well.
    """
    card = intake.report(actor=actor, at=at, report_id=report_id)
    point = _assess(card, actor=actor, at=at)
    if card.merged_into is not None:
        lead = intake.report(actor=actor, at=at, report_id=card.merged_into)
        _assess(lead, actor=actor, at=at)
    gate.note(
        band=point.band.name.lower(),
        found=point.found.name.lower(),
        number=point.number,
        reasons=len(point.reasons),
        floor=point.floor_applied,
        completeness=point.completeness,
    )
    return point


def _assess(card: ReportCard, *, actor: Actor, at: datetime) -> Standpoint:
    projection.enter(card, at=at)
    projection.lock(card.id)
    found = changing.by_rules(card, at=at)
    standing = changing.after_rules(kept.latest(card.id), found)
    return changing.settle(card, found, standing, cause=Cause.RULES, at=at, by=actor.id)


@gate.act("triage.assess_waiting")
def assess_waiting(*, actor: Actor, at: datetime, since: datetime | None = None) -> int:
    """Takes up reports that no rule has seen, as after a job that died; how many were assessed.

    Looks at what was received since `since` (by default the last day) and at every row of the
    queue without an assessment, at most 500. A report that cannot be assessed keeps its place
    ahead of every band, where people see it.
    """
    _enter_missing(actor, at, since or at - SWEPT)
    unseen = models.QueueItem.objects.filter(assessment_id__isnull=True)
    waiting = unseen.order_by("received_at", "report_id").values_list("report_id", flat=True)
    failed = 0
    asked = list(waiting[:MOST_AT_ONCE])
    for report_id in asked:
        try:
            with transaction.atomic():
                _assess(intake.report(actor=actor, at=at, report_id=report_id), actor=actor, at=at)
        except Exception as fault:
            failed += 1
            _log.warning("a report could not be assessed", exception_type=type(fault).__name__)
    gate.note(count=len(asked), failed=failed)
    return len(asked) - failed


def _enter_missing(actor: Actor, at: datetime, since: datetime) -> None:
    """Gives every report received since then its row in the queue."""
    after: tuple[datetime, uuid.UUID] | None = (since, uuid.UUID(int=0))
    while after is not None:
        page = intake.received_after(actor=actor, at=at, after=after, limit=MOST_AT_ONCE)
        ids = [row.id for row in page]
        known = models.QueueItem.objects.filter(report_id__in=ids)
        there = set(known.values_list("report_id", flat=True))
        for report_id in (one for one in ids if one not in there):
            projection.enter(intake.report(actor=actor, at=at, report_id=report_id), at=at)
        last = page[-1] if len(page) == MOST_AT_ONCE else None
        after = (last.received_at, last.id) if last else None


@gate.act("triage.renew_windows")
def renew_windows(*, actor: Actor, at: datetime) -> int:
    """Moves reports whose nearest window has closed on to their next one; how many."""
    moved = projection.renew_closed(at=at, limit=MOST_AT_ONCE)
    gate.note(count=moved)
    return moved


@gate.act("triage.police_band")
def record_police_band(
    *,
    actor: Actor,
    at: datetime,
    report_id: uuid.UUID,
    scheme: str,
    band: str,
    given_at: datetime,
) -> None:
    """Keeps a band that police gave by their own scheme, such as KIRAT, exactly as given.

    It is shown beside ours and changes nothing: such schemes are never worked out here. Refuses
    anything but codes, and a moment that has not come.
    """
    if not (_SCHEME.fullmatch(scheme) and _SCHEME.fullmatch(band)):
        raise Refusal("triage.police_code", "Give the scheme and the band as codes.", field="band")
    if given_at > at:
        raise Refusal("triage.police_when", "That moment has not come yet.", field="given_at")
    models.PoliceBand.objects.create(
        report_id=report_id,
        scheme=scheme,
        band=band,
        given_at=given_at,
        recorded_at=at,
        by_id=actor.id,
    )
    gate.note(scheme=scheme, band=band)
