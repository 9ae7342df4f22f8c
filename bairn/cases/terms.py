"""The words of cases: case, participant, milestone, stage, outcome."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

Code = bool | int | str


class ParticipantRole(StrEnum):
    """Somebody's role in this case; never who they are."""

    CHILD = "child"
    VICTIM = "victim"
    SUSPECT = "suspect"
    WITNESS = "witness"
    GUARDIAN = "guardian"
    REPORTER = "reporter"
    OTHER = "other"


class Stage(StrEnum):
    """How far a case has come; read from its milestones, never stored."""

    INTAKE = "intake"
    PROTECT = "protect"
    EVIDENCE = "evidence"
    INTERVIEW = "interview"
    DECIDE = "decide"
    TRIAL = "trial"
    AFTER = "after"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a case ended, as a code."""

    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    NOT_CHARGED = "not_charged"
    NO_OFFENCE = "no_offence"
    TRANSFERRED = "transferred"
    SUSPECT_DIED = "suspect_died"


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """Something that has happened: codes only, words are sealed in the vault."""

    id: uuid.UUID
    case_id: uuid.UUID
    kind: str
    at: datetime
    recorded_at: datetime
    by_id: uuid.UUID
    step: str | None = None
    detail: Mapping[str, Code] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParticipant:
    """Somebody who takes part, named by their subject in the vault."""

    subject_id: uuid.UUID
    role: ParticipantRole
    implicated: bool = False
    under_18: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody's part in a case under a pseudonym."""

    id: uuid.UUID
    case_id: uuid.UUID
    subject_id: uuid.UUID
    role: ParticipantRole
    pseudonym: str
    implicated: bool
    kept_out: bool
    under_18: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard:
    """A case as a list shows it."""

    id: uuid.UUID
    reference: str
    opened_at: datetime
    unit_id: uuid.UUID
    closed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """A page of cases, newest first; `next` leads on, None at the end."""

    cases: tuple[CaseCard, ...]
    next: tuple[datetime, uuid.UUID] | None
