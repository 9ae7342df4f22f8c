"""The neglect board, counted in the database over what the asker may see."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, F, Min, Q

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.vigilance import models
from bairn.vigilance.terms import Board, BoardRow, Week

WEEKS = 12
_MOST_ROWS = 500
_WEEKS = """
select date_trunc('week', {moment} at time zone 'UTC')::date as monday, count(*),
       count(*) filter (where answered_at > answer_by or escalated_at is not null)
from vigilance_signal where {moment} >= %(since)s and {moment} <= %(at)s{unit} group by 1
"""


@dataclass(frozen=True, slots=True)
class Health:
    """How many signals wait, and how many of them nobody can answer."""

    waiting: int
    late: int
    ownerless: int


@gate.look("vigilance.board")
def neglect_board(*, actor: Actor, at: datetime, unit_id: uuid.UUID | None = None) -> Board:
    """What stands unanswered by unit and kind, the oldest first, with the last twelve weeks."""
    rows = tuple(_rows(at, unit_id))
    weeks = _weeks(at, unit_id)
    gate.note(rows=len(rows), waiting=sum(row.waiting for row in rows))
    return Board(
        rows=rows,
        weeks=weeks,
        waiting=sum(row.waiting for row in rows),
        late=sum(row.late for row in rows),
        ownerless=sum(row.ownerless for row in rows),
        answered_late=sum(week.answered_late for week in weeks),
    )


@gate.look("vigilance.health")
def health(*, actor: Actor, at: datetime) -> Health:
    """The same in three numbers, over what the asker may see; a house without inspectors shows."""
    waiting = models.Signal.objects.filter(answered_at__isnull=True)
    found = waiting.aggregate(**_counts(at))
    return Health(waiting=found["waiting"], late=found["late"], ownerless=found["ownerless"])


def _counts(at: datetime) -> dict[str, Count]:
    return {
        "waiting": Count("id"),
        "late": Count("id", filter=Q(answer_by__lt=at) | Q(escalated_at__isnull=False)),
        "ownerless": Count("id", filter=Q(owner_id__isnull=True)),
    }


def _rows(at: datetime, unit_id: uuid.UUID | None) -> list[BoardRow]:
    waiting = models.Signal.objects.filter(answered_at__isnull=True)
    if unit_id:
        waiting = waiting.filter(unit_id=unit_id)
    grouped = waiting.values("unit_id", "rule").annotate(oldest=Min("raised_at"), **_counts(at))
    ordered = grouped.order_by(F("oldest").asc(), "unit_id", "rule")
    columns = ("unit_id", "rule", "waiting", "late", "ownerless", "oldest")
    rows: Any = ordered.values_list(*columns)[:_MOST_ROWS]
    return [BoardRow(**dict(zip(columns, row, strict=True))) for row in rows]


def _weeks(at: datetime, unit_id: uuid.UUID | None) -> tuple[Week, ...]:
    today = at.date()
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    raised = _by_week("raised_at", first, at, unit_id)
    answered = _by_week("answered_at", first, at, unit_id)
    mondays = [first + timedelta(weeks=n) for n in range(WEEKS)]
    return tuple(
        Week(
            monday=monday,
            raised=raised.get(monday, (0, 0))[0],
            answered=answered.get(monday, (0, 0))[0],
            answered_late=answered.get(monday, (0, 0))[1],
        )
        for monday in mondays
    )


def _by_week(
    moment: str, first: date, at: datetime, unit_id: uuid.UUID | None
) -> Mapping[date, tuple[int, int]]:
    unit = " and unit_id = %(unit)s" if unit_id else ""
    asked: dict[str, Any] = {
        "since": datetime(first.year, first.month, first.day, tzinfo=at.tzinfo),
        "at": at,
        "unit": unit_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WEEKS.format(moment=moment, unit=unit), asked)
        return {monday: (count, late) for monday, count, late in cursor.fetchall()}
