"""What protocols needs of a case: facts, milestones, pauses, waivers."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bairn.kernel.periods import Bounds, Period
from bairn.kernel.text import Text
from bairn.protocols.terms.pack import FactValue


@dataclass(frozen=True, slots=True)
class Happened:
    """A milestone as protocols needs it."""

    kind: str
    at: datetime
    step: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is known of a case or a person: coded values, and moments within bounds."""

    values: Mapping[str, FactValue] = field(default_factory=dict)
    moments: Mapping[str, Bounds] = field(default_factory=dict)

    def over(self, other: "CaseFacts") -> "CaseFacts":
        """These facts laid over `other`: what stands here wins."""
        return CaseFacts(
            {**other.values, **self.values},
            {**other.moments, **self.moments},
        )


@dataclass(frozen=True, slots=True)
class Pause:
    """Time during which a step's clock stands still."""

    step: str
    reason: str
    period: Period


@dataclass(frozen=True, slots=True)
class Waiver:
    """A step that two people agreed not to take, with a coded reason."""

    step: str
    reason: str
    at: datetime


class MoveReason(StrEnum):
    """Why an open case leaves the version of its pack for a newer one."""

    LAW_CHANGED = "law_changed"
    PACK_CORRECTED = "pack_corrected"
    AGENCIES_AGREED = "agencies_agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """Which pack, in which content, a case works under since when."""

    case_id: uuid.UUID
    number: int  # 1 for the first; each move adds one and rewrites none
    pack: str
    version: str
    digest: str
    zone: ZoneInfo
    started_at: datetime
    reason: str = ""  # why the case moved here; empty for the first
    by_id: uuid.UUID | None = None
    agency_id: uuid.UUID | None = None  # the agency whose overlay was asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Everything protocols holds of one case, ready to be read at a moment."""

    case_id: uuid.UUID
    binding: Binding
    facts: CaseFacts
    people: Mapping[uuid.UUID, CaseFacts]  # facts about one person, over those of the case
    pauses: tuple[Pause, ...]
    waivers: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayCard:
    """What an agency lays over a pack, as a list shows it."""

    id: uuid.UUID
    agency_id: uuid.UUID
    pack: str
    name: str
    title: Text
    digest: str
    from_at: datetime
    until_at: datetime | None
    by_id: uuid.UUID
    fits: bool  # over the pack as it is today; one that does not fit is left off new cases


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCard:
    """One content of a pack that is kept, as a list shows it."""

    digest: str
    version: str
    kept_at: datetime | None  # None: no case has begun under it yet
    overlay: str  # name of the agency's overlay laid over it; empty: none
    current: bool
