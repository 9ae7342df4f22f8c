"""Everything that was asked of one child or told by it, and the numbers that follow."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from bairn.interviews.terms.coded import InterviewState, NextMove
from bairn.interviews.terms.interview import Interview


@dataclass(frozen=True, slots=True, kw_only=True)
class Questioning:
    """Somebody questioned the child outside an interview; it counts like one."""

    id: uuid.UUID
    case_id: uuid.UUID
    about: uuid.UUID
    at_time: datetime
    minutes: int | None  # None: nobody counted them
    by_role: str
    setting: str
    recorded_by: uuid.UUID
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAddition:
    """What was put beside a first account later; the account itself stays as it is."""

    id: uuid.UUID
    words_id: uuid.UUID
    added_by: uuid.UUID
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAccount:
    """The child's own first words: sealed, once, never asked for again."""

    id: uuid.UUID
    case_id: uuid.UUID
    about: uuid.UUID
    told_to: str
    told_at: datetime
    words_id: uuid.UUID
    prompts: tuple[str, ...]
    recorded_by: uuid.UUID
    recorded_at: datetime
    additions: tuple[AccountAddition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often and how long a child was questioned, by whatever kind."""

    interviews: int  # first and repeats that were held, whatever number of sittings
    supplements: int
    questionings: int
    minutes: int
    minutes_unknown: int  # questionings of which nobody counted the minutes

    @property
    def total(self) -> int:
        """Every time anybody questioned the child."""
        return self.interviews + self.supplements + self.questionings


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLedger:
    """One child's ledger: everything that was asked, planned and told."""

    about: uuid.UUID
    pseudonym: str
    interviews: tuple[Interview, ...]
    questionings: tuple[Questioning, ...]
    tally: Tally
    first_account: FirstAccount | None
    planned: int  # how many the rule plans
    alert_at: int
    alert: bool
    next: NextMove

    @property
    def total_count(self) -> int:
        """Every time anybody questioned the child."""
        return self.tally.total

    @property
    def total_minutes(self) -> int:
        """The minutes that are known."""
        return self.tally.minutes

    @property
    def open(self) -> Interview | None:
        """The interview that is asked for or planned and not yet held."""
        waits = (InterviewState.ASKED, InterviewState.PLANNED)
        return next((one for one in self.interviews if one.state in waits), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildCounts:
    """One child's numbers, for readers over many cases."""

    about: uuid.UUID
    tally: Tally
    unrecorded: int  # sittings without a recording
    postponements: int  # of what is still to be held, or was put off and taken back lately
    planned_at: datetime | None  # of the interview that is still to be held
    asked_at: datetime | None  # since when a repeat waits for a supervisor
    alerts: int  # how often the alert was raised
