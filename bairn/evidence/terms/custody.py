"""The words of custody: whose hands, what happened to a thing, and where its chain is broken."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class EventKind(StrEnum):
    """What can happen to an exhibit on its way."""

    COLLECTED = "collected"
    RECEIVED = "received"  # from whoever collected it outside the house
    SEALED = "sealed"
    SEAL_BROKEN = "seal_broken"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    ACCEPTED_OUTSIDE = "accepted_outside"
    CAME_BACK = "came_back"  # from outside
    CLAIMED = "claimed"  # somebody has it who was not given it
    STORED = "stored"
    TAKEN_OUT = "taken_out"
    EXAMINED = "examined"
    MISSED = "missed"  # an audit of its place did not find it
    FOUND = "found"  # an audit of its place found it
    GIVEN_BACK = "given_back"  # to its owner
    DISPOSED = "disposed"


class BreakKind(StrEnum):
    """Where a chain does not hold."""

    UNANSWERED = "unanswered"  # offered, and nobody said for too long whether it was taken
    SEAL_DIFFERS = "seal_differs"
    NOT_THE_HOLDER = "not_the_holder"
    GAP = "gap"  # nothing says who had it, or it was not where it should be
    CONDITION = "condition"  # worse than before
    ORDER = "order"  # something is said to have happened before what came before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """Who has something: one of the staff, or somebody outside, whose words are sealed."""

    staff_id: uuid.UUID | None = None
    outside: str = ""  # code: laboratory, court, courier …
    words_id: uuid.UUID | None = None

    def __bool__(self) -> bool:
        return bool(self.staff_id or self.outside)


NOBODY = Hands()


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyEvent:
    """One thing that happened to an exhibit: when, and when it was written down."""

    id: uuid.UUID
    case_id: uuid.UUID
    exhibit_id: uuid.UUID
    number: int  # within the exhibit
    kind: EventKind
    happened_at: datetime
    recorded_at: datetime
    by_id: uuid.UUID
    entry_id: uuid.UUID  # of the record: the act that wrote it
    giver: Hands = NOBODY
    taker: Hands = NOBODY
    place_id: uuid.UUID | None = None
    purpose: str = ""
    reason: str = ""
    seal_before: str = ""
    seal_after: str = ""
    condition: str = ""
    handover_id: uuid.UUID | None = None
    words_id: uuid.UUID | None = None  # a reference or a note, sealed
    receipt_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A stretch of time in one pair of hands, in one place, under one seal."""

    hands: Hands
    place_id: uuid.UUID | None
    seal: str
    condition: str
    since: datetime
    until: datetime | None  # None: so it stands now
    by_event: int  # number of the event that began it


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One place at which the chain does not hold."""

    kind: BreakKind
    exhibit_id: uuid.UUID
    event: int  # number of the event at which it shows
    at: datetime
    place_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Where a thing was, in whose hands, under which seal, and every break. Never repaired."""

    events: tuple[CustodyEvent, ...]
    links: tuple[Link, ...]
    breaks: tuple[Break, ...]

    @property
    def now(self) -> Link | None:
        """The stretch that still lasts."""
        return self.links[-1] if self.links and self.links[-1].until is None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What somebody says of a break; the break stays."""

    exhibit_id: uuid.UUID
    event: int
    kind: BreakKind
    reason: str
    words_id: uuid.UUID | None
    at: datetime
    by_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """An exhibit that nobody looked after: an offer unanswered too long, a break unexplained."""

    case_id: uuid.UUID
    exhibit_id: uuid.UUID
    code: str
    offered_at: datetime | None  # since when the offer waits, where it does for too long
    unexplained: int  # breaks


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyWatch:
    """What the house has to remind of; `next` leads on, None at the end."""

    exhibits: tuple[Forgotten, ...]
    next: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainRules:
    """What the house calls worse, and how long an offer may stay without an answer."""

    ranks: dict[str, int]
    patience: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """To whom something is offered: one of the staff, or somebody outside the house."""

    staff_id: uuid.UUID | None = None
    outside: str = ""
    words: str = field(default="", repr=False)  # who it is, sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """By what somebody outside says that they took something."""

    reference: str = field(repr=False)  # sealed
    signed_by: str = field(default="", repr=False)  # sealed
    sha256: str = ""  # of the document, 64 hexadecimal digits


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverItem:
    """One exhibit of a hand-over, and what became of it."""

    exhibit_id: uuid.UUID
    code: str
    number: int  # of the exhibit in its case
    kind: str
    seal_before: str
    condition_before: str
    ended_as: str  # "", accepted, refused, taken_back
    ended_at: datetime | None
    seal_after: str
    condition_after: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Several exhibits that somebody gives to somebody."""

    id: uuid.UUID
    case_id: uuid.UUID
    giver: uuid.UUID
    taker: Hands
    purpose: str
    offered_at: datetime
    recorded_at: datetime
    items: tuple[HandoverItem, ...]

    @property
    def waiting(self) -> tuple[HandoverItem, ...]:
        """What nobody has answered yet."""
        return tuple(one for one in self.items if not one.ended_as)
