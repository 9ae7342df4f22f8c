"""The words of releases: what leaves, to whom, on what ground, and the bundles made of it."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bairn.disclosure.terms.schedule import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelease:
    """Everything that is said when something is released; words are sealed."""

    recipient: str
    authority: str
    reference: str = field(repr=False)
    until: datetime
    pieces: tuple[Piece, ...]
    identities: bool = False
    recipient_words: str = field(default="", repr=False)  # which court, whose defence


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What may leave under one ground until a day, unless it is revoked."""

    id: uuid.UUID
    case_id: uuid.UUID
    number: int
    recipient: str
    authority: str
    identities: bool
    words_id: uuid.UUID
    until: datetime
    at: datetime
    by_id: uuid.UUID
    pieces: tuple[Piece, ...]
    agreed_by: uuid.UUID | None = None  # a custodian, where identities may leave
    agreed_at: datetime | None = None
    revoked_at: datetime | None = None
    revoked_by: uuid.UUID | None = None
    revoked_for: str = ""


class Stage(StrEnum):
    """How far a bundle is."""

    ASKED = "asked"
    WRITING = "writing"
    MADE = "made"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """A bundle that somebody asked for, on its way."""

    id: uuid.UUID
    case_id: uuid.UUID
    release_id: uuid.UUID
    stage: Stage
    done: int  # bytes
    total: int
    reason: str  # code, of one that failed
    asked_at: datetime
    asked_by: uuid.UUID
    heard_at: datetime  # last, of whoever makes it; before that, when it was asked for
    bundle_id: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedBundle:
    """A bundle whose manifest is on the record."""

    id: uuid.UUID
    case_id: uuid.UUID
    release_id: uuid.UUID
    manifest: str
    files: int
    size: int
    paper: bool
    entry_id: uuid.UUID
    at: datetime
    by_id: uuid.UUID
    key_id: uuid.UUID | None = None  # of what is kept to be fetched; None: made by a command


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """The releases of a case with what was made of them."""

    releases: tuple[Release, ...]
    makings: tuple[Making, ...]
    bundles: tuple[SealedBundle, ...]
