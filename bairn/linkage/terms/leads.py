"""The words of leads: source, reason, lead, and what a holder sees of them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bairn.likeness.matches import Reason


class LeadSource(StrEnum):
    """What found a lead."""

    INTAKE = "intake"  # a record as it came in
    EDIT = "edit"  # a record that was amended
    BATCH = "batch"  # all records at once
    FILE = "file"  # the same file lies in both
    HAND = "hand"  # a person put the two side by side


class LeadState(StrEnum):
    """Whether the data still speak for a lead."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"  # what was amended no longer speaks for it; it is kept
    GONE = "gone"  # one of the two was erased


class Verdict(StrEnum):
    """What somebody says of a lead, after looking at both."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two of a lead: a sealed subject, and the report, case or collection it is in."""

    subject_id: uuid.UUID
    holder_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLead:
    """What a matcher found: two sides with reasons. Codes and numbers, never a value."""

    one: Side
    other: Side
    logit: float
    probability: float
    low: float
    high: float
    reasons: tuple[Reason, ...]
    shared: tuple[tuple[str, str], ...] = ()  # the kinds of two identifiers that are one value
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadCard:
    """A lead as a list shows it. The number stands at the lead, never at a person."""

    id: uuid.UUID
    here: Side  # the side from which it is looked at
    there: Side
    source: LeadSource
    state: LeadState
    verdict: Verdict | None
    probability: float
    low: float
    high: float
    found_at: datetime
    checked_at: datetime

    @property
    def to_judge(self) -> bool:
        """Whether nobody has said anything of it yet."""
        return self.verdict is None and self.state is LeadState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The reasons of a lead at one time, with the model and the keys they were made with."""

    at: datetime
    model: str
    keys: str
    logit: float
    probability: float
    low: float
    high: float
    reasons: tuple[Reason, ...]
    shared: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadFile:
    """One lead with its reasons now, and what they were before."""

    card: LeadCard
    now: Finding
    before: tuple[Finding, ...]
    sides_seen: bool  # both are in reach; else one was revealed


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadsHere:
    """What a report or case is told: leads in full reach, and of whom something lies elsewhere."""

    leads: tuple[LeadCard, ...]
    elsewhere: frozenset[uuid.UUID]  # subjects here; not how much, not where
    checked: Mapping[uuid.UUID, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLead:
    """A lead that nobody has judged, seen from one holder; for the house alone."""

    id: uuid.UUID
    subject_id: uuid.UUID
    found_at: datetime
