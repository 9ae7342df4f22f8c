"""A request to a holder, its steps, and what is told when one is drafted or answered."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from bairn.kernel.periods import Bounds
from bairn.preservation.terms.coded import Kind, Move, State
from bairn.preservation.terms.reading import UNKNOWN, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWords:
    """What is sealed: whom it goes to, which accounts, what exactly, why, who signs."""

    accounts: str = field(
        default="", repr=False
    )  # one a line: accounts, addresses, places, vehicles
    details: str = field(default="", repr=False)  # what exactly, beside the coded items
    purpose: str = field(default="", repr=False)  # why, in a sentence or two; no story
    addressee: str = field(default="", repr=False)  # where it is no company of the directory
    power: str = field(default="", repr=False)  # the law or order that the basis leaves to name
    signed_by: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)  # how the holder answers


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """What is drafted."""

    kind: Kind
    holder_class: str
    basis: str
    items: tuple[str, ...]
    words: RequestWords
    holder_id: uuid.UUID | None = None
    about: uuid.UUID | None = None
    period: Bounds = UNKNOWN
    confidential: bool = True
    language: str = "en"
    window: str = ""  # of the pack, where the draft began there
    together: bool = False  # a preservation to the same holder is drafted with it
    without: str = ""  # or why there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came: its digest and size as it arrived; the thing itself goes to evidence."""

    sha256: str
    size_bytes: int
    exhibit_id: uuid.UUID | None = None
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that happened to a request: when, when it was written down, by whom."""

    id: uuid.UUID
    move: Move
    happened_at: datetime
    recorded_at: datetime
    by_id: uuid.UUID
    channel: str = ""
    reason: str = ""
    until: datetime | None = None  # what the holder said or an extension gives
    sha256: str = ""
    size_bytes: int | None = None
    exhibit_id: uuid.UUID | None = None
    words_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request to a holder as lists show it."""

    id: uuid.UUID
    case_id: uuid.UUID
    number: int
    kind: Kind
    state: State
    holder_class: str
    holder_id: uuid.UUID | None
    holder_name: str  # empty where the addressee is sealed
    about: uuid.UUID | None
    basis: str
    items: tuple[str, ...]
    period: Bounds
    confidential: bool
    language: str
    window: str
    with_id: uuid.UUID | None  # the preservation it was drafted with
    without: str
    words_id: uuid.UUID
    drafted_by: uuid.UUID
    drafted_at: datetime
    sent_at: datetime | None
    letter_id: uuid.UUID | None
    letter_sha256: str
    letter_at: datetime | None
    acknowledged_at: datetime | None = None
    answered_at: datetime | None = None
    extended: int = 0
    held_until: datetime | None = None
    minded_by: uuid.UUID | None = None  # who answers for it: whoever drafted it, or took it over
    reported_at: datetime | None = None
    readings: tuple[Reading, ...] = ()  # the most pressing first

    @property
    def next(self) -> Reading | None:
        """What is due first."""
        return self.readings[0] if self.readings else None

    @property
    def reference(self) -> str:
        """What both sides call it: the request's own letters, nothing of the case."""
        return f"P-{str(self.id).replace('-', '')[-10:].upper()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFile:
    """One request with every step, and the digests that a takedown watches for."""

    request: Request
    steps: tuple[Step, ...]
    watched: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRequest:
    """A request that waits for somebody's agreement."""

    request: Request
    needs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedRequest:
    """What the house watches of one request: codes and moments, nothing of what was asked."""

    request_id: uuid.UUID
    case_id: uuid.UUID
    kind: Kind
    state: State
    drafted_at: datetime
    sent_at: datetime | None
    due_at: datetime | None
    counted: str
    reference: str = ""
    readings: tuple[Reading, ...] = ()  # the most pressing first
    fulfils: tuple[str, ...] = ()  # the milestones that its next step would mark


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchPage:
    """A page of what the house watches; `next` is the `after` of the next page, None at the end."""

    requests: tuple[WatchedRequest, ...]
    next: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningOut:
    """A page of open requests by what is due first; `next` leads on, None at the end."""

    requests: tuple[Request, ...]
    next: tuple[datetime, uuid.UUID] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderYear:
    """The year that platforms keep what is behind their reports, of all reports in one line."""

    reports: int
    first: Reading  # of the earliest report
    last_until: datetime  # of the latest
    ended: int  # reports whose year is over


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCount:
    """How many open requests of one kind to one class are due: over, in a day, in a week."""

    kind: Kind
    holder_class: str
    open: int
    unsent: int
    over: int
    day: int
    week: int
