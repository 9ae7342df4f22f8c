"""What may be chosen for exhibits, from their catalogue, with words in both languages."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bairn.evidence.terms import ChainRules, Choice
from bairn.kernel import catalogue
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text

FOLDER = Path(__file__).parent / "catalogue"
_ROW = frozenset({"en", "zh", "mark", "source", "storage", "rank", "needs_person", "advice"})
_MARKS = frozenset({"", "V", "V2", "K", "D"})
_UNLISTED = "Choose one of the listed answers."


@cache
def lists() -> Mapping[str, Mapping[str, Choice]]:
    """Every list of the catalogue by its name. Raises CatalogueError for a loose end."""
    document: dict[str, dict[str, Any]] = catalogue.load(FOLDER / "codes.yaml")
    found = {
        name: {code: _choice(name, code, row) for code, row in rows.items()}
        for name, rows in document.items()
    }
    for kind in found["kind"].values():
        if not kind.storage or set(kind.storage) - set(found["storage"]):
            raise catalogue.CatalogueError(f"codes.yaml: {kind.code} is kept in no known way")
    return found


def _choice(name: str, code: str, row: Mapping[str, Any]) -> Choice:
    mark = row.get("mark", "")
    if set(row) - _ROW or mark not in _MARKS:
        raise catalogue.CatalogueError(f"codes.yaml: {name}.{code} says something unknown")
    advice = row.get("advice")
    return Choice(
        code=code,
        text=Text(en=row["en"], zh=row["zh"]),
        mark=mark,
        storage=tuple(row.get("storage", ())),
        rank=row.get("rank", 0),
        needs_person=row.get("needs_person", False),
        advice=Text(**advice) if advice else None,
    )


def check(which: str, code: str, *, field: str = "") -> str:
    """The code when its list holds it. Raises Refusal otherwise."""
    if code not in lists()[which]:
        raise Refusal("evidence.code", _UNLISTED, field=field or which)
    return code


@cache
def milestone_of(kind: str) -> str:
    """The milestone that an exhibit of this kind is; empty for none."""
    rows: dict[str, dict[str, str]] = catalogue.load(FOLDER / "marks.yaml")
    if set(rows) - set(lists()["kind"]):
        raise catalogue.CatalogueError("marks.yaml: it names a kind that there is not")
    return rows[kind]["milestone"] if kind in rows else ""


@cache
def rule(name: str) -> int:
    """A number that the agency sets for itself. Raises CatalogueError when it is not there."""
    rows: dict[str, Any] = catalogue.load(FOLDER / "house_rules.yaml")
    if name not in rows or not isinstance(rows[name]["value"], int) or rows[name]["value"] < 1:
        raise catalogue.CatalogueError(f"house_rules.yaml: {name} needs a whole number above 0")
    return int(rows[name]["value"])


def mark_of(name: str) -> str:
    """Whose rule such a number is."""
    rows: dict[str, Any] = catalogue.load(FOLDER / "house_rules.yaml")
    return str(rows[name]["mark"])


def chain_rules() -> ChainRules:
    """What a chain of hands is read by."""
    return ChainRules(
        ranks={one.code: one.rank for one in lists()["condition"].values()},
        patience=timedelta(hours=rule("unanswered_after_hours")),
    )


def contamination_window() -> timedelta:
    """Within which time a crossing counts."""
    return timedelta(hours=rule("contamination_window_hours"))
