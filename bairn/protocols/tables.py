"""The tables on disk that belong to no pack, checked by their schema and read into frozen rows."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from bairn.kernel.catalogue import CatalogueError, load
from bairn.kernel.periods import Counting, Span
from bairn.kernel.text import Text
from bairn.protocols import packs, schemas
from bairn.protocols.pack_parts import Document, source_of, text_of
from bairn.protocols.terms import (
    Guidance,
    KitClock,
    KitKeep,
    KitRule,
    ReportingRule,
    Tables,
    Titled,
)

SCHEMA = Path(__file__).parent / "table_schema.json"
NAMES = ("kits", "reporting", "guidance")
_NOTHING = Text("", "")


def document_of(name: str, folder: Path = packs.FOLDER) -> Document:
    """One table's document. Raises CatalogueError when it is missing or does not fit the schema."""
    document: Document = packs.plain(load(folder / "tables" / f"{name}.yaml"))
    schemas.check(document, SCHEMA, f"table {name}")
    return document


def read(folder: Path = packs.FOLDER) -> Tables:
    """Every table. Raises CatalogueError for one that is not as it must be."""
    documents = {name: document_of(name, folder) for name in NAMES}
    due = {name: document["table"]["review_due"] for name, document in documents.items()}
    events: Mapping[str, Document] = load(folder / "kit_events.yaml")
    try:
        return Tables(
            kits=tuple(_kit(row, due["kits"]) for row in documents["kits"]["rules"]),
            reporting=tuple(
                _reporting(row, due["reporting"]) for row in documents["reporting"]["rules"]
            ),
            guidance=tuple(
                _guidance(row, due["guidance"]) for row in documents["guidance"]["rules"]
            ),
            events={name: Titled(id=name, title=text_of(row)) for name, row in events.items()},
            versions={name: document["table"]["version"] for name, document in documents.items()},
            review_due={name: date.fromisoformat(day) for name, day in due.items()},
        )
    except ValueError as malformed:
        raise CatalogueError(f"tables: {malformed}") from malformed


@lru_cache(maxsize=1)
def current() -> Tables:
    """Every table on disk, read once in the life of a process."""
    return read()


def _kit(row: Document, review_due: str) -> KitRule:
    return KitRule(
        id=row["id"],
        jurisdiction=row["jurisdiction"],
        title=text_of(row["title"]),
        clocks=tuple(_clock(one) for one in row["clocks"]),
        keep=tuple(
            KitKeep(id=one["id"], title=text_of(one), years=one["years"]) for one in row["keep"]
        ),
        note=text_of(row["note"]),
        source=source_of(row["source"], review_due),
    )


def _clock(row: Document) -> KitClock:
    return KitClock(
        id=row["id"],
        title=text_of(row),
        from_event=row["from"],
        to_event=row["to"],
        span=Span.parse(row["due"]),
        counting=Counting(row["calendar"]),
        not_before=row.get("not_before", False),
    )


def _reporting(row: Document, review_due: str) -> ReportingRule:
    return ReportingRule(
        id=row["id"],
        jurisdiction=row["jurisdiction"],
        who=text_of(row["who"]),
        within=Span.parse(row["within"]) if row["within"] else None,
        how=text_of(row["how"]),
        note=text_of(row["note"]) if "note" in row else _NOTHING,
        source=source_of(row["source"], review_due),
    )


def _guidance(row: Document, review_due: str) -> Guidance:
    return Guidance(
        id=row["id"],
        jurisdiction=row["jurisdiction"],
        title=text_of(row["title"]),
        text=text_of(row["text"]),
        source=source_of(row["source"], review_due),
    )
