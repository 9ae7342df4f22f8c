"""The words of storage: a place, who counted there, what was missing."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCard:
    """Where exhibits of a unit are kept."""

    id: uuid.UUID
    unit_id: uuid.UUID
    name: str
    condition: str  # dry_room, refrigerated, frozen, secure_digital
    audit_every: timedelta
    added_at: datetime
    audited_at: datetime | None
    closed_at: datetime | None

    @property
    def audit_due_at(self) -> datetime:
        """By when somebody has to count again."""
        return (self.audited_at or self.added_at) + self.audit_every


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCard:
    """What somebody found who counted. Codes only: whose case each is of is not said."""

    id: uuid.UUID
    place_id: uuid.UUID
    by_id: uuid.UUID
    at: datetime
    found: int
    missing: tuple[str, ...]
    surplus: tuple[str, ...]  # belong elsewhere
    unknown: tuple[str, ...]  # no such code in the house


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """That something was put in a place, and whether its kind wants another condition."""

    place_id: uuid.UUID
    fits: bool
    wanted: tuple[str, ...]
