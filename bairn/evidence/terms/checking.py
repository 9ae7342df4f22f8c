"""The words of checking: whether a file is still what was taken in."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CheckOutcome(StrEnum):
    """What a check found."""

    WHOLE = "whole"
    BROKEN = "broken"  # altered, cut, or swapped with another file
    MISSING = "missing"  # no file lies there
    OTHER = "other"  # it opens, and is not what was taken in


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRange:
    """A stretch that does not open, in bytes of the file; `end` is beyond its last byte."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What reading a whole file found."""

    outcome: CheckOutcome
    length: int
    ranges: tuple[BrokenRange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check as it is kept."""

    file_id: uuid.UUID
    case_id: uuid.UUID
    outcome: CheckOutcome
    ranges: tuple[BrokenRange, ...]
    at: datetime
    by_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckState:
    """How a file stands: its last check and when the next one is due."""

    file_id: uuid.UUID
    case_id: uuid.UUID
    last: Check | None
    due_at: datetime
    asked_at: datetime | None = None  # somebody asked for one that has not ended
    progress: int | None = None  # per cent, while it runs

    @property
    def failed(self) -> bool:
        """Whether the last check found anything but a whole file."""
        return self.last is not None and self.last.outcome is not CheckOutcome.WHOLE
