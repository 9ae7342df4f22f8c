"""The words of files that are coming in."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bairn.evidence.terms.files import Origin


class UploadState(StrEnum):
    """Where an upload stands."""

    ARRIVING = "arriving"
    TAKEN = "taken"  # the file is evidence now
    REFUSED = "refused"  # it was not what was said of it
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """What is said of a file before its first byte comes."""

    name: str = field(repr=False)
    size: int | None = None  # None: it is known at the end, for whoever sends it in one go
    stated_type: str = field(default="", repr=False)
    sha256: bytes = field(default=b"", repr=False)  # what it must come to, where that is known
    restricted: bool = False
    classification: str = ""
    twice: bool = True  # whether it is kept where the case holds the same content already
    origin: Origin = Origin.UPLOAD
    tool: str = ""  # a code: what took or made it
    original_id: uuid.UUID | None = None  # of a redacted copy
    redaction: str = ""  # a code: why it was redacted


@dataclass(frozen=True, slots=True, kw_only=True)
class Checksum:
    """What the bytes of one turn must come to."""

    algorithm: str  # one of `ALGORITHMS`
    value: bytes = field(repr=False)


ALGORITHMS = ("sha256", "sha1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What the rules ask of an upload."""

    size: int | None
    sha256: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadCard:
    """An upload as its owner sees it. Its name is sealed under `words_id`."""

    id: uuid.UUID  # the file's own id, once it is taken
    case_id: uuid.UUID
    exhibit_id: uuid.UUID
    words_id: uuid.UUID
    key_id: uuid.UUID
    state: UploadState
    size: int | None
    arrived: int
    checked: int | None  # bytes of the digest that is being computed anew; None: none is
    sha256_said: bytes = field(repr=False)
    restricted: bool
    code: str  # why it ended, where it was refused
    begun_at: datetime
    expires_at: datetime
    twins: tuple[uuid.UUID, ...] = ()  # files of the case with the same content

    @property
    def whole(self) -> bool:
        """Whether every byte has arrived."""
        return self.size is not None and self.arrived == self.size
