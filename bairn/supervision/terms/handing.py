"""The words of hand-overs: what goes from hand to hand, item by item, and how far it has come."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bairn.kernel.text import Text


class ItemKind(StrEnum):
    """What sort of thing is handed over, in the order in which a receiver reads it."""

    DUTY = "duty"
    PROMISE = "promise"
    WINDOW = "window"
    DIRECTION = "direction"
    INTERVIEW = "interview"
    PROOF = "proof"
    REQUEST = "request"
    EXHIBIT = "exhibit"
    PAUSE = "pause"
    DECISION = "decision"


class ItemState(StrEnum):
    """How far the receiver is with one item."""

    OFFERED = "offered"
    QUESTIONED = "questioned"
    ANSWERED = "answered"  # by the giver; the receiver looks again
    ACCEPTED = "accepted"


class HandoverState(StrEnum):
    """What has become of a hand-over."""

    OPEN = "open"
    FINISHED = "finished"
    TAKEN_BACK = "taken_back"


class RemarkKind(StrEnum):
    """What somebody said about an item."""

    QUESTION = "question"
    ANSWER = "answer"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """One thing to hand over, as it stood when it was offered: codes, no words."""

    kind: ItemKind
    code: str  # a step, a kind of promise, a window, a kind of decision
    source_id: str
    state: str = ""  # a code: overdue, missed, urgent …
    reasons: tuple[str, ...] = ()
    about: uuid.UUID | None = None  # a participant
    due_at: datetime | None = None
    happened_at: datetime | None = None
    by_id: uuid.UUID | None = None  # who decided, promised or directed


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHandover:
    """What is to go from whom to whom, and why."""

    from_staff: uuid.UUID
    to_staff: uuid.UUID
    from_unit: uuid.UUID
    to_unit: uuid.UUID | None = None  # the unit it moves to; None: it stays in its unit
    role: str  # the receiver's role in the circle
    came_in: bool  # the receiver came into the circle by this offer
    reason: str
    pack: str = ""  # under which it is offered; empty: under none yet
    version: str = ""
    batch_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A question, an answer or a note about an item; its words are sealed."""

    kind: RemarkKind
    by_id: uuid.UUID
    at: datetime
    code: str
    words_id: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is handed over, and how far the receiver is with it."""

    id: uuid.UUID
    handover_id: uuid.UUID
    kind: ItemKind
    code: str
    source_id: str
    state_then: str
    reasons: tuple[str, ...]
    about: uuid.UUID | None
    due_at: datetime | None
    happened_at: datetime | None
    by_id: uuid.UUID | None
    accepted_at: datetime | None
    remarks: tuple[Remark, ...]

    @property
    def state(self) -> ItemState:
        """Accepted, or what was said last; a note changes nothing."""
        if self.accepted_at is not None:
            return ItemState.ACCEPTED
        said = [one.kind for one in self.remarks if one.kind is not RemarkKind.NOTE]
        if not said:
            return ItemState.OFFERED
        return ItemState.QUESTIONED if said[-1] is RemarkKind.QUESTION else ItemState.ANSWERED


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """A case offered by one person to another: until it is finished the giver answers for all."""

    id: uuid.UUID
    case_id: uuid.UUID
    from_staff: uuid.UUID
    to_staff: uuid.UUID
    from_unit: uuid.UUID
    to_unit: uuid.UUID | None  # the unit it moves to; None: it stays in its unit
    role: str  # the receiver's role in the circle
    came_in: bool  # the receiver came into the circle by this offer
    reason: str
    pack: str
    version: str
    offered_by: uuid.UUID
    offered_at: datetime
    batch_id: uuid.UUID | None  # the same for every case of somebody who leaves
    finished_at: datetime | None = None
    ended_at: datetime | None = None
    ended_for: str = ""
    items: tuple[Item, ...] = ()

    @property
    def state(self) -> HandoverState:
        """What has become of it."""
        if self.finished_at is not None:
            return HandoverState.FINISHED
        return HandoverState.OPEN if self.ended_at is None else HandoverState.TAKEN_BACK

    @property
    def accepted(self) -> int:
        """How many items the receiver has accepted."""
        return sum(one.accepted_at is not None for one in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverCard:
    """A hand-over as a list shows it, with how many of its items are accepted and questioned."""

    id: uuid.UUID
    case_id: uuid.UUID
    from_staff: uuid.UUID
    to_staff: uuid.UUID
    to_unit: uuid.UUID | None
    reason: str
    offered_by: uuid.UUID
    offered_at: datetime
    batch_id: uuid.UUID | None
    finished_at: datetime | None
    items: int
    accepted: int
    questioned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Everything of somebody who leaves: how many of their cases are handed over by now."""

    id: uuid.UUID
    from_staff: uuid.UUID
    to_staff: uuid.UUID
    offered_at: datetime
    cases: int
    finished: int
    taken_back: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBook:
    """Everything that may be chosen when something is handed over."""

    person: Mapping[str, Text]
    unit: Mapping[str, Text]
    questions: Mapping[str, Text]
    taking_back: Mapping[str, Text]
    kinds: Mapping[ItemKind, Text] = field(default_factory=dict)
