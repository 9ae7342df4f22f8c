"""The neglect board, counted in the database over what the asker may see."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, F, Min, Q, QuerySet

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.vigilance import ages, models
from bairn.vigilance import health as house_health
from bairn.vigilance.health import Health
from bairn.vigilance.terms import Age, Board, BoardRow, Week

WEEKS = 12
_MOST_ROWS = 500
_WEEKS = """
select date_trunc('week', {moment} at time zone 'UTC')::date as monday, count(*),
       count(*) filter (where answered_at > answer_by or escalated_at is not null)
from vigilance_signal where {moment} >= %(since)s and {moment} <= %(at)s{only} group by 1
"""


@gate.look("vigilance.board")
def neglect_board(
    *, actor: Actor, at: datetime, unit_id: uuid.UUID | None = None, rule: str = ""
) -> Board:
    """What stands unanswered by unit and kind, the oldest first, with the last twelve weeks.

    Over what the asker may see, of one unit and of one kind where that is asked.
    """
    asked = _Asked(at, unit_id, rule)
    rows, weeks = tuple(_rows(asked)), _weeks(asked)
    gate.note(rows=len(rows), waiting=sum(row.waiting for row in rows))
    return Board(
        rows=rows,
        weeks=weeks,
        ages=_ages(asked),
        waiting=sum(row.waiting for row in rows),
        late=sum(row.late for row in rows),
        ownerless=sum(row.ownerless for row in rows),
        answered=sum(week.answered for week in weeks),
        answered_late=sum(week.answered_late for week in weeks),
    )


@gate.look("vigilance.health")
def health(*, actor: Actor, at: datetime) -> Health:
    """The same over the whole house in three numbers: that nobody can answer must be seen."""
    return house_health.read(at=at)


def _counts(at: datetime) -> dict[str, Count]:
    return {
        "waiting": Count("id"),
        "late": Count("id", filter=Q(answer_by__lt=at) | Q(escalated_at__isnull=False)),
        "ownerless": Count("id", filter=Q(owner_id__isnull=True)),
    }


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of the board is wanted."""

    at: datetime
    unit_id: uuid.UUID | None
    rule: str

    @property
    def waiting(self) -> QuerySet[models.Signal]:
        """The signals that fit and wait."""
        found = models.Signal.objects.filter(answered_at__isnull=True)
        found = found.filter(unit_id=self.unit_id) if self.unit_id else found
        return found.filter(rule=self.rule) if self.rule else found


def _rows(asked: _Asked) -> list[BoardRow]:
    grouped = asked.waiting.values("unit_id", "rule")
    counted = grouped.annotate(oldest=Min("raised_at"), **_counts(asked.at))
    ordered = counted.order_by(F("oldest").asc(), "unit_id", "rule")
    columns = ("unit_id", "rule", "waiting", "late", "ownerless", "oldest")
    rows: Any = ordered.values_list(*columns)[:_MOST_ROWS]
    return [BoardRow(**dict(zip(columns, row, strict=True))) for row in rows]


def _ages(asked: _Asked) -> dict[Age, int]:
    counts = {}
    for age in Age:
        newest, oldest = ages.raised_between(age, at=asked.at)
        fits = Q(raised_at__lte=newest) & (Q(raised_at__gt=oldest) if oldest else Q())
        counts[age.value] = Count("id", filter=fits)
    found: dict[str, int] = asked.waiting.aggregate(**counts)
    return {age: found[age.value] for age in Age}


def _weeks(asked: _Asked) -> tuple[Week, ...]:
    today = asked.at.date()
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    raised = _by_week("raised_at", first, asked)
    answered = _by_week("answered_at", first, asked)
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


def _by_week(moment: str, first: date, asked: _Asked) -> Mapping[date, tuple[int, int]]:
    only = " and unit_id = %(unit)s" if asked.unit_id else ""
    only += " and rule = %(rule)s" if asked.rule else ""
    given: dict[str, Any] = {
        "since": datetime(first.year, first.month, first.day, tzinfo=asked.at.tzinfo),
        "at": asked.at,
        "unit": asked.unit_id,
        "rule": asked.rule,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WEEKS.format(moment=moment, only=only), given)
        return {monday: (count, late) for monday, count, late in cursor.fetchall()}
