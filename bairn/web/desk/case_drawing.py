"""Which windows of a case are drawn, from last contact on. Plain Python, no words of its own."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from bairn.protocols.terms import Text, WindowNow, WindowState
from bairn.web.kit.drawing import Window

MOST_BARS = 12
_NEAR = timedelta(days=14)  # a bar of months would press the hours that matter into one point


def drawn(
    rows: Sequence[WindowNow],
    *,
    at: datetime,
    say: Callable[[Text], str],
    name: Callable[[UUID | None], str],
) -> tuple[Window, ...]:
    """The windows that can be drawn, those that close first on top, at most twelve.

    A window is drawn from last contact to its longest limit; one without a known end has no bar.
    """
    bars = [
        Window(
            label=" · ".join(part for part in (name(row.about), say(row.title)) if part),
            opens_at=opens,
            urgent_until=row.urgent_until.latest,
            closes_at=closes,
            note=say(row.why),
        )
        for row in rows
        if (opens := _opens(row)) is not None and (closes := _closes(row, at)) is not None
    ]
    return tuple(sorted(bars, key=lambda bar: (bar.closes_at <= at, bar.closes_at))[:MOST_BARS])


def undrawn(rows: Sequence[WindowNow], *, at: datetime) -> tuple[WindowNow, ...]:
    """Open windows without a bar: their time is not known, they have no limit, or it is far off."""
    open_still = (WindowState.URGENT, WindowState.OPEN)
    return tuple(
        row
        for row in rows
        if row.state in open_still and (_opens(row) is None or _closes(row, at) is None)
    )


def _opens(row: WindowNow) -> datetime | None:
    return row.opens_at or row.contact.earliest or row.contact.latest


def _closes(row: WindowNow, at: datetime) -> datetime | None:
    end = row.collect_until.latest or row.urgent_until.latest
    if end is None or end - at > _NEAR:
        return None
    opens = _opens(row)
    return None if opens is None or end < opens else end
