"""What may be chosen when something leaves the house, with words in both languages."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bairn.disclosure.terms import Choice
from bairn.kernel import catalogue
from bairn.kernel.text import Text

_FILE = Path(__file__).parent / "catalogue" / "codes.yaml"
_ROW = frozenset({"en", "zh", "mark", "to", "identities"})
_MARKS = frozenset({"", "V", "V2", "K", "D"})


@cache
def lists() -> Mapping[str, Mapping[str, Choice]]:
    """Every list of the catalogue by its name. Raises CatalogueError for a loose end."""
    document: dict[str, dict[str, Any]] = catalogue.load(_FILE)
    found = {
        name: {code: _choice(name, code, row) for code, row in rows.items()}
        for name, rows in document.items()
    }
    for one in found["authority"].values():
        if not one.to or one.to - set(found["recipient"]):
            raise catalogue.CatalogueError(f"codes.yaml: {one.code} lets nothing go to anybody")
    return found


def _choice(name: str, code: str, row: Mapping[str, Any]) -> Choice:
    if set(row) - _ROW or row.get("mark", "") not in _MARKS:
        raise catalogue.CatalogueError(f"codes.yaml: {name}.{code} says something unknown")
    return Choice(
        code=code,
        text=Text(en=row["en"], zh=row["zh"]),
        mark=row.get("mark", ""),
        to=frozenset(row.get("to", ())),
        identities=row.get("identities", False),
    )
