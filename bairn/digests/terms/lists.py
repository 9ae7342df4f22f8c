"""A list of digests: what it is, how it came in, what of it could not be read."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bairn.digests.terms.digest import Digest


class ListKind(StrEnum):
    """What it means that a file is on a list."""

    KNOWN_ILLEGAL = "known_illegal"  # judged before: nobody needs to look again
    KNOWN_OTHER = "known_other"  # known and of no concern: programs, stock pictures
    WATCH = "watch"  # looked for


class BadReason(StrEnum):
    """Why a row, or a part of it, was not taken in."""

    NO_DIGEST = "no_digest"
    NOT_HEX = "not_hex"
    WRONG_LENGTH = "wrong_length"
    OF_NOTHING = "of_nothing"  # the digest of an empty file
    QUOTE_OPEN = "quote_open"
    NOT_A_RECORD = "not_a_record"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewList:
    """What is said of a list before it is read. None of it is about a person."""

    name: str
    kind: ListKind
    source: str = ""
    edition: str = ""
    agreement: str = ""  # under which it may be used here
    # Categories of a mixed list that mean: of no concern.
    other_categories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: its number, its digests, its category, and everything else it says."""

    number: int
    digests: tuple[Digest, ...]
    category: str = ""
    words: Mapping[str, object] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read, or a part of it, by its line in the file."""

    line: int
    reason: BadReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """Where an import stands: what was taken in, and whether that was all."""

    list_id: uuid.UUID
    rows: int
    digests: int
    bad: int
    finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an import is: rows read, digests that were new to the list, bad rows."""

    rows: int
    digests: int
    bad: int
    place: int = 0  # bytes read of the file
    size: int = 0  # bytes of the file


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCard:
    """A list as the page of lists shows it."""

    id: uuid.UUID
    name: str
    kind: ListKind
    source: str
    edition: str
    agreement: str
    other_categories: tuple[str, ...]
    rows: int
    digests: int
    bad: int
    place: int
    size: int
    begun_at: datetime
    finished_at: datetime | None
    broken_at: datetime | None
    retired_at: datetime | None
    matched: int  # files that were found on it

    @property
    def state(self) -> str:
        """`arriving`, `broken`, `in_use` or `retired`."""
        if self.retired_at is not None:
            return "retired"
        if self.finished_at is not None:
            return "in_use"
        return "broken" if self.broken_at is not None else "arriving"

    @property
    def percent(self) -> int:
        """How much of its file has been read."""
        return 100 * self.place // self.size if self.size else 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFile:
    """One list with its categories and what could not be read."""

    card: ListCard
    begun_by: uuid.UUID
    retired_by: uuid.UUID | None
    categories: tuple[tuple[str, int], ...]  # with how many digests, the largest first
    bad_rows: tuple[BadRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one list says of one digest."""

    list_id: uuid.UUID
    list_name: str
    kind: ListKind
    category: str
    row: int
    words: Mapping[str, object] = field(default_factory=dict, repr=False)
