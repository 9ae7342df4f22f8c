"""The words of a capture: page, record, agreement of digests."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Agreement(StrEnum):
    """Whether a digest that a record states is the digest of what it holds."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_SAID = "not_said"
    UNKNOWN = "unknown"  # stated in a way that cannot be computed


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of a capture."""

    number: int
    kind: str
    url: str = field(repr=False)
    at: datetime | None
    length: int
    media_type: str
    status: str
    block: Agreement
    payload: Agreement
    payload_digest: str = field(repr=False)
    says: bytes = field(default=b"", repr=False)  # the words of a warcinfo record


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that a capture names."""

    url: str = field(repr=False)
    title: str = field(default="", repr=False)
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A part of a WACZ with the digest that its list states."""

    path: str = field(repr=False)
    size: int
    agrees: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What a capture says, and what of it holds when it is computed anew."""

    kind: str  # `warc` or `wacz`
    pages: tuple[Page, ...]
    software: str = field(repr=False)
    captured_at: datetime | None  # the earliest record
    captured_until: datetime | None
    records: tuple[Record, ...]
    count: int
    agreements: Mapping[str, int]  # `block.agrees`, `payload.differs` …
    resources: tuple[Resource, ...] = ()
    faults: tuple[str, ...] = ()  # codes

    @property
    def url(self) -> str:
        """The page that was captured: the first that it names."""
        return self.pages[0].url if self.pages else ""

    @property
    def holds(self) -> bool:
        """Whether everything could be read and every digest that is stated agrees."""
        parts = [one.agrees for one in self.resources]
        stated = [name for name, count in self.agreements.items() if count]
        differs = Agreement.DIFFERS in parts or any(one.endswith(".differs") for one in stated)
        return not self.faults and not differs


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureCard:
    """A capture as it is kept. Address, software, pages and parts are sealed as words."""

    file_id: uuid.UUID
    case_id: uuid.UUID
    asked_at: datetime
    by_id: uuid.UUID
    kind: str  # empty until it was read
    captured_at: datetime | None
    captured_until: datetime | None
    records: int
    agreements: Mapping[str, int]
    faults: tuple[str, ...]
    holds: bool | None
    words_id: uuid.UUID | None
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureWords:
    """The sealed part of a capture, opened: to be shown and forgotten."""

    software: str = field(repr=False)
    pages: tuple[Mapping[str, str], ...] = field(repr=False)
    records: tuple[Mapping[str, str], ...] = field(repr=False)
    resources: tuple[Mapping[str, str], ...] = field(repr=False)

    @property
    def url(self) -> str:
        """The page that was captured."""
        return self.pages[0]["url"] if self.pages else ""
