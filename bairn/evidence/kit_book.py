"""The catalogue of kits: states, moves and codes, read once and checked for loose ends."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bairn.evidence.terms.kits import KitBook, KitCode, KitMove, KitStands, KitState
from bairn.kernel import catalogue
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text
from bairn.protocols import tables
from bairn.protocols.pack_parts import source_of, text_of

FILE = Path(__file__).parent / "catalogue" / "kits.yaml"
_NARROWED = ("for", "adult")


@cache
def book() -> KitBook:
    """Every list of the catalogue. Raises CatalogueError for a loose end."""
    document: dict[str, Any] = catalogue.load(FILE)
    due = str(tables.document_of("kits")["table"]["review_due"])
    states = tuple(
        KitState(stands=KitStands(code), text=text_of(row), side=row.get("side", False))
        for code, row in document.pop("states").items()
    )
    if {one.stands for one in states} != set(KitStands):
        raise catalogue.CatalogueError(f"{FILE.name}: a state has no words")
    moves = {event: _move(event, row) for event, row in document.pop("moves").items()}
    sources = {name: source_of(row, due) for name, row in document.pop("marks").items()}
    days = int(document.pop("notice_days"))
    lists = {
        name: {code: _code(code, row) for code, row in rows.items()}
        for name, rows in document.items()
    }
    return KitBook(states=states, moves=moves, lists=lists, sources=sources, notice_days=days)


def _move(event: str, row: Mapping[str, Any]) -> KitMove:
    return KitMove(
        event=event,
        text=text_of(dict(row)),
        sources=frozenset(map(KitStands, row["from"])),
        to=KitStands(row["to"]) if "to" in row else None,
        back=row.get("back", False),
        custody=row.get("custody", False),
    )


def _code(code: str, row: Mapping[str, Any]) -> KitCode:
    only = next((str(row[name]) for name in _NARROWED if name in row), "")
    return KitCode(code=code, text=text_of(dict(row)), only=only)


def check(which: str, code: str, *, field: str = "") -> KitCode:
    """The row of a list. Refuses a code that it does not hold."""
    row = book().lists[which].get(code)
    if row is None:
        raise no("code", "Choose one of the listed answers.", "请选择列出的选项。", field=field)
    return row


def no(code: str, en: str, zh: str, *, field: str = "") -> Refusal:
    """A refusal of this room in both languages."""
    return Refusal(f"evidence.kit_{code}", en, field=field, text=Text(en, zh))
