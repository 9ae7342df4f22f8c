"""The words of records: collection, source, column, row, record, note, reason."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Format(StrEnum):
    """How a file of records is written."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    JSONL = "jsonl"


class Target(StrEnum):
    """What a column says of the person; `keep` is kept as it is and says nothing to us."""

    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    FULL_NAME = "full_name"
    OTHER_NAMES = "other_names"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    NATIONAL_ID = "national_id"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    ADDRESS = "address"
    TOWN = "town"
    POSTCODE = "postcode"
    DEVICE = "device"
    VEHICLE = "vehicle"
    URL = "url"
    DIGEST = "digest"
    SCHOOL = "school"
    KEEP = "keep"


class DateOrder(StrEnum):
    """In which order the parts of a date stand."""

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"


class Note(StrEnum):
    """What of a row could not be understood and was kept as it stands."""

    DATE = "date_unread"
    PHONE = "phone_unread"
    EMAIL = "email_unread"
    NATIONAL_ID = "national_id_unread"
    CUT = "cells_beyond_header"
    BYTES = "bytes_unread"


class Reason(StrEnum):
    """Why a row was not brought in."""

    EMPTY = "empty"
    NOBODY = "nobody"  # it has words, and none of them says who it is about
    TOO_LARGE = "too_large"
    QUOTE_OPEN = "quote_open"
    NOT_A_RECORD = "not_a_record"


class RecordState(StrEnum):
    """What became of a record."""

    WAITING = "waiting"
    TAKEN_UP = "taken_up"
    DECLINED = "declined"


class Declined(StrEnum):
    """Why a record is not taken up."""

    OTHER_PERSON = "other_person"
    NOTHING_TO_DO = "nothing_to_do"
    TOO_LITTLE = "too_little"
    KNOWN_ALREADY = "known_already"
    NOT_OURS = "not_ours"
    BY_MISTAKE = "by_mistake"  # it was imported by mistake


class TakenFor(StrEnum):
    """Why a record is taken up into a case."""

    LINKED = "linked"  # it is about somebody in the case
    REPORTED_AGAIN = "reported_again"
    REVIEW = "review"  # an older case is looked at again
    ASKED_BY_THEM = "asked_by_them"  # by the person harmed


@dataclass(frozen=True, slots=True)
class Column:
    """What one column is, and for an account its platform."""

    target: Target = Target.KEEP
    platform: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a file is to be read: its form, and what each of its columns is."""

    columns: Mapping[str, Column] = field(default_factory=dict, repr=False)
    date_order: DateOrder = DateOrder.YMD
    region: str = ""  # of telephone numbers without a country, and of identity numbers
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: its number from 1, its cells by column, or why it cannot be read."""

    number: int
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)
    reason: Reason | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file as it was recognised, before its rows are read."""

    form: Format
    size: int
    digest: bytes
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Who a row is about, as it is sealed: fields of the vault, and what was not understood."""

    fields: Mapping[str, str] = field(repr=False)
    notes: tuple[Note, ...] = ()
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """How far a file has come into its collection."""

    collection_id: uuid.UUID
    source_id: uuid.UUID
    rows: int = 0
    taken: int = 0
    again: int = 0  # rows that were in the collection already
    rejected: int = 0
    noted: int = 0
    finished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionCard:
    """A collection as a list shows it; its name is sealed."""

    id: uuid.UUID
    reference: str
    unit_id: uuid.UUID
    begun_at: datetime
    begun_by: uuid.UUID
    state: str  # waiting, coming_in, whole, broken, withdrawn
    words_id: uuid.UUID  # its name, sealed
    records: int
    rejected: int
    noted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """A file of a collection: how far it came in."""

    id: uuid.UUID
    form: Format
    begun_at: datetime
    finished_at: datetime | None
    broken: str  # code of what stopped it
    place: int
    size: int
    rows: int
    taken: int
    again: int
    rejected: int
    mapped: bool

    @property
    def percent(self) -> int:
        """How much of the file is read, in whole percent."""
        if self.finished_at is not None:
            return 100
        return min(99, 100 * self.place // self.size) if self.size else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """A row that was not brought in, by its number."""

    row: int
    reason: Reason
    source_id: uuid.UUID
    words_id: uuid.UUID | None  # what stood in it, sealed, where it was not too much


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCard:
    """A record by its number in the file; who it is about is sealed."""

    id: uuid.UUID
    collection_id: uuid.UUID
    row: int
    subject_id: uuid.UUID
    state: RecordState
    notes: tuple[Note, ...]
    settled_at: datetime | None
    settled_by: uuid.UUID | None
    why: str
    case_id: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionFile:
    """One collection with its files and the first of its records."""

    card: CollectionCard
    sources: tuple[SourceCard, ...]
    records: tuple[RecordCard, ...]
    more: uuid.UUID | None  # the record after which the next page begins
