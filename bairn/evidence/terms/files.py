"""The words of files that are evidence."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Held(StrEnum):
    """What the house has of a file."""

    SEALED = "sealed"  # its content, encrypted
    DIGEST = "digest"  # digests, size and classification alone


class Origin(StrEnum):
    """How a file came in."""

    UPLOAD = "upload"
    CLI = "cli"
    CAPTURE = "capture"
    ANSWER = "answer"  # of a platform or another holder
    NAMED = "named"  # somebody gave its digests; it lies elsewhere


class Verification(StrEnum):
    """What the last verification found."""

    NEVER = "never"  # not since it was taken in
    SAME = "same"
    BROKEN = "broken"  # it does not open, or comes to another digest
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestOnly:
    """A file that lies elsewhere: what names it, who has it and where. The last two are words."""

    sha256: bytes = field(repr=False)
    size: int
    locator: str = field(repr=False)
    custodian: str = field(repr=False)
    md5: bytes = field(default=b"", repr=False)
    sha1: bytes = field(default=b"", repr=False)
    classification: str = ""
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCard:
    """A file as a list shows it. Its name and the salt of its commitment are sealed as words.

    The words have `name`, `stated_type` and `salt` (hexadecimal), and for a file that lies
    elsewhere `locator` and `custodian`.
    """

    id: uuid.UUID
    case_id: uuid.UUID
    exhibit_id: uuid.UUID
    number: int  # within its exhibit, from 1
    words_id: uuid.UUID
    key_id: uuid.UUID | None  # the FILE subject of its key; None where no content is held
    held: Held
    found_type: str  # by content; the stated one is sealed
    size: int
    sha256: bytes = field(repr=False)
    restricted: bool
    classification: str
    origin: Origin
    tool: str
    original_id: uuid.UUID | None
    redaction: str
    taken_at: datetime
    by_id: uuid.UUID
    verification: Verification
    verified_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFile:
    """One file with everything that is known of it."""

    card: FileCard
    md5: bytes = field(repr=False)
    sha1: bytes = field(repr=False)
    entry_id: uuid.UUID  # of the record, with the commitment
    twins: tuple[uuid.UUID, ...]  # other files of the case with the same content
    copies: tuple[uuid.UUID, ...]  # redacted copies of it
