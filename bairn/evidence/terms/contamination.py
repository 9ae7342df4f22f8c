"""The words of the contamination log: a contact, and two contacts that should not have been."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Carries(StrEnum):
    """What can carry something from one person to another."""

    STAFF = "staff"
    VEHICLE = "vehicle"
    ROOM = "room"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierCard:
    """A vehicle or a room of a unit."""

    id: uuid.UUID
    unit_id: uuid.UUID
    what: Carries
    name: str
    closed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One officer, car or room was with one person of the case."""

    id: uuid.UUID
    case_id: uuid.UUID
    what: Carries
    which: uuid.UUID  # of the staff, or a carrier
    with_participant: uuid.UUID
    from_at: datetime
    until_at: datetime
    cleaned_at: datetime | None
    at: datetime
    by_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """The same officer, car or room with two people, too soon and without cleaning between."""

    first: Contact
    second: Contact
    between: timedelta  # nothing where they overlap


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAlert:
    """A crossing that was found, and what a supervisor said of it."""

    id: uuid.UUID
    case_id: uuid.UUID
    what: Carries
    which: uuid.UUID
    first: uuid.UUID  # contact
    second: uuid.UUID
    raised_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by: uuid.UUID | None
    words_id: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContaminationLog:
    """Every contact of the case, earliest first, and every crossing of two of them."""

    case_id: uuid.UUID
    entries: tuple[Contact, ...]
    alerts: tuple[ContactAlert, ...]
    window: timedelta
    mark: str  # whose rule the window is

    @property
    def waiting(self) -> tuple[ContactAlert, ...]:
        """Alerts that nobody has answered."""
        return tuple(one for one in self.alerts if not one.answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A contact that was written down, and the alerts it raised."""

    id: uuid.UUID
    alerts: tuple[uuid.UUID, ...]
