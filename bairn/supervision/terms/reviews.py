"""The words of reviews: what a supervisor found, what they directed, when they look again."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bairn.kernel.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What can be found under a topic; one that `asks` stands only beside a direction."""

    code: str
    topic: str
    text: Text
    asks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something every review answers, with what can be found."""

    id: str
    title: Text
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBook:
    """Topics in their order, and why a direction may be left undone."""

    topics: tuple[Topic, ...]
    not_possible: Mapping[str, Text]

    @property
    def findings(self) -> Mapping[str, Finding]:
        """Every finding by its code."""
        return {one.code: one for topic in self.topics for one in topic.findings}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDirection:
    """What somebody named is to do by a moment; its words are sealed when it is given."""

    words: str
    owner_id: uuid.UUID
    by_at: datetime


class DirectionAnswer(StrEnum):
    """What its owner says of a direction."""

    DONE = "done"
    NOT_POSSIBLE = "not_possible"


class DirectionState(StrEnum):
    """How a direction reads at a moment."""

    OPEN = "open"
    LATE = "late"  # nobody has answered, and its moment has passed
    DONE = "done"
    NOT_POSSIBLE = "not_possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """What a supervisor directed, who answers for it by when, and what they said."""

    id: uuid.UUID
    case_id: uuid.UUID
    review_id: uuid.UUID
    words_id: uuid.UUID  # subject in the vault
    owner_id: uuid.UUID
    by_at: datetime
    given_at: datetime
    given_by: uuid.UUID
    answer: DirectionAnswer | None = None
    reason: str = ""
    answered_at: datetime | None = None
    answer_words_id: uuid.UUID | None = None

    def state(self, at: datetime) -> DirectionState:
        """How it reads at `at`; its own moment is still in time."""
        if self.answer is not None:
            return DirectionState(self.answer.value)
        return DirectionState.LATE if at > self.by_at else DirectionState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A supervisor looked over a case: findings as codes, comments sealed, directions."""

    id: uuid.UUID
    case_id: uuid.UUID
    by_id: uuid.UUID
    at: datetime
    findings: tuple[str, ...]
    words_id: uuid.UUID | None
    next_at: datetime
    due_at: datetime  # by when it had to be
    directions: tuple[Direction, ...]

    @property
    def late_by(self) -> timedelta:
        """How late it came; nothing when it was in time."""
        return max(self.at - self.due_at, timedelta())


@dataclass(frozen=True, slots=True, kw_only=True)
class LastReview:
    """When a case was looked over last, by whom, and when it is to be again."""

    case_id: uuid.UUID
    at: datetime
    by_id: uuid.UUID
    next_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReview:
    """An open case of a unit with its last review and the next; late ones come first."""

    case_id: uuid.UUID
    reference: str
    opened_at: datetime
    last_at: datetime | None
    next_at: datetime
    open_directions: int
    late_directions: int

    def late_by(self, at: datetime) -> timedelta:
        """How late the next review is at `at`; nothing while there is time."""
        return max(at - self.next_at, timedelta())
