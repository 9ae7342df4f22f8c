"""How fast one source, and the whole channel, may send or try codes: token buckets, plain Python.

A bucket refills steadily, so nobody is shut out for long: after a burst the wait is seconds. The
limits are wide enough for a school, a hospital or a station behind one address.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `burst` at once, and one more after every `refill`."""

    burst: int
    refill: timedelta


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many tokens were left at a moment."""

    tokens: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer: the bucket afterwards, and the seconds to wait (0 means go ahead)."""

    bucket: Bucket
    wait: int

    @property
    def allowed(self) -> bool:
        return self.wait == 0


SEND_SOURCE = Limit(burst=60, refill=timedelta(seconds=10))
SEND_CHANNEL = Limit(burst=3000, refill=timedelta(milliseconds=200))
CODE_SOURCE = Limit(burst=12, refill=timedelta(seconds=30))
CODE_CHANNEL = Limit(burst=2000, refill=timedelta(milliseconds=500))


def take(*, bucket: Bucket | None, limit: Limit, at: datetime) -> Taken:
    """Take one token at `at`; None is a full bucket. A refused try costs nothing."""
    tokens = float(limit.burst)
    if bucket is not None:
        grown = max((at - bucket.at) / limit.refill, 0.0)
        tokens = min(bucket.tokens + grown, float(limit.burst))
    if tokens >= 1:
        return Taken(Bucket(tokens - 1, at), 0)
    wait = math.ceil((1 - tokens) * limit.refill.total_seconds())
    return Taken(Bucket(tokens, at), max(wait, 1))
