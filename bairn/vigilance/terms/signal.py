"""A standing condition, and the signal that stands until somebody outside the unit has answered."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How far up a signal has gone."""

    OWNER = 0
    INSPECTOR = 1
    ALL_INSPECTORS = 2


class Finding(StrEnum):
    """What an owner found."""

    ACTED = "acted"
    EXPLAINED = "explained"
    DIRECTED = "directed"
    WRONG_SIGNAL = "wrong_signal"


class TurnKind(StrEnum):
    """What has become of a signal, one row for each."""

    RAISED = "raised"
    ENDED = "ended"  # the condition is gone; it still has to be answered
    RETURNED = "returned"  # the condition came back before anybody had answered
    OWNED = "owned"  # it went to another owner, because the first may own it no more
    ESCALATED = "escalated"
    EXPLAINED = "explained"
    ANSWERED = "answered"
    AGAIN = "again"  # the answer holds no longer and the condition stands: a new one was raised


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something that a rule finds standing; the same condition always has the same key."""

    rule: str
    key: str
    since: datetime
    case_id: uuid.UUID | None
    unit_id: uuid.UUID | None
    code: str = ""  # what it is about: a step, a kind, a pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A signal as a sweep needs it."""

    id: uuid.UUID
    rule: str
    key: str
    case_id: uuid.UUID | None
    unit_id: uuid.UUID | None
    owner_id: uuid.UUID | None
    level: Level
    answer_by: datetime
    ended_at: datetime | None = None
    answered_at: datetime | None = None
    quiet_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalCard:
    """A signal as a list shows it: codes and a reference, no name."""

    id: uuid.UUID
    rule: str
    code: str
    case_id: uuid.UUID | None
    reference: str  # of the case; empty where it concerns none
    unit_id: uuid.UUID | None
    since: datetime
    raised_at: datetime
    owner_id: uuid.UUID | None
    level: Level
    answer_by: datetime
    escalated_at: datetime | None
    ended_at: datetime | None
    answered_at: datetime | None
    answered_by: uuid.UUID | None
    finding: str
    directed_by: date | None
    words_id: uuid.UUID | None
    entry_id: uuid.UUID

    def late(self, at: datetime) -> bool:
        """Whether its answer came, or still is, later than it had to be at first."""
        return self.escalated_at is not None or (self.answered_at or at) > self.answer_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What the unit says to it: a code, and sealed words. It closes nothing."""

    id: uuid.UUID
    code: str
    words_id: uuid.UUID | None
    at: datetime
    by_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One thing that became of a signal."""

    kind: TurnKind
    at: datetime
    by_id: uuid.UUID | None
    to_id: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalFile:
    """One signal with everything that was said to it."""

    card: SignalCard
    explanations: tuple[Explanation, ...]
    turns: tuple[Turn, ...]
    mine: bool  # whether the asker owns it now, alone or with all inspectors
    near: bool  # whether its case is in the asker's reach, so that they explain it


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What one page of a sweep did; `next` leads on, None at the end."""

    cases: int
    raised: int
    ended: int
    next: uuid.UUID | None = None
