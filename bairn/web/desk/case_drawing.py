"""Which windows of a case are drawn, from last contact on. Plain Python, no words of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bairn.protocols.terms import Text, WindowNow
from bairn.web.kit.drawing import Window

MOST_BARS = 12
_NEAR = timedelta(days=14)  # a bar of months would press the hours that matter into one point


@dataclass(frozen=True, slots=True)
class Drawing:
    """The windows with a bar, the most urgent on top, and every other one for a list."""

    bars: tuple[Window, ...]
    rest: tuple[WindowNow, ...]


def drawing(
    rows: Sequence[WindowNow],
    *,
    at: datetime,
    say: Callable[[Text], str],
    name: Callable[[UUID | None], str],
) -> Drawing:
    """Every window either drawn from last contact to its longest limit, or left for the list.

    Without a known beginning or end within two weeks there is no bar; at most twelve are drawn.
    """
    can = [row for row in rows if _closes(row, at) is not None]
    chosen = sorted(can, key=lambda row: _order(row, at))[:MOST_BARS]
    return Drawing(
        bars=tuple(bar for row in chosen if (bar := _bar(row, at, say, name)) is not None),
        rest=tuple(row for row in rows if row not in chosen),
    )


def _order(row: WindowNow, at: datetime) -> tuple[bool, datetime]:
    """What is over comes last; the rest by the moment at which something is lost next."""
    end, urgent = _closes(row, at) or at, row.urgent_until.latest
    return end <= at, urgent if urgent is not None and urgent > at else end


def _bar(
    row: WindowNow,
    at: datetime,
    say: Callable[[Text], str],
    name: Callable[[UUID | None], str],
) -> Window | None:
    opens, closes = _opens(row), _closes(row, at)
    if opens is None or closes is None:
        return None
    return Window(
        label=" · ".join(part for part in (name(row.about), say(row.title)) if part),
        opens_at=opens,
        urgent_until=row.urgent_until.latest,
        closes_at=closes,
        note=say(row.why),
    )


def _opens(row: WindowNow) -> datetime | None:
    return row.opens_at or row.contact.earliest or row.contact.latest


def _closes(row: WindowNow, at: datetime) -> datetime | None:
    opens, end = _opens(row), row.collect_until.latest or row.urgent_until.latest
    if opens is None or end is None or end < opens or end - at > _NEAR:
        return None
    return end
