"""Geometry of the window chart: from moments to SVG numbers. Plain Python, no words, no clock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from unicodedata import east_asian_width

WIDTH = 900
LABELS = 320  # the column of names at the left
MOST_LETTERS = 40  # what that column has room for, of the usual width
ROW = 30
HEAD = 26
_PLOT = WIDTH - LABELS - 50
_STEPS = [timedelta(hours=h) for h in (1, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1440, 2880, 8760)]
_MOST_LINES = 6  # more, and their moments would run into each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One window to draw. `urgent_until` may be None; `note` is said beside the bar."""

    label: str
    opens_at: datetime
    urgent_until: datetime | None
    closes_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One drawn window: all numbers are user units of the view box, the label fits its column."""

    label: str
    note: str
    top: int
    middle: int
    left: float
    width: float
    urgent_width: float
    past: bool


@dataclass(frozen=True, slots=True)
class GridLine:
    """A vertical line at `x`, standing for the moment `when`."""

    x: float
    when: datetime


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything the template needs to draw; now always lies inside."""

    width: int
    height: int
    plot_left: int
    plot_right: int
    bars: tuple[Bar, ...]
    lines: tuple[GridLine, ...]
    now_x: float
    now_anchor: str


def window_chart(
    *, windows: Sequence[Window], at: datetime, until: datetime | None = None
) -> Chart:
    """The chart of `windows` seen at `at`; the axis spans them all, now, and `until`.

    Empty is allowed.
    """
    moments = [m for w in windows for m in (w.opens_at, w.closes_at)] + [at, until or at]
    first, last = min(moments), max(moments)
    span = max(last - first, timedelta(hours=1))

    def across(moment: datetime) -> float:
        return round(LABELS + _PLOT * ((moment - first) / span), 1)

    bars = tuple(_bar(w, row, across, at) for row, w in enumerate(windows))
    now_x = across(at)
    return Chart(
        width=WIDTH,
        height=HEAD + ROW * len(bars) + 22,
        plot_left=LABELS,
        plot_right=LABELS + _PLOT,
        bars=bars,
        lines=tuple(GridLine(across(m), m) for m in _marks(first, span)),
        now_x=now_x,
        now_anchor="end" if now_x > LABELS + _PLOT - 60 else "start",
    )


def _bar(window: Window, row: int, across: Callable[[datetime], float], at: datetime) -> Bar:
    left, right = across(window.opens_at), across(window.closes_at)
    urgent = across(min(window.urgent_until, window.closes_at)) if window.urgent_until else left
    top = HEAD + ROW * row
    return Bar(
        label=fitting(window.label),
        note=window.note,
        top=top + 6,
        middle=top + ROW // 2 + 4,
        left=left,
        width=round(max(right - left, 2), 1),
        urgent_width=round(max(urgent - left, 0), 1),
        past=at >= window.closes_at,
    )


def fitting(label: str, *, most: int = MOST_LETTERS) -> str:
    """The label, cut with an ellipsis to `most` letters; a Chinese character is as wide as two."""
    widths = [2 if east_asian_width(letter) in "WF" else 1 for letter in label]
    if sum(widths) <= most:
        return label
    kept = sum(1 for so_far in accumulate(widths) if so_far < most)
    return f"{label[:kept].rstrip()}…"


def _marks(first: datetime, span: timedelta) -> list[datetime]:
    step = next((s for s in _STEPS if span / s <= _MOST_LINES), span / _MOST_LINES)
    return [first + step * n for n in range(1, int(span / step) + 1)]
