"""Tables that belong to no pack: how fast a kit moves by place, who must report, guidance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bairn.kernel.periods import Counting, Span
from bairn.kernel.text import Text
from bairn.protocols.terms.pack import Source, Titled


@dataclass(frozen=True, slots=True, kw_only=True)
class KitClock:
    """One stretch of a kit's way, from one of its moments to another."""

    id: str
    title: Text
    from_event: str
    to_event: str
    span: Span
    counting: Counting
    not_before: bool  # nothing may happen until the time is over, as with disposal


@dataclass(frozen=True, slots=True, kw_only=True)
class KitKeep:
    """How long a kind of kit is kept, in years from its collection."""

    id: str
    title: Text
    years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KitRule:
    """What a place or a body says about the way and the keeping of a kit."""

    id: str
    jurisdiction: str
    title: Text
    clocks: tuple[KitClock, ...]
    keep: tuple[KitKeep, ...]
    note: Text
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingRule:
    """Who must report to an authority in a place, and within how long."""

    id: str
    jurisdiction: str
    who: Text
    within: Span | None  # None: at once
    how: Text
    note: Text
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """A standard that packs lean on, which starts no clock of its own."""

    id: str
    jurisdiction: str
    title: Text
    text: Text
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Every table, with the version and the digest of each."""

    kits: tuple[KitRule, ...]
    reporting: tuple[ReportingRule, ...]
    guidance: tuple[Guidance, ...]
    events: Mapping[str, Titled]  # the moments of a kit, by code
    versions: Mapping[str, str]
    review_due: Mapping[str, date]


class KitState(StrEnum):
    """How one stretch of a kit's way reads at a moment."""

    NOT_YET = "not_yet"  # what starts it has not happened
    OPEN = "open"
    DUE_SOON = "due_soon"
    LATE = "late"
    HELD = "held"  # nothing may be disposed of yet
    RELEASED = "released"  # the time to wait is over, and nobody objects
    DONE = "done"
    DONE_LATE = "done_late"
    DONE_TOO_SOON = "done_too_soon"


@dataclass(frozen=True, slots=True, kw_only=True)
class KitDeadline:
    """One stretch of a kit's way at a moment, with the rule it comes from."""

    rule: str
    clock: str
    title: Text
    from_event: str
    to_event: str
    started_at: datetime | None
    due_at: datetime | None
    due_on: date | None  # the last local day, where days are counted
    state: KitState
    source: Source

    @property
    def check_locally(self) -> bool:
        """Whether the row must carry the words "check locally"."""
        return self.source.check_locally
