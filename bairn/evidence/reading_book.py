"""The catalogue of how files are read: locks, grounds, days, limits."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bairn.evidence.terms.locks import Demand, LockKind, LockRule
from bairn.evidence.terms.viewing import ExposureLimit
from bairn.kernel import catalogue
from bairn.kernel.text import Text

FILE = Path(__file__).parent / "catalogue" / "reading.yaml"
_CONDITIONS = frozenset({"pack", "exhibit_kind", "source", "basis", "sensitivity", "viewed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingBook:
    """Everything that the catalogue says."""

    locks: dict[LockKind, LockRule]
    grounds: dict[str, Text]
    demands: tuple[Demand, ...]
    classifications: tuple[str, ...]
    days: int
    again_hours: int
    days_mark: str
    limit: ExposureLimit
    sensitive: frozenset[str]
    restricted_roles: frozenset[str]


@cache
def book() -> ReadingBook:
    """The catalogue. Raises CatalogueError for a loose end."""
    said: dict[str, Any] = catalogue.load(FILE)
    grounds = {code: _text(row) for code, row in said["grounds"].items()}
    locks = {LockKind(code): _lock(code, row, grounds) for code, row in said["locks"].items()}
    if set(locks) != set(LockKind):
        raise catalogue.CatalogueError(f"{FILE.name}: every kind of lock has its row")
    return ReadingBook(
        locks=locks,
        grounds=grounds,
        demands=tuple(_demand(row) for row in said["demands"]),
        classifications=tuple(said["classifications"]),
        days=int(said["checking"]["days"]),
        again_hours=int(said["checking"]["again_hours"]),
        days_mark=said["checking"]["mark"],
        limit=ExposureLimit(
            files=int(said["exposure"]["files"]),
            minutes=int(said["exposure"]["minutes"]),
            mark=said["exposure"]["mark"],
        ),
        sensitive=frozenset(said["sensitive"]),
        restricted_roles=frozenset(said["restricted_roles"]),
    )


def _lock(code: str, row: dict[str, Any], grounds: dict[str, Text]) -> LockRule:
    if unknown := set(row["lifted_by"]) - set(grounds):
        raise catalogue.CatalogueError(f"{FILE.name}: {code} is lifted by unknown {unknown}")
    return LockRule(
        kind=LockKind(code),
        title=_text(row["title"]),
        what=_text(row["what"]),
        lifted_by=tuple(row["lifted_by"]),
        mark=row["source"]["mark"],
        ref=row["source"]["ref"],
    )


def _demand(row: dict[str, Any]) -> Demand:
    if unknown := set(row["when"]) - _CONDITIONS:
        raise catalogue.CatalogueError(f"{FILE.name}: a demand asks for unknown {unknown}")
    conditions = {name: frozenset(map(str, wanted)) for name, wanted in row["when"].items()}
    return Demand(lock=LockKind(row["lock"]), conditions=conditions)


def _text(row: dict[str, str]) -> Text:
    return Text(en=row["en"], zh=row["zh"])
