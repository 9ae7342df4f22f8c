"""A file of digests, read from its beginning: CSV, or JSON as Project VIC and CAID hand it out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, BinaryIO

from bairn.digests.reading import documents, tables
from bairn.digests.reading.documents import DocumentBrokenError
from bairn.digests.reading.pieces import PIECE, Pieces, lines
from bairn.digests.reading.records import is_digest, read_record
from bairn.digests.terms import BadReason, BadRow, Row


class Format(StrEnum):
    """How a list is written."""

    CSV = "csv"
    VICS = "vics"


class FileBrokenError(Exception):
    """The file cannot be read from here on: `after` rows of it were read."""

    def __init__(self, after: int, why: str) -> None:
        """What was read until then counts."""
        super().__init__(why)
        self.after = after


@dataclass(frozen=True, slots=True)
class Read:
    """One row as it was read: its number, the row if it is one, what of it was bad, the place."""

    number: int
    row: Row | None
    bad: list[BadRow]
    place: int


def format_of(stream: BinaryIO) -> Format:
    """What the first characters say; the stream stands at its beginning again."""
    first = next(iter(Pieces(stream, size=4096)), "").lstrip()
    stream.seek(0)
    return Format.VICS if first.startswith(("{", "[")) else Format.CSV


def read(stream: BinaryIO, form: Format, *, piece: int = PIECE) -> Iterator[Read]:
    """Every row of the file. Raises FileBrokenError where nothing more can be read."""
    pieces = Pieces(stream, size=piece)
    if form is Format.CSV:
        for number, row, bad in tables.rows(lines(iter(pieces))):
            yield Read(number, row, bad, pieces.place)
        return
    number = 0
    try:
        for record in documents.records(iter(pieces)):
            number += 1
            row, bad = _row(record, number)
            yield Read(number, row, bad, pieces.place)
    except DocumentBrokenError as fault:
        raise FileBrokenError(number, str(fault)) from fault


def _row(record: Any, number: int) -> tuple[Row | None, list[BadRow]]:
    if not isinstance(record, Mapping):
        return None, [BadRow(number, BadReason.NOT_A_RECORD)]
    return read_record(_fields(record), number=number, line=number)


def _fields(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields of a record, further digests among them; OData's own links say nothing."""
    for name, value in record.items():
        if "odata." in name:
            continue
        if name.lower() != "alternativehashes" or not isinstance(value, list):
            yield name, value
            continue
        left = []
        for one in value:
            said = one if isinstance(one, Mapping) else {}
            called = str(said.get("HashName", ""))
            if is_digest(called):
                yield called, said.get("HashValue")
            else:
                left.append(one)
        yield name, left
