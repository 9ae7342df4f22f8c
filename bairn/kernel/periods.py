"""Half-open periods, moments known only within bounds, working days, and clocks safe with DST.

Three ways of counting, named in every pack row:

* `clock`: real time. A day is 24 hours, so no change of the hour can move a deadline.
* `day`: local calendar days; the deadline is the end of the last day.
* `business`: local working days; the deadline is the end of the last working day.
"""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_SPAN = re.compile(
    r"^P(?:(?P<months>\d{1,4})M)?(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,6})M)?)?$"
)
_DAY = timedelta(days=1)
# No moment of a case lies outside: one that did would break every clock that runs from it.
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def within_reach(*moments: datetime | None) -> bool:
    """Whether every moment that is known lies where clocks can count."""
    return all(FIRST <= one < LAST for one in moments if one is not None)


class Counting(StrEnum):
    """How the time between an anchor and its deadline is counted."""

    CLOCK = "clock"
    DAY = "day"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` until just before `end`; an `end` of None has not come yet."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError("a period cannot end before it starts")

    def contains(self, at: datetime) -> bool:
        """Whether `at` lies in the period: its start does, its end does not."""
        return self.start <= at and (self.end is None or at < self.end)

    def closed_by(self, at: datetime) -> "Period":
        """The period as it stands at `at`: what has no end yet, or ends later, ends now."""
        end = at if self.end is None else min(self.end, at)
        return Period(self.start, max(self.start, end))


@dataclass(frozen=True, slots=True)
class Bounds:
    """A moment known to lie between two moments; None on a side says that side is unknown."""

    earliest: datetime | None = None
    latest: datetime | None = None

    def __post_init__(self) -> None:
        for moment in (self.earliest, self.latest):
            if moment is not None and moment.tzinfo is None:
                raise ValueError("a moment needs its time zone")
        if self.earliest and self.latest and self.latest < self.earliest:
            raise ValueError("the latest moment cannot lie before the earliest")

    @classmethod
    def exactly(cls, moment: datetime) -> "Bounds":
        """Bounds around a moment that is known."""
        return cls(moment, moment)

    @property
    def known(self) -> bool:
        """Whether anything is known."""
        return self.earliest is not None or self.latest is not None

    def moved(self, move: Callable[[datetime], datetime]) -> "Bounds":
        """Both sides put through the same monotone `move`; unknown stays unknown."""
        if self.earliest is self.latest is not None:  # known exactly: moved once
            return Bounds.exactly(move(self.latest))
        return Bounds(
            None if self.earliest is None else move(self.earliest),
            None if self.latest is None else move(self.latest),
        )


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as a rule says it: months and days of the calendar, or elapsed time."""

    months: int = 0
    days: int = 0
    elapsed: timedelta = timedelta()

    @classmethod
    def parse(cls, text: str) -> "Span":
        """An ISO 8601 duration of months, weeks, days, hours, minutes: `PT168H`, `P2W`, `P3M`.

        Raises ValueError for anything else, also for years, seconds and fractions.
        """
        found = _SPAN.match(text)
        if not found or not any(found.groupdict().values()):
            raise ValueError(f"not a duration: {text!r}")
        part = {name: int(value or 0) for name, value in found.groupdict().items()}
        return cls(
            months=part["months"],
            days=part["weeks"] * 7 + part["days"],
            elapsed=timedelta(hours=part["hours"], minutes=part["minutes"]),
        )


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which local days are working days: weekends, holidays, and days worked in exchange."""

    weekend: frozenset[int] = frozenset({5, 6})  # Monday is 0
    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()  # a weekend day worked to make up for a holiday

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        if day in self.worked:
            return True
        return day.weekday() not in self.weekend and day not in self.holidays


EVERY_DAY = WorkCalendar(weekend=frozenset())


@dataclass(frozen=True, slots=True)
class LocalClock:
    """The clock on the wall of one jurisdiction and the calendar beside it."""

    zone: ZoneInfo
    calendar: WorkCalendar = field(default_factory=WorkCalendar)

    def day_of(self, at: datetime) -> date:
        """The local day on which `at` falls."""
        return at.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        """The moment at which a local day is over, in UTC."""
        # Midnight can be skipped or struck twice: the earlier reading ends the day, in real time.
        return datetime.combine(day + _DAY, time(), self.zone).astimezone(UTC)


def due_after(
    anchor: datetime,
    span: Span,
    *,
    counting: Counting,
    clock: LocalClock,
    pauses: Sequence[Period] = (),
) -> datetime:
    """The moment until which something is in time, in UTC; time within `pauses` does not count.

    Every pause needs its end. Monotone: a later anchor never gives an earlier deadline. Raises
    ValueError for months on the clock or hours on a calendar: a rule must say what it means.
    """
    if counting is Counting.CLOCK:
        if span.months:
            raise ValueError("months are counted in days of the calendar, not on the clock")
        return _on_the_clock(anchor, span.elapsed + span.days * _DAY, merged(pauses))
    if span.elapsed:
        raise ValueError("hours are counted on the clock, not in days of the calendar")
    calendar = clock.calendar if counting is Counting.BUSINESS else EVERY_DAY
    return clock.end_of(_last_day(anchor, span, calendar, clock, merged(pauses)))


def _on_the_clock(anchor: datetime, length: timedelta, pauses: Iterable[Period]) -> datetime:
    due = anchor.astimezone(UTC) + length
    for pause in pauses:
        start = max(pause.start, anchor)
        if pause.end is not None and start < pause.end and start <= due:
            due += pause.end - start
    return due


def _last_day(
    anchor: datetime,
    span: Span,
    calendar: WorkCalendar,
    clock: LocalClock,
    pauses: Sequence[Period],
) -> date:
    day = _months_on(clock.day_of(anchor), span.months)
    if not pauses and calendar is EVERY_DAY:
        return day + span.days * _DAY  # the same walk in one stride
    left = span.days
    counts = _counts(day, calendar, clock, pauses)
    while left or not counts:
        day += _DAY
        counts = _counts(day, calendar, clock, pauses)
        left -= 1 if left and counts else 0
    return day


def _counts(day: date, calendar: WorkCalendar, clock: LocalClock, pauses: Sequence[Period]) -> bool:
    if not calendar.is_working(day):
        return False
    if not pauses:
        return True
    # A day on whose last moment the work was paused is not counted.
    last = clock.end_of(day) - timedelta(microseconds=1)
    return not any(pause.contains(last) for pause in pauses)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Ended periods in order, with those that touch or overlap joined, so no time counts twice."""
    joined: list[Period] = []
    for period in sorted(periods, key=lambda one: one.start):
        if period.end is None:
            raise ValueError("a pause without its end cannot be counted: close it at a moment")
        before = joined[-1].end if joined else None
        if before is not None and period.start <= before:
            joined[-1] = Period(joined[-1].start, max(before, period.end))
        else:
            joined.append(period)
    return tuple(joined)


def of_wall_time(wall: datetime, zone: ZoneInfo) -> Bounds:
    """The moments that a clock on the wall can have meant, as bounds.

    `wall` is naive local time. When the hour is struck twice the bounds are its two moments; in
    the hour that is skipped they are the two readings of it. Otherwise both sides are equal.
    """
    if wall.tzinfo is not None:
        raise ValueError("wall time carries no zone of its own")
    readings = sorted(wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return Bounds(readings[0], readings[1])


@dataclass(frozen=True, slots=True)
class Bins:
    """Half-open bins: `names[i]` holds `edges[i-1] <= value < edges[i]`, so each value has one."""

    edges: tuple[timedelta, ...]
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.names) != len(self.edges) + 1 or list(self.edges) != sorted(set(self.edges)):
            raise ValueError("bins need rising edges and one name more than edges")

    def name_of(self, value: timedelta) -> str:
        """The one bin of `value`."""
        return self.names[bisect_right(self.edges, value)]
