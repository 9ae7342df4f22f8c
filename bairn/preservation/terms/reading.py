"""What is known of a request when its clocks are read, and how one clock reads."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bairn.kernel.periods import Bounds
from bairn.preservation.terms.coded import Counted, Kind, State
from bairn.protocols.terms import Source

DAY = timedelta(days=1)
UNKNOWN = Bounds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """What is known of a request when its clocks are read."""

    kind: Kind
    state: State
    drafted_at: datetime
    period: Bounds = UNKNOWN
    sent_at: datetime | None = None
    tried_at: datetime | None = None  # another way, later
    acknowledged_at: datetime | None = None
    extended: int = 0
    held_until: datetime | None = None  # as the holder or an extension said
    reports: tuple[datetime, ...] = ()  # when platforms reported what this is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One clock: what it counts to, from when, until when, and who says so.

    `now` says that nobody knows the moment; it is treated as the present one.
    """

    counted: Counted
    from_at: datetime
    until: datetime
    source: Source
    now: bool = False

    def over(self, at: datetime) -> bool:
        """Whether the moment has come: the end itself is outside."""
        return at >= self.until

    def days_left(self, at: datetime) -> int:
        """Whole days until then, a begun one counted; 0 when it has come."""
        return max(-(-(self.until - at) // DAY), 0)

    def share_left(self, at: datetime) -> float:
        """How much of the time is left, from 1 to 0, for a bar."""
        whole = (self.until - self.from_at) / timedelta(seconds=1)
        left = (self.until - at) / timedelta(seconds=1)
        return min(max(left / whole, 0.0), 1.0) if whole > 0 else 0.0
