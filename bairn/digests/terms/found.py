"""What a look for digests finds, and what is watched for."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bairn.digests.terms.digest import Algorithm, Digest
from bairn.digests.terms.lists import ListKind


class WatchReason(StrEnum):
    """Why a case watches for a file."""

    TAKEDOWN = "takedown"  # it was taken down and must not come back
    SPREADING = "spreading"  # it goes round: a peer, a group, a school
    SEARCH = "search"  # who else has it leads to the child or the suspect


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A digest that stands on a list. The digest is the one that was asked for."""

    digest: Digest = field(repr=False)
    list_id: uuid.UUID
    list_name: str
    kind: ListKind
    category: str
    algorithm: Algorithm


@dataclass(frozen=True, slots=True)
class FileDigests:
    """A file by its id and every digest that is known of it."""

    file_id: uuid.UUID
    digests: tuple[Digest, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check at ingest found, in files: on a list, on none and never named, watched for."""

    known: int = 0
    new: int = 0
    watched: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file of a report or case that stood on a list when it came in."""

    file_id: uuid.UUID
    list_id: uuid.UUID
    list_name: str
    kind: ListKind
    category: str
    algorithm: Algorithm
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCount:
    """How many files of a report stood on a list, under one category."""

    list_name: str
    kind: ListKind
    category: str
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A digest that a case watches for."""

    id: uuid.UUID
    digest: Digest = field(repr=False)
    reason: WatchReason
    by_id: uuid.UUID
    from_at: datetime
    until_at: datetime | None
    hits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A watched digest came in again. Where, only if that is in one's reach."""

    watch_id: uuid.UUID
    at: datetime
    found_in: uuid.UUID | None  # a report or a case; None: another unit holds it
    file_id: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenBefore:
    """Where else digests were named: by id what is in reach, and whether there is more."""

    within_reach: tuple[uuid.UUID, ...]  # reports and cases
    elsewhere: bool  # another unit holds something; not how much, not where
