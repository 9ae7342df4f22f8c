"""The words of the end: an examination, an objection, how long a thing is kept, its disposal."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from bairn.kernel.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """Somebody examined an exhibit."""

    id: uuid.UUID
    exhibit_id: uuid.UUID
    event: int
    by_id: uuid.UUID
    what_for: str
    from_at: datetime
    until_at: datetime
    seal_before: str
    seal_after: str
    consumed: str  # none, part, all
    result: str
    words_id: uuid.UUID | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Somebody does not want an exhibit disposed of."""

    id: uuid.UUID
    exhibit_id: uuid.UUID
    by_whom: str
    words_id: uuid.UUID | None
    raised_at: datetime
    raised_by: uuid.UUID
    settled_as: str
    settled_at: datetime | None
    settled_by: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """Until when an exhibit has to be kept, and by what rule."""

    until_at: datetime
    basis: str
    at: datetime
    by_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """A wish that an exhibit be disposed of, and what became of it."""

    id: uuid.UUID
    case_id: uuid.UUID
    exhibit_id: uuid.UUID
    basis: str
    proposed_by: uuid.UUID
    proposed_at: datetime
    agreed_by: uuid.UUID | None
    agreed_at: datetime | None
    declined_by: uuid.UUID | None
    declined_at: datetime | None
    declined_for: str
    done_by: uuid.UUID | None
    done_at: datetime | None
    method: str
    witness: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why an exhibit may not be disposed of yet: a code to grep for, and words to show."""

    code: str
    text: Text
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalFile:
    """Everything that stands for and against the disposal of one exhibit."""

    proposals: tuple[Disposal, ...]  # newest first
    objections: tuple[Objection, ...]
    keepings: tuple[Keeping, ...]
    obstacles: tuple[Obstacle, ...]

    @property
    def now(self) -> Disposal | None:
        """The wish that was not declined."""
        return next((one for one in self.proposals if one.declined_at is None), None)
