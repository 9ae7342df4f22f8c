"""What the readings are asked of: one case, or the house, as the rooms below show it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bairn.cases.terms import ClosingCard, Milestone, Promise
from bairn.evidence.terms.neglect import NOTHING, EvidenceNow
from bairn.kernel.periods import LocalClock, Span
from bairn.preservation.terms import WatchedRequest
from bairn.protocols.terms import CaseFacts, DueStep, Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Somebody in the circle, and the unit they work in."""

    staff_id: uuid.UUID
    unit_id: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOut:
    """Somebody, or a whole unit, who is kept out; `unit_id` is where that person works."""

    staff_id: uuid.UUID | None
    unit_id: uuid.UUID | None
    reason: str
    from_at: datetime


@dataclass(frozen=True, slots=True)
class Tried:
    """A refusal that stands on the record: somebody who is kept out asked for this case."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """An act that stands on the record of the case."""

    act: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A hand-over of this case that nobody has finished."""

    id: uuid.UUID
    offered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReading:
    """All that the readings may ask of one case at one moment. No words, no names."""

    case_id: uuid.UUID
    unit_id: uuid.UUID
    opened_at: datetime
    reference: str = ""
    closed_at: datetime | None = None
    marks: tuple[Happened, ...] = ()  # earliest first
    recorded_last: datetime | None = None  # when one of them was last written down
    milestones: tuple[Milestone, ...] = ()  # them whole, where a report was put lower
    steps: tuple[DueStep, ...] = ()
    facts: tuple[CaseFacts, ...] = ()  # of the case and of everybody in it
    review_every: Span | None = None  # what the pack says; None: no pack
    alert_at: int | None = None  # the interview at which the pack alerts
    clock: LocalClock | None = None  # where the case is worked; None: no pack
    circle: tuple[Placed, ...] = ()
    kept_out: tuple[KeptOut, ...] = ()
    tried: tuple[Tried, ...] = ()
    done: tuple[Done, ...] = ()
    closings: tuple[ClosingCard, ...] = ()
    lowered: tuple[datetime, ...] = ()  # when a report behind the case was put into a lower band
    promises: tuple[Promise, ...] = ()
    questioned: Mapping[uuid.UUID, int] | None = None  # by child; None: nobody counts yet
    postponed: int = 0  # how often interviews that are still to be held were moved
    handed_over: tuple[HandedOver, ...] = ()
    evidence: EvidenceNow = NOTHING
    requests: tuple[WatchedRequest, ...] = ()  # to holders, as long as they are open
    struck: tuple[datetime, ...] = ()  # when what the case watches for came in again

    def says(self, *names: str) -> bool:
        """Whether any of these facts is known to be so, of the case or of anybody in it."""
        return any(one.values.get(name) is True for one in self.facts for name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRows:
    """A pack on disk with the review dates of its rows."""

    id: str
    review_due: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWaivers:
    """The steps that one unit left out lately, over all its cases."""

    unit_id: uuid.UUID
    at: tuple[datetime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncounted:
    """A place for exhibits whose count is overdue, and whose it is."""

    place_id: uuid.UUID
    unit_id: uuid.UUID
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseReading:
    """What concerns no single case."""

    packs: tuple[PackRows, ...] = ()
    waivers: tuple[UnitWaivers, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()
