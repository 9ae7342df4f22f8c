"""The words of many kits: the board, figures; and what an act gives back once."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bairn.evidence.terms.kits import KitCard, KitKind, KitStands


@dataclass(frozen=True, slots=True, kw_only=True)
class KitFilters:
    """What a board shows."""

    stands: KitStands | None = None
    kind: KitKind | None = None
    agency_id: uuid.UUID | None = None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KitColumn:
    """One column of the board: its first kits, and how many there are (up to 1,001)."""

    stands: KitStands
    count: int
    kits: tuple[KitCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KitBoard:
    """Kits in reach by column, or one column by the page."""

    columns: tuple[KitColumn, ...]
    after: str = ""  # where the next page of one column begins


@dataclass(frozen=True, slots=True, kw_only=True)
class KitFigures:
    """What one agency's kits come to, as far as they are entered here and in reach."""

    agency_id: uuid.UUID
    agency: str
    counts: Mapping[KitStands, int]
    late: int
    untested: int  # neither tested nor decided, nor at a laboratory
    days_to_lab: float | None  # median, collected to submitted
    days_to_result: float | None  # median, submitted to result
    total: int = field(default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredKit:
    """A new kit: its id, its holder, and the code for whoever it belongs to, told once."""

    id: uuid.UUID
    holder_id: uuid.UUID
    exhibit_code: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldNotice:
    """A notice that was kept, and the code printed on it: shown once, kept as a hash."""

    id: uuid.UUID
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KitOfCode:
    """What the code on a notice leads to."""

    kit: KitCard
    disposal_on: date
