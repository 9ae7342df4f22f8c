"""What may be chosen in the ledger, from its catalogue, with words in both languages."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bairn.interviews.terms import Book, Choice
from bairn.kernel import catalogue
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text

FILE = Path(__file__).parent / "catalogue" / "codes.yaml"
_UNLISTED = "Choose one of the listed answers."


@cache
def book() -> Book:
    """Every list of the catalogue. Raises CatalogueError for a loose end."""
    document: dict[str, Any] = catalogue.load(FILE)
    beside = frozenset(document.pop("beside_child"))
    lists = {name: _choices(rows) for name, rows in document.items()}
    if not beside <= set(lists["present"]):
        raise catalogue.CatalogueError(f"{FILE.name}: beside_child names nobody of present")
    return Book(
        lists=lists,
        beside_child=beside,
        staff=frozenset(code for code, row in document["present"].items() if row["staff"]),
        adapted=frozenset(code for code, row in document["place"].items() if row["adapted"]),
    )


def _choices(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Choice]:
    return {
        code: Choice(code=code, text=Text(en=row["en"], zh=row["zh"])) for code, row in rows.items()
    }


def check(which: str, code: str, *, field: str = "") -> str:
    """The code when its list holds it. Raises Refusal otherwise."""
    if code not in book().lists[which]:
        raise Refusal("interviews.code", _UNLISTED, field=field or which)
    return code
