"""The offences of each pack with their elements, and the codes a board is filled with."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bairn.kernel.catalogue import CatalogueError, load
from bairn.kernel.text import Text
from bairn.proof.terms import (
    Book,
    Element,
    ItemState,
    Offence,
    OffenceTable,
    ProofKind,
    Reminder,
    StateReason,
)
from bairn.protocols import packs as packs_on_disk
from bairn.protocols import schemas
from bairn.protocols.terms import Mark, Source, Titled

FOLDER = Path(__file__).parent / "catalogue"
SCHEMA = Path(__file__).parent / "offence_schema.json"
SHARED = "shared"
Document = Mapping[str, Any]


def packs() -> tuple[str, ...]:
    """The packs that have a table of offences, in order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != SHARED))


@lru_cache(maxsize=1)
def book() -> Book:
    """The codes that may be chosen. Raises CatalogueError for a loose end."""
    return read_book(load(FOLDER / f"{SHARED}.yaml"))


@lru_cache(maxsize=16)
def table(pack: str) -> OffenceTable:
    """The offences of a pack. Raises CatalogueError when there are none or they do not fit."""
    return read_table(pack, load(FOLDER / f"{pack}.yaml"), load(FOLDER / f"{SHARED}.yaml"))


def read_book(shared: Document) -> Book:
    """The codes in a shared document. Raises CatalogueError for a loose end."""
    try:
        kinds = {code: _kind(code, row) for code, row in shared["kinds"].items()}
        reasons = {code: _reason(code, row) for code, row in shared["reasons"].items()}
        return Book(
            kinds=kinds,
            holders=_titled(shared["holders"]),
            reasons=reasons,
            drops=_titled(shared["drops"]),
            questions=_titled(shared["questions"]),
            advice=_titled(shared["advice"]),
        )
    except (KeyError, ValueError) as malformed:
        raise CatalogueError(f"{SHARED}.yaml: {malformed}") from malformed


def read_table(pack: str, document: Any, shared: Document) -> OffenceTable:
    """The table that a document describes. Raises CatalogueError, naming the first places."""
    plain = packs_on_disk.plain(document)
    schemas.check(plain, SCHEMA, f"offences of {pack}")
    try:
        return _table(pack, plain, packs_on_disk.plain(shared))
    except (KeyError, ValueError) as malformed:
        raise CatalogueError(f"offences of {pack}: {malformed}") from malformed


def _table(pack: str, document: Document, shared: Document) -> OffenceTable:
    review = document["review_due"]
    return OffenceTable(
        pack=pack,
        offences=tuple(_offence(row, shared, review) for row in document["offences"]),
        reminders=tuple(
            Reminder(
                id=row["id"],
                text=_text(row["text"]),
                offences=tuple(row["offences"]),
                prosecutor_only=row.get("prosecutor_only", False),
                source=_source(row["source"], review),
            )
            for row in document["reminders"]
        ),
    )


def _offence(row: Document, shared: Document, review: str) -> Offence:
    return Offence(
        id=row["id"],
        title=_text(row["title"]),
        law=_source(row["law"], review),
        elements=tuple(_element(one, shared, review) for one in row["elements"]),
    )


def _element(row: Document | str, shared: Document, review: str) -> Element:
    """An element of its own, or one of those that offences share, by its code."""
    if isinstance(row, str):
        common = shared["elements"][row]
        row = {"id": row, "title": {"en": common["en"], "zh": common["zh"]}, **common}
    return Element(
        id=row["id"],
        title=_text(row["title"]),
        asks=tuple(row["asks"]),
        source=_source(row.get("source", shared["element_source"]), review),
    )


def _kind(code: str, row: Document) -> ProofKind:
    on_record = {kind: ItemState(state).value for kind, state in row.get("on_record", {}).items()}
    return ProofKind(
        id=code,
        title=_text(row),
        alone=row.get("alone", True),
        clinical=row.get("clinical", False),
        on_record=on_record,
    )


def _reason(code: str, row: Document) -> StateReason:
    state = ItemState(row["state"])
    if state not in (ItemState.REFUSED, ItemState.IMPOSSIBLE):
        raise ValueError(f"reason {code} belongs to a state that needs none")
    return StateReason(
        id=code, title=_text(row), state=state.value, clinical=row.get("clinical", True)
    )


def _titled(rows: Mapping[str, Document]) -> dict[str, Titled]:
    return {code: Titled(id=code, title=_text(row)) for code, row in rows.items()}


def _text(row: Document) -> Text:
    if not row["en"].strip() or not row["zh"].strip():
        raise ValueError("a text is missing in one language")
    return Text(row["en"], row["zh"])


def _source(row: Document, review: str) -> Source:
    return Source(
        ref=row["ref"],
        art=row.get("art", ""),
        mark=Mark(row["mark"]),
        edition=row["edition"],
        review_due=date.fromisoformat(row.get("review_due", review)),
    )
