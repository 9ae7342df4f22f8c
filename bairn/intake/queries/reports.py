"""Reports as cards and rows, always within one's reach."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from bairn.access import gate
from bairn.intake import cards
from bairn.intake.models import File, Report
from bairn.intake.terms import QueueRow, ReportCard, ReportState, SameSending
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

_MOST = 1000
_MOST_SAME = 50


@gate.look("intake.report")
def report(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> ReportCard:
    """The open part of a report, with everything that was added since.

    Raises Refusal access.reach when it is not in one's reach.
    """
    row = Report.objects.filter(id=report_id).first()
    if row is None:
        raise Refusal("access.reach", "There is no such case or report in your circle.")
    return cards.cards([row])[0]


@gate.look("intake.reports_of_case")
def reports_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[ReportCard, ...]:
    """The reports behind a case, earliest first."""
    rows = Report.objects.filter(case_id=case_id).order_by("received_at", "id")[:_MOST]
    found = cards.cards(list(rows))
    gate.note(count=len(found))
    return found


@gate.look("intake.list")
def by_ids(*, actor: Actor, at: datetime, report_ids: Sequence[uuid.UUID]) -> tuple[QueueRow, ...]:
    """Those of these reports that are in one's reach, in the order asked for; at most 1,000.

    Raises Refusal intake.too_many.
    """
    if len(report_ids) > _MOST:
        raise Refusal("intake.too_many", f"At most {_MOST:,} reports can be listed at once.")
    rows = cards.listed(Report.objects.filter(id__in=report_ids))
    found = {row.id: row for row in cards.queue_rows(list(rows))}
    gate.note(count=len(found))
    return tuple(found[one] for one in dict.fromkeys(report_ids) if one in found)


@gate.look("intake.received_after")
def received_after(
    *,
    actor: Actor,
    at: datetime,
    after: tuple[datetime, uuid.UUID] | None = None,
    limit: int = 500,
) -> tuple[QueueRow, ...]:
    """Reports received after this moment and id, earliest first, at most 1,000: for the house.

    One that is still being sent over the wire is not among them; it has the time of its opening.
    """
    rows = Report.objects.filter(state=ReportState.RECEIVED.value).order_by("received_at", "id")
    if after is not None:
        moment, last = after
        rows = rows.filter(Q(received_at__gt=moment) | Q(received_at=moment, id__gt=last))
        rows = rows.filter(received_at__gte=moment)  # so that the index is entered where it begins
    size = max(1, min(limit, _MOST))
    found = cards.queue_rows(list(cards.listed(rows)[:size]))
    gate.note(count=len(found))
    return found


@gate.look("intake.by_reference")
def by_reference(*, actor: Actor, at: datetime, reference: str) -> uuid.UUID | None:
    """The id of the report with this reference; None when it is not in one's reach or not there."""
    wanted = reference.strip().upper()
    if not ids.is_reference(wanted, "R"):
        return None
    found = Report.objects.filter(reference=wanted).values_list("id", flat=True).first()
    gate.note(found=found is not None)
    return found


@gate.look("intake.same_sending")
def same_sending(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> tuple[SameSending, ...]:
    """Earlier reports in reach that show to be the same, earliest first, at most 50 of each kind.

    `same_content`: the same said twice, or the same file in two that a platform batched as widely
    shared. `same_platform_report`: the same number of the same sender.
    """
    mine = Report.objects.filter(id=report_id).first()
    if mine is None:
        raise Refusal("access.reach", "There is no such case or report in your circle.")
    asked = (
        ("same_content", Q(content_digest=mine.content_digest), mine.content_digest),
        ("same_content", _batched_with(mine), mine.facts.get("batched_or_viral") is True),
        ("same_platform_report", Q(number_digest=mine.number_digest), mine.number_digest),
    )
    found = {
        one: None for kind, same, known in asked if known for one in _earlier(mine, kind, same)
    }
    gate.note(count=len(found))
    return tuple(found)


def _batched_with(mine: Report) -> Q:
    """Batched reports about a file that this one is about too."""
    digests = File.objects.filter(report_id=mine.id).exclude(sha256="").values("sha256")
    others = File.objects.filter(sha256__in=digests).values("report_id")
    return Q(facts__batched_or_viral=True, id__in=others)


def _earlier(mine: Report, kind: str, same: Q) -> list[SameSending]:
    rows = (
        Report.objects.filter(same)
        .exclude(state__in=(ReportState.ARRIVING.value, ReportState.RETRACTED.value))
        .filter(
            Q(received_at__lt=mine.received_at) | Q(received_at=mine.received_at, id__lt=mine.id)
        )
        .order_by("received_at", "id")
        .values_list("id", "received_at")
    )
    return [
        SameSending(report_id=one, received_at=moment, kind=kind)
        for one, moment in rows[:_MOST_SAME]
    ]
