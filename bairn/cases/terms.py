"""The words of cases: case, participant, milestone, stage, outcome, closing, promise."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bairn.kernel.text import Text

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


class CaseState(StrEnum):
    """Which cases a list holds."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


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
    kept_out: bool = False  # gets no notice and sits in no room; the implicated always are
    stance_unknown: bool = False  # nobody has assessed yet on whose side this guardian stands


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
    stance_unknown: bool = False


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
    next: uuid.UUID | None  # the last case shown


@dataclass(frozen=True, slots=True, kw_only=True)
class StagePoint:
    """One stage on the line of a case."""

    stage: Stage
    title: Text
    entered_at: datetime | None
    marks: int  # milestones that belong to the stage


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """Every stage in order, and the one a case stands at now."""

    now: Stage
    points: tuple[StagePoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedReason:
    """A reason that may be chosen, with its words."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    """An outcome with its words and the reasons of which it needs one."""

    outcome: Outcome
    text: Text
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingBook:
    """Everything that may be chosen when a case is closed or reopened, and what never may."""

    outcomes: Mapping[Outcome, OutcomeRow]
    reasons: Mapping[str, CodedReason]
    never: Mapping[str, CodedReason]
    reopening: Mapping[str, CodedReason]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingCard:
    """A wish to close a case, and what became of it."""

    id: uuid.UUID
    case_id: uuid.UUID
    reference: str
    outcome: Outcome
    reasons: tuple[str, ...]
    two_agencies: bool
    proposed_by: uuid.UUID
    proposed_agency: uuid.UUID | None
    proposed_at: datetime
    words_id: uuid.UUID | None = None  # subject in the vault: the reasons in words
    confirmed_by: uuid.UUID | None = None
    confirmed_at: datetime | None = None
    reopened_by: uuid.UUID | None = None
    reopened_at: datetime | None = None
    reopened_for: str = ""
    second_person: bool = True  # whether one person alone cannot close it, as things stand now

    @property
    def waiting(self) -> bool:
        """Whether nobody has agreed to it yet."""
        return self.confirmed_at is None


class PromiseState(StrEnum):
    """What became of a promise. One that was missed stays missed, also when it is kept later."""

    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    LATE_KEPT = "late_kept"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What somebody was told would happen by a moment; how often it was put off is kept."""

    id: uuid.UUID
    case_id: uuid.UUID
    to: uuid.UUID  # participant
    kind: str
    by_at: datetime
    first_by_at: datetime
    put_off: int
    made_at: datetime
    by_id: uuid.UUID
    kept_at: datetime | None = None
    kept_recorded_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_for: str = ""
    reasons: tuple[str, ...] = ()  # why it was put off, first to last

    def state(self, at: datetime) -> PromiseState:
        """What has become of it at `at`; the promised moment itself is still in time."""
        if self.withdrawn_at is not None:
            return PromiseState.WITHDRAWN
        if self.kept_at is not None:
            return PromiseState.KEPT if self.kept_at <= self.by_at else PromiseState.LATE_KEPT
        return PromiseState.MISSED if at > self.by_at else PromiseState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBook:
    """Everything that may be chosen when something is promised, put off or taken back."""

    kinds: Mapping[str, CodedReason]
    put_off: Mapping[str, CodedReason]
    withdraw: Mapping[str, CodedReason]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """An open case as a sweep of the house finds it, with what happened in it, earliest first."""

    id: uuid.UUID
    unit_id: uuid.UUID
    marks: tuple[tuple[str, datetime, str | None], ...]  # kind, moment, step
    recorded_last: datetime | None = None  # when a milestone was last written down
