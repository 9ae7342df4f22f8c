"""Where each questioning of a child stands on a line of time. Plain Python, no words of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bairn.interviews.terms import ChildLedger, InterviewPurpose, InterviewState

WIDTH, HEIGHT, MIDDLE, EDGE, APART = 640, 76, 40, 24, 30
_WAITING = (InterviewState.ASKED, InterviewState.PLANNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One questioning, planned interview or first account, in the order of time."""

    number: int
    kind: str  # account, questioning, first, repeat, supplement
    at: datetime
    minutes: int | None
    recorded: bool | None  # None: no recording is expected
    ahead: bool  # planned, not held
    code: str  # who asked or was told; empty for an interview
    x: float

    @property
    def side(self) -> int:
        """Half the size of its shape: longer questioning, larger mark."""
        return 7 + min((self.minutes or 0) // 30, 5)

    @property
    def size(self) -> int:
        """The whole size of a square."""
        return 2 * self.side

    @property
    def left(self) -> float:
        """Where a square begins."""
        return self.x - self.side

    @property
    def top(self) -> int:
        """Where a square begins, from above."""
        return MIDDLE - self.side


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Every mark of one child, and where now lies."""

    marks: tuple[Mark, ...]
    now_x: float
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def now_anchor(self) -> str:
        """Which end of the word stands at now, so that it stays inside."""
        return "end" if self.now_x > WIDTH - 2 * EDGE else "middle"


def line(row: ChildLedger, *, at: datetime) -> Line:
    """Everything the child was asked or told, in time; marks never lie on each other."""
    found = sorted(_found(row), key=lambda one: one[0])
    moments = [one[0] for one in found] + [at]
    first = min(moments)
    span = max(max(moments) - first, timedelta(hours=1))

    def across(moment: datetime) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * ((moment - first) / span)

    places = spread([across(one[0]) for one in found], apart=APART, last=WIDTH - EDGE)
    return Line(
        marks=tuple(
            Mark(
                number=number,
                at=moment,
                kind=kind,
                minutes=minutes,
                recorded=recorded,
                ahead=ahead,
                code=code,
                x=round(x, 1),
            )
            for number, ((moment, kind, minutes, recorded, ahead, code), x) in enumerate(
                zip(found, places, strict=True), start=1
            )
        ),
        now_x=round(across(at), 1),
    )


def spread(places: Sequence[float], *, apart: float, last: float) -> list[float]:
    """The places in order, pushed apart, and closer together where they would not fit."""
    room = (last - EDGE) / max(len(places) - 1, 1)
    apart = min(apart, room)
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + apart) if found else place)
    limit = last
    for n in range(len(found) - 1, -1, -1):
        found[n] = min(found[n], limit)
        limit = found[n] - apart
    return found


_Found = tuple[datetime, str, int | None, bool | None, bool, str]


def _found(row: ChildLedger) -> list[_Found]:
    rows: list[_Found] = [
        (one.at_time, "questioning", one.minutes, None, False, one.by_role)
        for one in row.questionings
    ]
    if row.first_account:
        told = row.first_account
        rows.append((told.told_at, "account", None, None, False, told.told_to))
    for one in row.interviews:
        kind = InterviewPurpose(one.purpose).value
        rows += [
            (sitting.started_at, kind, sitting.minutes, sitting.recording is not None, False, "")
            for sitting in one.sittings
        ]
        if one.state in _WAITING:
            rows.append((one.planned_at, kind, None, None, True, ""))
    return rows
