"""The words of the schedule: what a case holds, and whether it is used, unused or withheld."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bairn.kernel.text import Text


class Use(StrEnum):
    """What becomes of a piece of material."""

    USED = "used"
    UNUSED = "unused"
    WITHHELD = "withheld"


class Answer(StrEnum):
    """What a prosecutor says to a wish to withhold."""

    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A code that may be chosen, with its words."""

    code: str
    text: Text
    mark: str = ""
    to: frozenset[str] = frozenset()  # of a ground: to whom it lets something go
    identities: bool = False  # of a ground: whether it may show who somebody is


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """An exhibit, or one of its files."""

    exhibit_id: uuid.UUID
    file_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of pieces on the schedule; the description is sealed."""

    use: Use
    reason: str = ""  # of what is withheld
    description: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What was said last of one piece, and what a prosecutor answered where it is withheld."""

    id: uuid.UUID
    piece: Piece
    number: int
    use: Use
    reason: str
    words_id: uuid.UUID | None
    at: datetime
    by_id: uuid.UUID
    answer: Answer | None = None
    answered_by: uuid.UUID | None = None
    answered_at: datetime | None = None
    declined_for: str = ""

    @property
    def waits(self) -> bool:
        """Withheld, and no prosecutor has answered yet."""
        return self.use is Use.WITHHELD and self.answer is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A piece that the case holds, as far as the schedule has to know it."""

    piece: Piece
    code: str  # of the exhibit
    number: str  # of the exhibit, or of the file below it
    kind: str
    sensitivity: str = ""
    parent_id: uuid.UUID | None = None
    size: int = 0
    content: bool = False  # a file whose content lies here
    restricted: bool = False
    copy_of: uuid.UUID | None = None
    redacted_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the schedule: what is held, and what was said of it, if anything."""

    held: Held
    line: Line | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The schedule of a case: every exhibit and file, also those that nobody has looked at yet."""

    case_id: uuid.UUID
    rows: tuple[Row, ...]

    @property
    def unsaid(self) -> tuple[Row, ...]:
        """Of these nothing was said yet, or a wish to withhold them was declined."""
        return tuple(
            row for row in self.rows if row.line is None or row.line.answer is Answer.DECLINED
        )

    @property
    def waiting(self) -> tuple[Row, ...]:
        """Withheld ones that a prosecutor has not answered."""
        return tuple(row for row in self.rows if row.line is not None and row.line.waits)
