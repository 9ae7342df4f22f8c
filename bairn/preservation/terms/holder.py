"""A holder that a unit writes to, and how holders answer."""

import uuid
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A company that a unit keeps in its directory: which one, and how it is reached."""

    id: uuid.UUID
    unit_id: uuid.UUID
    holder_class: str
    name: str
    channel: str
    contact: str
    language: str
    added_at: datetime
    retired_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How one holder answered, or a class of holders whose names are sealed with their cases."""

    holder_id: uuid.UUID | None
    holder_class: str
    name: str  # empty for a class
    asked: int
    acknowledged: int
    received: int
    refused: int
    nothing_held: int
    late: int  # answered after the time the basis gives, or not yet and the time is over
    hours_to_acknowledge: float | None  # median
    hours_to_answer: float | None  # median
