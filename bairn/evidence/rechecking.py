"""Whether a file is still what was taken in: read whole, and when to read it again."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Protocol

from bairn.evidence.terms.checking import BrokenRange, CheckOutcome, Found

MOST_RANGES = 50
_BURST = 1024**2


class Opened(Protocol):
    """A sealed file that can be read anywhere; `read` raises where it is broken."""

    @property
    def length(self) -> int:
        """Its bytes in clear."""
        ...

    def read(self, offset: int, length: int) -> bytes:
        """Bytes from this place."""
        ...


def read_whole(
    opened: Opened,
    *,
    chunk: int,
    broken: type[Exception],
    take: Callable[[bytes], None],
    told: Callable[[int], None] = lambda read: None,
) -> Found:
    """Read every byte once, in bursts; `take` gets what opens, `told` how far it is.

    Where a burst is broken, its chunks are read one by one, so that the exact stretch is named.
    """
    ranges: list[BrokenRange] = []
    for offset in range(0, opened.length, _BURST):
        end = min(offset + _BURST, opened.length)
        try:
            take(opened.read(offset, end - offset))
        except broken:
            ranges += _broken(opened, offset, end, chunk, broken)
        told(end)
    joined = _joined(ranges)
    outcome = CheckOutcome.BROKEN if joined else CheckOutcome.WHOLE
    return Found(outcome=outcome, length=opened.length, ranges=joined[:MOST_RANGES])


def due_at(outcome: CheckOutcome, checked_at: datetime, *, days: int, again_hours: int) -> datetime:
    """When to check again: after so many days, or hours where it was anything but whole."""
    if outcome is CheckOutcome.WHOLE:
        return checked_at + timedelta(days=days)
    return checked_at + timedelta(hours=again_hours)


def _broken(
    opened: Opened, start: int, end: int, chunk: int, broken: type[Exception]
) -> Iterable[BrokenRange]:
    for offset in range(start, end, chunk):
        beyond = min(offset + chunk, end)
        try:
            opened.read(offset, beyond - offset)
        except broken:
            yield BrokenRange(start=offset, end=beyond)


def _joined(ranges: Iterable[BrokenRange]) -> tuple[BrokenRange, ...]:
    joined: list[BrokenRange] = []
    for one in ranges:
        if joined and joined[-1].end == one.start:
            joined[-1] = BrokenRange(start=joined[-1].start, end=one.end)
        else:
            joined.append(one)
    return tuple(joined)
