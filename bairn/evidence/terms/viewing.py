"""The words of viewing: a stay at a file, what staff were exposed to, a welfare check."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

VIEWING_LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    """Somebody looks at one file for one purpose; it ends by itself."""

    id: uuid.UUID
    case_id: uuid.UUID
    file_id: uuid.UUID
    staff_id: uuid.UUID
    purpose: str
    began_at: datetime
    last_at: datetime
    looks: int

    @property
    def until(self) -> datetime:
        """When it ends, whatever is done in it."""
        return self.began_at + VIEWING_LASTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One viewing of sensitive material as the ledger has it: whose and how long, of no case."""

    staff_id: uuid.UUID
    unit_id: uuid.UUID | None
    began_at: datetime
    last_at: datetime
    sensitivity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureWeek:
    """What one person saw in a week that begins on `monday`."""

    monday: date
    files: int
    minutes: int
    due: bool = False  # more than the house lets pass without asking how they are
    checked_at: datetime | None = None
    checked_by: uuid.UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureLimit:
    """From how much a week on somebody asks how a colleague is."""

    files: int
    minutes: int
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureLedger:
    """The weeks of one member of staff, newest first. It says nothing about how they work."""

    staff_id: uuid.UUID
    weeks: tuple[ExposureWeek, ...]

    @property
    def due(self) -> tuple[ExposureWeek, ...]:
        """Weeks after which nobody has asked yet."""
        return tuple(week for week in self.weeks if week.due and not week.checked_at)
