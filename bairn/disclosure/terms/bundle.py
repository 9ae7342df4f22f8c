"""What a bundle for court holds, in plain values: whoever gathers it fills these."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledExhibit:
    """An exhibit as it leaves: what the schedule says of it, never who it is about."""

    id: uuid.UUID
    code: str  # opaque, on its label
    number: str  # within the case
    kind: str
    collected_at: datetime
    parent: str = ""  # the code of the exhibit it was taken from
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledFile:
    """A file that goes along; `pieces` decrypts it while it is written."""

    id: uuid.UUID
    exhibit: str  # code
    size: int
    sha256: str
    media_type: str
    entry: uuid.UUID  # of the act that took it in
    salt: bytes  # opens the commitment in that entry
    pieces: Callable[[], Iterator[bytes]]
    suffix: str = ""  # of its name, from what it is: ".mp4"
    name: str = ""  # as it was called, only where identities may leave
    copy_of: uuid.UUID | None = None  # a redacted copy names its original
    redacted_for: str = ""  # code


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """One event of custody: who had what, from whom, when, and the entry that tells of it."""

    id: uuid.UUID
    exhibit: str  # code
    kind: str  # code: registered, offered, accepted, stored …
    at: datetime
    recorded_at: datetime
    entry: uuid.UUID
    by: str  # `staff:<id>`, `outside:<kind>` or `house`
    by_role: str = ""
    until: datetime | None = None
    to: str = ""
    to_role: str = ""
    handover: uuid.UUID | None = None
    place: str = ""
    seal_before: str = ""
    seal_after: str = ""
    condition: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleLine:
    """One line of the schedule: every exhibit and every file, also what does not leave."""

    exhibit: str  # code
    number: str
    kind: str
    use: str  # used | unused | withheld
    file: uuid.UUID | None = None
    description: str = ""
    reason: str = ""  # code, of what is withheld
    agreed_by: str = ""  # `staff:<id>` of the prosecutor who agreed
    copy_of: uuid.UUID | None = None
    redacted_for: str = ""
    leaves: bool = False  # it goes along in this bundle


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Somebody looked: by role and opaque id."""

    at: datetime
    act: str
    by: str
    roles: tuple[str, ...]
    subject: uuid.UUID | None
    entry: uuid.UUID
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPart:
    """The case's entries with their proofs under one checkpoint."""

    entries: Callable[[], Iterator[tuple[int, str, tuple[str, ...]]]]  # index, entry, proof
    checkpoint: str
    public_key: str
    witness_keys: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackUsed:
    """A pack that ruled the case, and from when."""

    code: str
    version: str
    digest: str
    overlay: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything that one release lets go to one recipient."""

    case_id: uuid.UUID
    release_id: uuid.UUID
    recipient: str  # kind, a code
    authority: str  # code of the ground on which it leaves
    identities: bool
    made_at: datetime
    exhibits: tuple[BundledExhibit, ...]
    files: tuple[BundledFile, ...]
    hands: tuple[Hand, ...]
    schedule: tuple[ScheduleLine, ...]
    access: tuple[Access, ...]
    record: RecordPart
    packs: tuple[PackUsed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle that was made."""

    id: uuid.UUID
    files: int
    size: int
    manifest: str  # the SHA-256 of tagmanifest-sha256.txt: what is sealed and stamped
    paper: bool  # custody and schedule are there as PDF
    stamped: str = ""  # "house", "authority" or empty
