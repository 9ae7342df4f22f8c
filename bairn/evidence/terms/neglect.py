"""What the house reads of the evidence of many cases: codes and moments, no name, no word."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

DIGITAL = "secure_digital"  # a condition of storage: kept as a file, on no shelf


class Forsaken(StrEnum):
    """In what way a thing waits for somebody."""

    OFFERED = "offered"  # somebody gave it, nobody answered
    BROKEN = "broken"  # its chain has a break that nobody explained
    NOT_STORED = "not_stored"  # still in the hands of whoever collected it
    CONTESTED = "contested"  # a disposal is asked for while an objection is open
    NOT_WHOLE = "not_whole"  # a file is not what was taken in
    CROSSED = "crossed"  # two people of the case shared somebody or something


@dataclass(frozen=True, slots=True)
class ThingWaits:
    """A thing that waits since a moment; `code` tells it from the others of its case."""

    how: Forsaken
    code: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KitWaits:
    """A kit that has a day to keep, or lies in a laboratory."""

    code: str
    at_lab: bool
    fulfils: str  # the milestone that would end the stretch it is on; empty: none
    due_at: datetime | None
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceNow:
    """What stands undone on the evidence of one case."""

    things: tuple[ThingWaits, ...] = ()
    kits: tuple[KitWaits, ...] = ()


NOTHING = EvidenceNow()


@dataclass(frozen=True, slots=True, kw_only=True)
class KitQuestion:
    """Somebody asked not to test a kit, and no prosecutor has answered."""

    id: uuid.UUID
    case_id: uuid.UUID
    kit_id: uuid.UUID
    reason: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingWaits:
    """Two people of a case shared somebody or something, and no supervisor has answered."""

    id: uuid.UUID
    case_id: uuid.UUID
    raised_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadWaits:
    """An upload of one's own that stopped on its way."""

    id: uuid.UUID
    case_id: uuid.UUID
    exhibit_id: uuid.UUID
    begun_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OldKit:
    """How far a kit of an old case came."""

    id: uuid.UUID
    gone: bool  # disposed of, lost, or handed to another state
    sent: bool
    tested: bool
    in_database: bool
    matched_at: datetime | None
    told_at: datetime | None
    disposal_at: datetime | None  # until when it is kept; None while it is on its way


@dataclass(frozen=True, slots=True, kw_only=True)
class OldEvidence:
    """What an old case holds, by codes."""

    exhibit_kinds: frozenset[str] = frozenset()
    kits: tuple[OldKit, ...] = ()
