"""The words of the record: entry, leaf, checkpoint, receipt."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

CodeValue = bool | int | str | uuid.UUID


class EntryKind(StrEnum):
    """What an entry tells of."""

    ACT = "act"
    LOOK = "look"
    REFUSAL = "refusal"
    SIGNAL = "signal"  # something was neglected or tried: a missed deadline, a search for oneself


class Outcome(StrEnum):
    """How it ended."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was done, seen or refused: ids, codes and counts, never a word about anyone.

    `within` is the entry of the outer act that this one is part of. `detail` takes bools, ints,
    UUIDs and codes only; `entries.encode` refuses everything else.
    """

    id: uuid.UUID
    at: datetime
    kind: EntryKind
    act: str
    actor_id: uuid.UUID
    actor_kind: str
    roles: tuple[str, ...] = ()
    purpose: str = ""
    case_id: uuid.UUID | None = None
    report_id: uuid.UUID | None = None
    subject_id: uuid.UUID | None = None
    within: uuid.UUID | None = None
    outcome: Outcome = Outcome.DONE
    code: str = ""
    detail: Mapping[str, CodeValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEntry:
    """An entry as it is shown: `index` is its place on the record, None while being recorded."""

    entry: Entry
    index: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page of entries ends, newest first: the moment and the id of its last entry."""

    at: datetime
    id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of entries, newest first; `next` leads to the older ones, None at the end."""

    entries: tuple[RecordedEntry, ...]
    next: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A published head: how many entries, their RFC 6962 root (32 bytes), the signed note."""

    size: int
    root: bytes
    note: str  # signed by the log, without the witnesses' lines
    made_at: datetime
    cosigned_at: datetime | None = None
    cosignatures: str = ""  # the witnesses' lines, ready to follow the note

    @property
    def text(self) -> str:
        """The note with every signature, as it stands in the file `checkpoint`."""
        return self.note + self.cosignatures


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Proof that one entry stands on the record; `json` is what its holder keeps."""

    entry_id: uuid.UUID
    index: int
    size: int
    json: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A copy of the whole record that verifies without us."""

    folder: str
    size: int
    root: bytes
    checkpoints: int
    cosigned: bool
