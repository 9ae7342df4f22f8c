"""Geometry of the windows chart: hours since last contact to SVG numbers. Plain Python, no words.

Zero is the latest moment at which contact can have happened, since a window counts as open for as
long as any moment within the bounds would leave it open; by how much earlier it may have been is
what the hatched ends show. The hours are drawn wider than the weeks.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from math import asinh
from unicodedata import east_asian_width
from uuid import UUID

from bairn.kernel.periods import Bounds
from bairn.protocols.terms import Limit, WindowKind, WindowNow
from bairn.web.kit.citing import cited

WIDTH = 1040
LEFT = 300  # the column of names
RIGHT = WIDTH - 30
HEAD = 30
FOOT = 26
BAR = 16
_LANE = 14  # the height of a line of body names
_LETTER = 6.2  # how wide a letter of a body's name is
_BEND = 12.0  # hours: nearer to zero than this the axis is even, beyond it is pressed together
_LINES = (0, 12, 24, 48, 72, 120, 168, 336, 720, 1440, 2160, 4320, 8760, 17520)
_APART = 44.0
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: `maybe`, `urgent`, `open` or, after the longest limit, `beyond`."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A published limit: where it stands, who publishes it, and where that name is written."""

    x: float
    body: str
    y: int
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One window with everything that is drawn of it."""

    row: WindowNow
    top: int
    bottom: int
    pieces: tuple[Piece, ...]
    ticks: tuple[Tick, ...]
    visits: tuple[tuple[float, float], ...]  # where each begins, and how wide it is
    endless: bool
    height: int

    @property
    def beyond(self) -> Piece | None:
        """What lies after the longest limit, where there is room to say who decides then."""
        last = self.pieces[-1]
        return last if last.kind == "beyond" and last.width > 120 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The windows of one person, of one kind, counted from one moment."""

    about: UUID | None
    kind: WindowKind
    anchor: str
    contact: Bounds
    bars: tuple[Bar, ...]
    lines: tuple[tuple[float, int], ...]  # where, and which hour
    now_x: float | None  # None: nobody knows how long ago contact was
    hours: float | None  # since the latest moment of contact
    most_hours: float | None  # since the earliest; None where it is the same, or not known
    height: int
    id: str

    @property
    def rows(self) -> tuple[WindowNow, ...]:
        """The windows themselves, for the table."""
        return tuple(bar.row for bar in self.bars)


def charts(rows: Iterable[WindowNow], *, at: datetime) -> tuple[Chart, ...]:
    """The windows by person, kind and what they are counted from, each group as one chart."""
    kinds = list(WindowKind)

    def key(row: WindowNow) -> tuple[str, int, str]:
        return str(row.about or ""), kinds.index(row.kind), row.anchor

    return tuple(
        chart(list(group), at=at, number=n)
        for n, (_, group) in enumerate(groupby(sorted(rows, key=key), key=key))
    )


def chart(rows: Sequence[WindowNow], *, at: datetime, number: int = 0) -> Chart:
    """One chart of windows that are counted from the same moment; at least one is needed."""
    first = rows[0]
    zero, gap = first.contact.latest, _gap(first.contact)
    hours = None if zero is None else (at - zero) / _HOUR
    ends = [24.0, hours or 0.0, *(end for row in rows for end in _hours_of(row, zero))]
    across = _axis(min(0.0, -(gap or 0.0), hours or 0.0), max(ends) * 1.15)
    bars, top = [], HEAD
    for row in rows:
        bar = _bar(row, zero, gap, across, top)
        bars.append(bar)
        top += bar.height
    return Chart(
        about=first.about,
        kind=first.kind,
        anchor=first.anchor,
        contact=first.contact,
        bars=tuple(bars),
        lines=_lines(across, max(ends) * 1.15),
        now_x=None if hours is None else across(hours),
        hours=hours,
        most_hours=hours + gap if hours is not None and gap else None,
        height=top + FOOT,
        id=f"{first.kind.value}-{number}",
    )


def _gap(contact: Bounds) -> float | None:
    """By how many hours contact may have been earlier; None when nobody knows."""
    if contact.latest is None or contact.earliest is None:
        return None
    return (contact.latest - contact.earliest) / _HOUR


def _since(moment: datetime | None, zero: datetime | None) -> float | None:
    return None if moment is None or zero is None else (moment - zero) / _HOUR


