"""Writes the queue: the one place where a row of it is made, renewed or compared."""

import uuid
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bairn.intake.terms import ReportCard
from bairn.triage import kept, models
from bairn.triage.placing import Place, next_closing, place
from bairn.triage.terms import QueueState, Standpoint


def enter(card: ReportCard, *, at: datetime) -> bool:
    """Gives a report its row, not yet assessed, unless it has one; whether it was new."""
    values = asdict(place(card, None, at=at))
    return models.QueueItem.objects.get_or_create(report_id=card.id, defaults=values)[1]


def lock(report_id: uuid.UUID) -> None:
    """Holds the report's row until the transaction ends: one assessment at a time."""
    models.QueueItem.objects.select_for_update().get(report_id=report_id)


def show(card: ReportCard, point: Standpoint | None, *, at: datetime) -> None:
    """Writes the report's row as it follows from the report and from where it stands."""
    values = asdict(place(card, point, at=at))
    values.pop("report_id")
    models.QueueItem.objects.update_or_create(report_id=card.id, defaults=values)


def kept_place(report_id: uuid.UUID) -> Place | None:
    """The row as it is kept, for comparison with what it should be."""
    row = models.QueueItem.objects.filter(report_id=report_id).values().first()
    if row is None:
        return None
    kept_row: dict[str, Any] = {**row, "state": QueueState(row["state"])}
    return Place(**kept_row)


def renew_closed(*, at: datetime, limit: int) -> int:
    """Moves waiting reports whose nearest window has closed to their next one; how many."""
    passed = models.QueueItem.objects.filter(
        state=QueueState.WAITING.value, urgent_until__lte=at
    ).order_by("urgent_until")[:limit]
    rows = {row.assessment_id: row for row in passed if row.assessment_id}
    found = models.Assessment.objects.filter(id__in=list(rows)).values_list("id", "windows")
    for assessment_id, windows in found:
        opened = tuple(kept.window_of(one) for one in windows)
        rows[assessment_id].urgent_until = next_closing(opened, at=at)
    models.QueueItem.objects.bulk_update(list(rows.values()), ["urgent_until"])
    return len(rows)
