"""The words of locks: why a file stays shut, and what opens it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bairn.kernel.text import Text


class LockKind(StrEnum):
    """Why a file stays shut until somebody has recorded a lawful ground."""

    WARRANT = "warrant"  # nothing says by what right it was taken
    PLATFORM_NOT_VIEWED = "platform_not_viewed"  # the platform sent it without looking at it
    PRIVILEGED = "privileged"  # between somebody and their lawyer, doctor or counsellor
    CONSENT_ONLY = "consent_only"  # somebody's own device: only what they agreed to


@dataclass(frozen=True, slots=True, kw_only=True)
class LockRule:
    """A kind of lock as the catalogue has it: its words, what lifts it, whose rule it is."""

    kind: LockKind
    title: Text
    what: Text  # what has to be recorded
    lifted_by: tuple[str, ...]
    mark: str
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """When a file is locked without anybody's doing: every condition has to hold."""

    lock: LockKind
    conditions: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LockFacts:
    """What a lock is decided from; empty where it is not known."""

    pack: str = ""
    exhibit_kind: str = ""
    source: str = ""
    basis: str = ""
    sensitivity: str = ""
    viewed: str = "unsaid"  # by the platform: `yes`, `no`, or `unsaid`
    by_hand: frozenset[LockKind] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A lawful ground that was recorded for a file; its reference is sealed."""

    id: uuid.UUID
    lock: LockKind
    ground: str
    words_id: uuid.UUID
    at: datetime
    by_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLocks:
    """The locks of a file: those that still hold, those that were lifted and by what."""

    file_id: uuid.UUID
    holding: tuple[LockKind, ...]
    lifted: tuple[Authority, ...]

    @property
    def shut(self) -> bool:
        """Whether nobody may open it."""
        return bool(self.holding)
