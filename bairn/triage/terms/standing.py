"""Where a report stands over time, and what people did to it."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bairn.protocols.terms import Text
from bairn.triage.terms.ranking import Band, OpenWindow, Question, Reason
from bairn.triage.terms.together import ProposalCard


@dataclass(frozen=True, slots=True, kw_only=True)
class BandReason:
    """A coded reason for which people may change a band."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a report stands, and what was known when two people lowered it, if they did."""

    band: Band
    floor: Band | None
    lowered_knowing: frozenset[str] | None = None  # reason codes; None: nobody lowered it


class Cause(StrEnum):
    """What put a report where it stands."""

    RULES = "rules"
    RAISED = "raised"  # by one person
    LOWERED = "lowered"  # by two
    MERGED = "merged"  # a report that stands higher was joined to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """One assessment as kept: where the report stood from a moment on, and why."""

    id: uuid.UUID
    report_id: uuid.UUID
    number: int
    cause: Cause
    reason: str
    band: Band
    found: Band
    floor: Band | None
    floor_applied: bool
    ahead: bool
    reasons: tuple[Reason, ...]
    missing: tuple[Question, ...]
    windows: tuple[OpenWindow, ...]
    completeness: int
    lowered_knowing: frozenset[str] | None
    ruleset: str
    assessed_at: datetime
    by_id: uuid.UUID

    @property
    def standing(self) -> Standing:
        """The part that the rules of lowering look at."""
        return Standing(band=self.band, floor=self.floor, lowered_knowing=self.lowered_knowing)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all reasons."""
        return frozenset(reason.code for reason in self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoweringCard:
    """A wish to lower a band, waiting for a second person."""

    id: uuid.UUID
    report_id: uuid.UUID
    from_band: Band
    to_band: Band
    reason: BandReason
    proposed_by: uuid.UUID
    proposed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceBandCard:
    """A band that police gave, as they gave it."""

    scheme: str
    band: str
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageCard:
    """Everything triage says of one report: where it stands, how it came there, what is open."""

    now: Standpoint | None  # None: not yet assessed
    history: tuple[Standpoint, ...]  # latest first
    lowering: LoweringCard | None
    proposals: tuple[ProposalCard, ...]
    police_bands: tuple[PoliceBandCard, ...]
