"""The queue: its order, its rows, what is filtered, views that are kept."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum

from bairn.triage.terms.ranking import Band, OpenWindow, Question, Reason

# Stands for "no window closes": sorts behind every real moment, as no null would.
FAR = datetime(9999, 1, 1, tzinfo=UTC)


class QueueState(IntEnum):
    """Whether a report still waits in the queue."""

    WAITING = 1
    IN_CASE = 2
    MERGED = 3
    RETRACTED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueKey:
    """A place in the queue, in its order; what the next page starts after."""

    band: int  # 0: not yet assessed
    behind: int
    urgent_until: datetime
    received_at: datetime
    report_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """A report in the queue with everything its row shows; nothing to recognise anybody."""

    report_id: uuid.UUID
    reference: str
    channel: str
    state: QueueState
    received_at: datetime
    band: Band | None  # None: not yet assessed
    reasons: tuple[Reason, ...]
    floor_applied: bool
    completeness: int
    missing: tuple[Question, ...]
    windows: tuple[OpenWindow, ...]  # those still open, nearest closing first
    lowering_open: bool  # somebody proposed to lower it and a second person is asked for
    may_be_same: int  # open proposals to join it to another report
    key: QueueKey


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """A page of the queue; `after` leads on, None at the end."""

    rows: tuple[QueueRow, ...]
    after: QueueKey | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilters:
    """What of the queue is wanted: codes only, so that a saved view can hold no words."""

    bands: frozenset[int] = frozenset()  # 0 to 3; empty: all
    channels: frozenset[str] = frozenset()
    state: QueueState = QueueState.WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many reports stand in each band (0: not yet assessed), none counted beyond `cap`."""

    by_band: Mapping[int, int]
    cap: int

    def of(self, band: int) -> int:
        """The number for one band, at most `cap`."""
        return min(self.by_band.get(band, 0), self.cap)

    def capped(self, band: int) -> bool:
        """Whether there are more than `cap`."""
        return self.by_band.get(band, 0) > self.cap


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewCard:
    """A saved view of one member of staff."""

    id: uuid.UUID
    name: str
    filters: QueueFilters
