"""The board of one case: what each element has, what it lacks, who gets it by when."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from bairn.proof.terms.catalogue import Element, Offence, Reminder


class ItemState(StrEnum):
    """Where a piece of proof stands."""

    HELD = "held"
    REQUESTED = "requested"
    MISSING = "missing"
    REFUSED = "refused"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Serves:
    """One element that an item serves: of an offence, with or without a suspect."""

    offence: str
    element: str
    suspect: uuid.UUID | None = None  # a participant

    @property
    def key(self) -> str:
        """As it is kept: `offence/element`, with the suspect at its end where there is one."""
        parts = [self.offence, self.element, *([str(self.suspect)] if self.suspect else [])]
        return "/".join(parts)

    @staticmethod
    def of(key: str) -> "Serves":
        """The element that a key names. Raises ValueError for anything else."""
        offence, element, *suspect = key.split("/")
        return Serves(
            offence=offence, element=element, suspect=uuid.UUID(suspect[0]) if suspect else None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """Everything that is said of an item at once; a change says all of it anew."""

    kind: str
    state: ItemState
    serves: tuple[Serves, ...]
    reference: str = ""  # exhibit number or id of a milestone, never words
    from_whom: str = ""  # a code of `Book.holders`
    by_whom: uuid.UUID | None = None  # somebody of the circle
    by_role: str = ""  # or whoever of the circle has this role
    by_at: datetime | None = None
    reason: str = ""  # for refused and impossible


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How an item stood from one moment on, and who said so."""

    number: int  # 1 for the first; each change adds one and rewrites none
    said: Put
    words_id: uuid.UUID | None  # subject in the vault: a note in words
    at: datetime
    by_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A piece of proof: how it stands now, and every way in which it stood before."""

    id: uuid.UUID
    case_id: uuid.UUID
    advice_id: uuid.UUID | None  # the advice that asked for it
    changes: tuple[Change, ...]  # oldest first, at least one

    @property
    def last(self) -> Change:
        """The change that holds now."""
        return self.changes[-1]

    @property
    def now(self) -> Put:
        """What holds now."""
        return self.last.said

    @property
    def open(self) -> bool:
        """Whether somebody still has to get it."""
        return self.now.state in (ItemState.REQUESTED, ItemState.MISSING)

    @property
    def first_by_at(self) -> datetime | None:
        """The first day that was ever named for it."""
        return next((one.said.by_at for one in self.changes if one.said.by_at), None)

    @property
    def put_off(self) -> int:
        """How often its day was moved further away."""
        days = [one.said.by_at for one in self.changes if one.said.by_at]
        return sum(later > earlier for earlier, later in pairwise(days))

    def late(self, at: datetime) -> bool:
        """Whether it should have been here by `at`."""
        return self.open and self.now.by_at is not None and self.now.by_at <= at


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """A milestone that already speaks for an element: shown until a person confirms it."""

    kind: str
    state: ItemState
    milestone_id: uuid.UUID
    milestone: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementRow:
    """One element on the board with its items by state."""

    element: Element
    serves: Serves
    items: Mapping[ItemState, tuple[Item, ...]]
    on_record: tuple[OnRecord, ...]
    nobody_asked: bool  # nobody has put anything for it yet
    never_alone: bool  # all that is held is of a kind that is never enough by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """An offence that the inquiry looks at, with its elements; a suspect need not be known."""

    offence: Offence
    suspect: uuid.UUID | None
    at: datetime
    by_id: uuid.UUID
    rows: tuple[ElementRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceGiven:
    """What a prosecutor advised, in a code; the words are sealed."""

    code: str
    words_id: uuid.UUID | None
    at: datetime
    by_id: uuid.UUID
    items: int  # how many pieces of proof it asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Early advice: what was asked and, once it is here, what was answered."""

    id: uuid.UUID
    case_id: uuid.UUID
    questions: tuple[str, ...]
    words_id: uuid.UUID | None
    at: datetime
    by_id: uuid.UUID
    given: AdviceGiven | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceWaiting:
    """A case in which a prosecutor was asked and has not answered yet."""

    case_id: uuid.UUID
    advice_id: uuid.UUID
    reference: str
    questions: tuple[str, ...]
    at: datetime
    by_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """What a prosecutor asks somebody to get for an element."""

    serves: Serves
    kind: str
    by_whom: uuid.UUID | None = None
    by_role: str = ""
    by_at: datetime | None = None
    from_whom: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A piece of proof that somebody is to get."""

    case_id: uuid.UUID
    reference: str  # of the case
    item_id: uuid.UUID
    said: Put


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofBoard:
    """The board of a case. It counts nothing together and puts nothing in order of worth."""

    case_id: uuid.UUID
    pack: str
    considered: tuple[Considered, ...]
    loose: tuple[Item, ...]  # items whose every element has left the board
    items: Mapping[uuid.UUID, Item]
    advice: tuple[Advice, ...]  # newest first
    reminders: tuple[Reminder, ...]
    offences: tuple[Offence, ...]  # of the pack, that may be considered
    may_get: frozenset[uuid.UUID]  # those of the circle who may be named to get something
    roles: tuple[str, ...]  # or the roles that may


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofSummary:
    """What others need to know of a board: what is still to be got, and what is late."""

    case_id: uuid.UUID
    wanted: tuple[Wanted, ...]  # earliest day first; without a day last
    overdue: int  # how many of them should have been here by now
    advice_asked_at: datetime | None  # since when an answer is waited for
