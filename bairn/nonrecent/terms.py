"""The words of the review of old cases: trigger, item, checklist, outcome, funnel."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bairn.kernel.text import Text


class Why(StrEnum):
    """What brings an old case back to somebody's desk."""

    NEW_LINK = "new_link"
    DATABASE_MATCH = "database_match"
    LIMITATION_CHANGE = "limitation_change"
    NEW_LAB_METHOD = "new_lab_method"
    VICTIM_TURNED_18 = "victim_turned_18"
    KIT_NEAR_DISPOSAL = "kit_near_disposal"
    PERIODIC = "periodic"


class FileKind(StrEnum):
    """Which old files a trigger is asked of."""

    CLOSED = "closed"  # without a conviction
    NON_RECENT = "non_recent"  # open, and told a year or more after
    IMPORTED = "imported"  # a record of an older system that nobody has taken up


class Declared(StrEnum):
    """What changed in the world, written down by somebody who knows."""

    LIMITATION_CHANGE = "limitation_change"  # by a prosecutor
    NEW_LAB_METHOD = "new_lab_method"  # by a laboratory


class ChecklistAnswer(StrEnum):
    """What a reviewer found to one question."""

    DONE = "done"
    TO_DO = "to_do"
    NOT_POSSIBLE = "not_possible"
    NOT_HERE = "not_here"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """Where a row comes from, and how far that was seen."""

    ref: str
    mark: str
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One row of the catalogue: why, of which files, until when, how soon again."""

    why: Why
    title: Text
    text: Text
    asked_of: frozenset[FileKind]
    answer: timedelta
    again: timedelta | None  # None: never for the same cause
    within: timedelta | None  # of those that count from a moment
    source: SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One line of the checklist."""

    code: str
    title: Text
    text: Text
    first: bool = False  # answered before any other


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeOption:
    """How a review may end, and the reasons of which it needs one."""

    code: str
    text: Text
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The whole catalogue."""

    version: str
    triggers: Mapping[Why, Trigger]
    questions: tuple[Question, ...]
    answers: Mapping[ChecklistAnswer, Text]
    needs_words: frozenset[ChecklistAnswer]
    outcomes: Mapping[str, OutcomeOption]
    reasons: Mapping[str, Text]
    never: frozenset[str]
    unsent: Mapping[str, Text]
    steps: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What somebody declared: since when, and which files it concerns. Empty sets concern all."""

    id: uuid.UUID
    kind: Declared
    from_at: datetime
    packs: frozenset[str] = frozenset()
    offences: frozenset[str] = frozenset()
    exhibit_kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChange:
    """What somebody declares: a law or a method as it is cited, and which files it concerns."""

    kind: Declared
    reference: str
    from_at: datetime
    packs: frozenset[str] = frozenset()
    offences: frozenset[str] = frozenset()
    exhibit_kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCard:
    """A declared change as a list shows it."""

    id: uuid.UUID
    kind: Declared
    reference: str
    from_at: datetime
    packs: tuple[str, ...]
    offences: tuple[str, ...]
    exhibit_kinds: tuple[str, ...]
    declared_by: uuid.UUID
    declared_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCard:
    """An old file in the queue."""

    id: uuid.UUID
    holder_id: uuid.UUID
    record_id: uuid.UUID | None
    reference: str  # of the case, or the name of the collection
    kind: FileKind
    why: Why
    cause_id: uuid.UUID | None
    caused_at: datetime
    found_at: datetime
    answer_by: datetime
    taken_by: uuid.UUID | None
    taken_at: datetime | None
    ordered_at: datetime | None
    ended_at: datetime | None
    outcome: str
    reasons: tuple[str, ...]

    def late(self, at: datetime) -> bool:
        """Whether nobody has taken it up by the moment that its trigger asks for."""
        return self.taken_at is None and self.ended_at is None and self.answer_by < at


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCard:
    """What was found to a question; the words are sealed under `words_id`."""

    question: str
    answer: ChecklistAnswer
    words_id: uuid.UUID | None
    by_id: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFile:
    """One item with its checklist, its outcome, and the kits that were never sent."""

    card: ItemCard
    answers: Mapping[str, AnswerCard]  # the newest by question
    earlier: tuple[AnswerCard, ...]  # what was answered before
    words_id: uuid.UUID | None
    unsent: Mapping[uuid.UUID, str]  # kit and why, empty where nobody has said


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A page of the queue, what must be taken up first at the front."""

    items: tuple[ItemCard, ...]
    next: tuple[datetime, uuid.UUID] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFile:
    """What the rules read of one old case or imported record. Codes and moments, no words."""

    holder_id: uuid.UUID
    kind: FileKind
    since: datetime  # when it was closed, opened or brought in
    record_id: uuid.UUID | None = None  # the imported record; None: the case as a whole
    pack: str = ""
    offences: frozenset[str] = frozenset()
    exhibit_kinds: frozenset[str] = frozenset()
    of_age_at: tuple[datetime, ...] = ()  # when each child is sure to have come of age
    disposal_at: tuple[tuple[uuid.UUID, datetime], ...] = ()  # the kits that may be disposed of
    matches: tuple[tuple[uuid.UUID, datetime], ...] = ()  # what a database named
    leads: tuple[tuple[uuid.UUID, datetime], ...] = ()  # not judged yet
    looked_at: datetime | None = None  # when a review ended last
    raised: Mapping[tuple[Why, uuid.UUID | None], datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A trigger that fires for a file, with its cause and until when it is to be taken up."""

    why: Why
    cause_id: uuid.UUID | None  # the lead, match, kit or change; None for time alone
    at: datetime
    answer_by: datetime
