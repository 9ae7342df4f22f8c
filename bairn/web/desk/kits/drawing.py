"""Geometry of a kit's way and of its clocks. Plain Python, no words of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bairn.protocols.terms import KitDeadline

WIDTH, HEIGHT, EDGE, AXIS = 640, 64, 34, 26
CLOCK = 120  # how wide the drawing of a clock is
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One moment of the way: done, now (the newest that is done), or ahead."""

    moment: str
    at: datetime | None
    look: str
    x: float
    until_next: float  # how far the line to the next point reaches; 0 at the end
    days: int | None  # since the point before that has happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One stretch as a bar: how much of it is used, and how many days are left."""

    row: KitDeadline
    used: float  # of CLOCK
    left: int | None  # days, below nothing when they are over

    @property
    def over(self) -> int:
        """How many days it is over."""
        return -self.left if self.left is not None and self.left < 0 else 0


def line(order: Sequence[str], moments: Mapping[str, datetime]) -> tuple[Point, ...]:
    """The way from left to right; what was passed over without a word stands hollow."""
    apart = (WIDTH - 2 * EDGE) / (len(order) - 1)
    happened = [one for one in order if one in moments]
    newest = max(happened, key=lambda one: (moments[one], order.index(one)), default="")
    found: list[Point] = []
    before: datetime | None = None
    for place, moment in enumerate(order):
        at = moments.get(moment)
        look = "ahead" if at is None else "now" if moment == newest else "done"
        days = (at - before) // _DAY if at is not None and before is not None else None
        found.append(
            Point(
                moment=moment,
                at=at,
                look=look,
                x=round(EDGE + place * apart, 1),
                until_next=round(apart, 1) if place < len(order) - 1 else 0,
                days=days,
            )
        )
        before = at or before
    return tuple(found)


def clocks(rows: Iterable[KitDeadline], *, at: datetime) -> tuple[Clock, ...]:
    """Each stretch at `at`, or at the moment at which it ended."""
    return tuple(_clock(row, at) for row in rows)


def _clock(row: KitDeadline, at: datetime) -> Clock:
    if row.started_at is None or row.due_at is None:
        return Clock(row=row, used=0, left=None)
    whole = row.due_at - row.started_at
    share = (at - row.started_at) / whole if whole else 1.0
    return Clock(
        row=row,
        used=round(CLOCK * min(max(share, 0.0), 1.0), 1),
        left=(row.due_at - at) // _DAY,
    )
