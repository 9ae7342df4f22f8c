"""How far off a deadline is, in the unit a person would say it in. Plain Python, no words yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SOON = timedelta(hours=24)
_HOURS_UNTIL = timedelta(hours=72)  # nearer than this, hours say more than days
_MINUTES_UNTIL = timedelta(hours=1)


class Nearness(StrEnum):
    """Where a deadline stands; half-open, so the moment itself is already over."""

    OVER = "over"
    SOON = "soon"
    LATER = "later"


class Unit(StrEnum):
    """The unit that an amount is given in."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as seen at one moment: its nearness, and the whole units until or since then."""

    nearness: Nearness
    amount: int
    unit: Unit


def due(*, when: datetime, at: datetime) -> Due:
    """How `when` stands at `at`, both aware; whole units, rounded down, so never too generous."""
    late = at >= when
    span = at - when if late else when - at
    amount, unit = _say(span)
    if late:
        return Due(Nearness.OVER, amount, unit)
    return Due(Nearness.SOON if span < SOON else Nearness.LATER, amount, unit)


def _say(span: timedelta) -> tuple[int, Unit]:
    if span < _MINUTES_UNTIL:
        return span // timedelta(minutes=1), Unit.MINUTES
    if span < _HOURS_UNTIL:
        return span // timedelta(hours=1), Unit.HOURS
    return span // timedelta(days=1), Unit.DAYS
