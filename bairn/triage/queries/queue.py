"""The queue: most urgent first, a page at a time, in a number of questions that never grows."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.triage import kept, models
from bairn.triage.placing import still_open
from bairn.triage.terms import (
    Band,
    Counts,
    QueueFilters,
    QueueKey,
    QueuePage,
    QueueRow,
    QueueState,
    Standpoint,
)

MOST_ROWS = 100
MOST_COUNTED = 250  # each row counted asks the database for reach, some 30 µs
# Row-values in the order of the index: a page costs the same wherever it lies.
_ORDER = "band, behind, urgent_until, received_at, report_id"
_PAGE = f"""
select report_id, reference, channel, state, completeness, assessment_id, {_ORDER}
from triage_queue_item
where unit_id = %s and state = %s{{wanted}}{{after}}
order by {_ORDER} limit %s
"""
_COUNT = """
(select %s, count(*) from (
    select from triage_queue_item where unit_id = %s and state = %s and band = %s{wanted} limit %s
) as few)
"""


@gate.look("triage.queue")
def queue(
    *,
    actor: Actor,
    at: datetime,
    filters: QueueFilters | None = None,
    after: QueueKey | None = None,
    limit: int = 50,
    unit_id: uuid.UUID | None = None,
) -> QueuePage:
    """The reports of a unit (one's own) in one's reach, most urgent first, at most 100 a page.

    Five questions to the database, however many rows there are.
    """
    filters = filters or QueueFilters()
    size = max(1, min(limit, MOST_ROWS))
    rows = _rows(unit_id or actor.unit, filters, after, size + 1)
    shown, more = rows[:size], len(rows) > size
    beside = _beside(shown)
    page = tuple(_queue_row(row, beside, at) for row in shown)
    gate.note(count=len(page))
    return QueuePage(rows=page, after=page[-1].key if more and page else None)


@gate.look("triage.counts")
def counts(
    *,
    actor: Actor,
    at: datetime,
    filters: QueueFilters | None = None,
    unit_id: uuid.UUID | None = None,
) -> Counts:
    """How many reports each band of a unit's queue (one's own) holds, counted up to 250."""
    filters = filters or QueueFilters()
    wanted, values = _wanted(QueueFilters(channels=filters.channels))
    bands = range(Band.C + 1)
    asked: list[Any] = []
    for band in bands:
        asked += [band, unit_id or actor.unit, filters.state.value, band, *values, MOST_COUNTED + 1]
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(_COUNT.format(wanted=wanted) for _ in bands), asked)
        found = dict(cursor.fetchall())
    gate.note(count=min(sum(found.values()), MOST_COUNTED))
    return Counts(by_band=found, cap=MOST_COUNTED)


def _rows(
    unit_id: uuid.UUID | None, filters: QueueFilters, after: QueueKey | None, limit: int
) -> list[dict[str, Any]]:
    wanted, values = _wanted(filters)
    beyond = ""
    if after is not None:
        beyond = f" and ({_ORDER}) > (%s, %s, %s, %s, %s)"
        values += [
            after.band,
            after.behind,
            after.urgent_until,
            after.received_at,
            after.report_id,
        ]
    with connection.cursor() as cursor:
        cursor.execute(
            _PAGE.format(wanted=wanted, after=beyond),
            [unit_id, filters.state.value, *values, limit],
        )
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _wanted(filters: QueueFilters) -> tuple[str, list[Any]]:
    clause = ""
    values: list[Any] = []
    if filters.bands:
        clause += " and band = any(%s)"
        values.append(sorted(filters.bands))
    if filters.channels:
        clause += " and channel = any(%s)"
        values.append(sorted(filters.channels))
    return clause, values


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the rows of a page: assessments, open wishes to lower, proposals."""

    points: Mapping[uuid.UUID, Standpoint]
    wishes: frozenset[uuid.UUID]
    proposed: Mapping[uuid.UUID, int]


def _beside(rows: Sequence[Mapping[str, Any]]) -> _Beside:
    reports = [row["report_id"] for row in rows]
    assessed = [row["assessment_id"] for row in rows if row["assessment_id"]]
    wishes = models.Lowering.objects.filter(
        report_id__in=reports, confirmed_at__isnull=True, dropped_at__isnull=True
    )
    proposed = models.Proposal.objects.filter(report_id__in=reports, decision="")
    return _Beside(
        {row.id: kept.standpoint(row) for row in models.Assessment.objects.filter(id__in=assessed)},
        frozenset(wishes.values_list("report_id", flat=True)),
        dict(proposed.values_list("report_id").annotate(count=Count("id"))),
    )


def _queue_row(row: Mapping[str, Any], beside: _Beside, at: datetime) -> QueueRow:
    point = beside.points.get(row["assessment_id"]) if row["assessment_id"] else None
    return QueueRow(
        report_id=row["report_id"],
        reference=row["reference"],
        channel=row["channel"],
        state=QueueState(row["state"]),
        received_at=row["received_at"],
        band=Band(row["band"]) if row["band"] else None,
        reasons=point.reasons if point else (),
        floor_applied=point.floor_applied if point else False,
        completeness=row["completeness"],
        missing=point.missing if point else (),
        windows=still_open(point.windows, at=at) if point else (),
        lowering_open=row["report_id"] in beside.wishes,
        may_be_same=beside.proposed.get(row["report_id"], 0),
        key=QueueKey(
            band=row["band"],
            behind=row["behind"],
            urgent_until=row["urgent_until"],
            received_at=row["received_at"],
            report_id=row["report_id"],
        ),
    )