def _hours_of(row: WindowNow, zero: datetime | None) -> list[float]:
    """Every hour that must have room on the axis."""
    ends = [_since(row.collect_until.latest, zero), _since(row.urgent_until.latest, zero)]
    ends += [_since(visit.until_at, zero) for visit in row.visits]
    return [end for end in [*ends, *(one.hours for one in row.limits)] if end is not None]


def _axis(first: float, last: float) -> Callable[[float], float]:
    low, high = asinh(first / _BEND), asinh(last / _BEND)

    def across(hour: float) -> float:
        share = (asinh(hour / _BEND) - low) / (high - low)
        return round(LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0), 1)

    return across


def _lines(across: Callable[[float], float], last: float) -> tuple[tuple[float, int], ...]:
    kept: list[tuple[float, int]] = []
    for hour in _LINES:
        if hour <= last and (not kept or across(hour) - kept[-1][0] >= _APART):
            kept.append((across(hour), hour))
    return tuple(kept)


def _bar(
    row: WindowNow,
    zero: datetime | None,
    gap: float | None,
    across: Callable[[float], float],
    top: int,
) -> Bar:
    ticks, lanes = _ticks(row.limits, across, top + 8 + BAR + 4)
    collect = _since(row.collect_until.latest, zero)
    return Bar(
        row=row,
        top=top + 8,
        bottom=top + 8 + BAR,
        pieces=_pieces(row, zero, gap, across),
        ticks=ticks,
        visits=_visits(row, zero, across),
        endless=collect is None,
        height=max(46, 8 + BAR + 10 + lanes * _LANE + 6),
    )


def _pieces(
    row: WindowNow,
    zero: datetime | None,
    gap: float | None,
    across: Callable[[float], float],
) -> tuple[Piece, ...]:
    if zero is None:
        return (_piece("maybe", LEFT, RIGHT),)
    opens = _since(row.opens_at, zero)
    early = opens if opens is not None else -(gap or 0.0)
    start = early + (gap or 0.0)
    urgent = max(start, _since(row.urgent_until.latest, zero) or start)
    end = _since(row.collect_until.latest, zero)
    left = across(early) if gap is not None or opens is not None else LEFT
    right = RIGHT if end is None else across(end)
    # Without an earliest moment the whole of it is uncertain.
    sure = right if end is None else across(max(urgent, end - (start - early)))
    if gap is None:
        sure = across(urgent)
    pieces = [
        _piece("maybe", left, across(start)),
        _piece("urgent", across(start), across(urgent)),
        _piece("open", across(urgent), sure),
        _piece("maybe", sure, right),
        _piece("beyond", right, RIGHT),
    ]
    return tuple(piece for piece in pieces if piece.width > 0)


def _piece(kind: str, left: float, right: float) -> Piece:
    return Piece(kind, left, round(right - left, 1))


def _ticks(
    limits: Sequence[Limit], across: Callable[[float], float], y: int
) -> tuple[tuple[Tick, ...], int]:
    """The published limits, bodies of the same hour together, and how many lines they need."""
    bodies: dict[int, list[str]] = {}
    for limit in limits:
        if limit.hours is not None:
            bodies.setdefault(limit.hours, []).append(cited(limit.body))
    lanes: list[float] = []  # how far each line is written already
    ticks = []
    for hour, names in sorted(bodies.items()):
        x, name = across(hour), ", ".join(names)
        wide = sum(map(_letters, name)) * _LETTER
        anchor = "end" if x + wide / 2 > RIGHT else "middle"
        left = x - wide if anchor == "end" else x - wide / 2
        lane = next((n for n, end in enumerate(lanes) if end + 8 <= left), len(lanes))
        lanes[lane : lane + 1] = [left + wide]
        ticks.append(Tick(x, name, y + 10 + lane * _LANE, anchor))
    return tuple(ticks), len(lanes)


def _letters(letter: str) -> int:
    return 2 if east_asian_width(letter) in "WF" else 1


def _visits(
    row: WindowNow, zero: datetime | None, across: Callable[[float], float]
) -> tuple[tuple[float, float], ...]:
    spans = [(_since(one.from_at, zero), _since(one.until_at, zero)) for one in row.visits]
    return tuple(
        (across(start), round(max(across(end) - across(start), 5.0), 1))
        for start, end in spans
        if start is not None and end is not None
    )
