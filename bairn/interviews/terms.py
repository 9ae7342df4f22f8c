"""The words of interviews: a planned interview, who sits in it, its sittings, what else was asked.

Everything hangs on one child of one case: a participant, under a pseudonym.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bairn.kernel.text import Text


class InterviewPurpose(StrEnum):
    """Why somebody would interview the child."""

    FIRST = "first"  # the one that is planned
    REPEAT = "repeat"  # one more: named open questions, and a supervisor who did not ask
    SUPPLEMENT = "supplement"  # the defence's questions, by the same interviewer


class InterviewState(StrEnum):
    """Where a planned interview stands."""

    ASKED = "asked"  # a repeat that no supervisor has answered
    PLANNED = "planned"
    HELD = "held"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Fault(StrEnum):
    """What was not as it must be when an interview was held; shown, never hidden."""

    UNRECORDED = "unrecorded"
    RECORDING_BROKEN = "recording_broken"
    NOT_ADAPTED = "not_adapted"
    LEADING = "leading"


class NextMove(StrEnum):
    """What comes next for a child."""

    PLAN = "plan"
    APPROVE = "approve"
    HOLD = "hold"
    HOLD_LATE = "hold_late"  # its time has passed: hold it, postpone it or withdraw it
    GO_ON = "go_on"  # a planned sitting is still to come
    ASK_NO_MORE = "ask_no_more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A code that may be chosen, with its words."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Every list of codes, and what the codes of two of them mean."""

    lists: Mapping[str, Mapping[str, Choice]]
    beside_child: frozenset[str]  # who of `present` is an adult beside the child
    staff: frozenset[str]  # who of `present` is always one of our staff
    adapted: frozenset[str]  # which of `place` is made for children


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """Somebody in the room: a role, and whom we know them as; never a name."""

    role: str
    participant_id: uuid.UUID | None = None
    staff_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseHeld:
    """A phase of the rule that took place, with its minutes if somebody counted them."""

    phase: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """The recording of a sitting: whose exhibit it is, its SHA-256, whether it ran without a cut.

    The recording itself is never kept here.
    """

    digest_sha256: str
    exhibit: str
    unbroken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One sitting of an interview that was held."""

    id: uuid.UUID
    number: int
    started_at: datetime
    ended_at: datetime
    phases: tuple[PhaseHeld, ...] = ()
    present: tuple[Present, ...] = ()
    adult_refused: str = ""
    open_prompts: int | None = None
    leading_prompts: int | None = None
    recording: Recording | None = None
    no_recording_reason: str = ""
    minimal_facts: bool | None = None  # only minimal facts had been asked for before
    recorded_by: uuid.UUID
    recorded_at: datetime
    faults: tuple[Fault, ...] = ()

    @property
    def minutes(self) -> int:
        """Whole minutes, a begun one counted."""
        return -(-int((self.ended_at - self.started_at).total_seconds()) // 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponement:
    """A planned interview that was put off, each time kept."""

    from_at: datetime
    until_at: datetime
    reason: str
    by_id: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """A planned interview and what became of it."""

    id: uuid.UUID
    case_id: uuid.UUID
    about: uuid.UUID
    purpose: InterviewPurpose
    state: InterviewState
    planned_at: datetime
    first_planned_at: datetime
    place: str
    adapted_site: bool
    interviewer: uuid.UUID
    present: tuple[Present, ...]
    adult_refused: str
    sittings_planned: int
    covers: int  # how many suspects or cases this one interview serves
    questions_id: uuid.UUID | None  # sealed words
    questions: int
    tied_to: uuid.UUID | None
    asked_by: uuid.UUID
    asked_at: datetime
    approved_by: uuid.UUID | None = None
    approved_at: datetime | None = None
    ended_by: uuid.UUID | None = None  # declined or withdrawn
    ended_at: datetime | None = None
    ended_for: str = ""
    postponed: tuple[Postponement, ...] = ()
    sittings: tuple[Sitting, ...] = ()

    @property
    def minutes(self) -> int:
        """The minutes of every sitting so far."""
        return sum(one.minutes for one in self.sittings)

    @property
    def stands(self) -> bool:
        """Whether it is neither declined nor withdrawn."""
        return self.state not in (InterviewState.DECLINED, InterviewState.WITHDRAWN)

    @property
    def sittings_left(self) -> int:
        """How many planned sittings are still to come."""
        return max(self.sittings_planned - len(self.sittings), 0) if self.stands else 0


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
class WaitingInterview:
    """A repeat that waits for a supervisor."""

    interview_id: uuid.UUID
    case_id: uuid.UUID
    about: uuid.UUID
    pseudonym: str
    asked_by: uuid.UUID
    asked_at: datetime
    planned_at: datetime
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildCounts:
    """One child's numbers, for readers over many cases."""

    about: uuid.UUID
    tally: Tally
    unrecorded: int  # sittings without a recording
    postponements: int  # of the interview that is still to be held
    planned_at: datetime | None  # of the interview that is still to be held
    asked_at: datetime | None  # since when a repeat waits for a supervisor
    alerts: int  # how often the alert was raised


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInterview:
    """What is asked for when an interview is planned."""

    about: uuid.UUID
    planned_at: datetime
    place: str
    interviewer: uuid.UUID
    present: tuple[Present, ...] = ()
    adapted_site: bool = True
    purpose: InterviewPurpose = InterviewPurpose.FIRST
    open_questions: str = field(default="", repr=False)
    sittings: int = 1
    covers: int = 1
    adult_refused: str = ""
