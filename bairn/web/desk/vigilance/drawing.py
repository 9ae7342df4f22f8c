"""Geometry of the trend: two bars a week, raised and answered. Plain Python, no words, no clock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bairn.vigilance.terms import Week

WIDTH = 720
HEIGHT = 190
_TOP = 20
_BASE = 160
_LEFT = 60  # a phone writes the scale in larger letters
_RIGHT = 40
_BAR = 18


@dataclass(frozen=True, slots=True)
class Bars:
    """One week: its two bars side by side, and the words below are the template's."""

    monday: date
    x: float
    second: float
    middle: float
    raised: int
    raised_top: float
    raised_height: float
    answered: int
    answered_top: float
    answered_height: float
    label: str  # empty where the one beside it has one
    sparse: bool  # left out where there is little room


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the scale, and what it stands for."""

    y: float
    value: int


@dataclass(frozen=True, slots=True)
class Trend:
    """Everything the template needs."""

    width: int
    height: int
    left: int
    base: int
    bar: int
    bars: tuple[Bars, ...]
    lines: tuple[Line, ...]


def trend(weeks: Sequence[Week], *, say: Callable[[date], str]) -> Trend:
    """The bars of these weeks; every second one is labelled, so that dates do not collide."""
    top = _nice(max((max(week.raised, week.answered) for week in weeks), default=0))
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(weeks))
    bars = []
    for place, week in enumerate(weeks):
        from_end = len(weeks) - 1 - place
        x = _LEFT + place * step + (step - 2 * _BAR - 2) / 2
        raised, answered = _tall(week.raised, top), _tall(week.answered, top)
        bars.append(
            Bars(
                monday=week.monday,
                x=round(x, 1),
                second=round(x + _BAR + 2, 1),
                middle=round(x + _BAR + 1, 1),
                raised=week.raised,
                raised_top=round(_BASE - raised, 1),
                raised_height=raised,
                answered=week.answered,
                answered_top=round(_BASE - answered, 1),
                answered_height=answered,
                label=say(week.monday) if from_end % 2 == 0 else "",
                sparse=from_end % 4 != 0,
            )
        )
    lines = tuple(Line(round(_BASE - _tall(value, top), 1), value) for value in (0, top // 2, top))
    return Trend(WIDTH, HEIGHT, _LEFT, _BASE, _BAR, tuple(bars), lines)


def _tall(value: int, top: int) -> float:
    return round((_BASE - _TOP) * value / top, 1)


def _nice(most: int) -> int:
    """An even number that is at least `most`, in steps that read well."""
    for size in (2, 4, 10, 20, 40, 100, 200, 400, 1000, 2000, 4000):
        if most <= size:
            return size
    return (most // 1000 + 2) // 2 * 2000
