"""The parts that rows of a document share: words, titled codes, sources."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bairn.protocols.terms import Mark, Source, Text, Titled

Document = Mapping[str, Any]


def text_of(row: Document) -> Text:
    """What a row says in both languages."""
    return Text(row["en"], row["zh"])


def titled_of(rows: Iterable[Document]) -> tuple[Titled, ...]:
    """Codes with their words, in the document's order."""
    return tuple(Titled(id=row["id"], title=text_of(row)) for row in rows)


def source_of(row: Document, review_due: str) -> Source:
    """Where a row comes from; `review_due` is the document's, for a row that names no own day."""
    return Source(
        ref=row["ref"],
        art=row.get("art", ""),
        mark=Mark(row["mark"]),
        edition=row["edition"],
        review_due=date.fromisoformat(row.get("review_due", review_due)),
    )
