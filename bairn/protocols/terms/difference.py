"""What differs between two packs, said row by row."""

from dataclasses import dataclass
from enum import StrEnum


class RowChange(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field of one row that two packs say differently, as their documents write it."""

    change: RowChange
    kind: str  # step, window, gate, …
    row: str
    field: str  # empty where the whole row came or went: then `before` or `after` is its title
    before: str
    after: str
