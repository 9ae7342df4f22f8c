"""A planned interview, who sits in it, and its sittings."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from bairn.interviews.terms.coded import Fault, InterviewPurpose, InterviewState


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
