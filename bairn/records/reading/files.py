"""A file of records: what it is, its columns, and its rows by number."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import BinaryIO

from bairn.kernel.refusal import Refusal
from bairn.records import rejecting
from bairn.records.reading import objects, sheets, tables, texts
from bairn.records.reading.limits import MOST_CELL, MOST_COLUMNS
from bairn.records.terms import Format, Layout, Note, Opened, Reason, Row

__all__ = ["MOST_CELL", "MOST_COLUMNS", "open_file", "peek", "rows"]
_SAMPLES = 200
_UNREAD = "\ufffd"


def open_file(stream: BinaryIO, *, name: str = "", said: Layout | None = None) -> Opened:
    """What this file is, by what stands in it; `said` goes before what is recognised.

    Raises Refusal records.file_empty, records.encoding_unsure, records.encoding, records.sheet,
    records.file_unreadable, records.sheet_large.
    """
    said = said or Layout()
    digest, size, encoding = texts.measure(stream)
    if not size:
        raise Refusal("records.file_empty", "This file is empty.", field="file")
    stream.seek(0)
    begin = stream.read(4096)
    if begin[:2] == b"PK":
        return _workbook(stream, said.sheet, size=size, digest=digest)
    encoding = texts.check_encoding(said.encoding) if said.encoding else encoding
    if not encoding:
        raise texts.unsure()
    form = _form(begin.decode(encoding, errors="replace"), name)
    found = Opened(form=form, size=size, digest=digest, encoding=encoding)
    if form is not Format.CSV:
        return found
    return replace(
        found,
        delimiter=said.delimiter or tables.recognise_delimiter(texts.lines(stream, encoding)),
    )


def peek(stream: BinaryIO, opened: Opened) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The columns, and the first rows that can be read."""
    first = [one for one in islice(rows(stream, opened), _SAMPLES) if one.reason is None]
    return tuple(dict.fromkeys(name for one in first for name in one.cells)), tuple(first)


def rows(stream: BinaryIO, opened: Opened) -> Iterator[Row]:
    """Every row of the file, in flat memory; one that cannot be read says why.

    Raises Refusal records.header_merged, records.columns, and what the forms refuse.
    """
    match opened.form:
        case Format.XLSX:
            yield from _numbered(sheets.records(stream, opened.sheet), sheet=True)
        case Format.CSV:
            found = tables.records(texts.lines(stream, opened.encoding), opened.delimiter)
            yield from _numbered(found)
        case Format.JSONL:
            yield from _counted(objects.of_lines(texts.lines(stream, opened.encoding)))
        case Format.JSON:
            yield from _counted(objects.of_list(texts.pieces(stream, opened.encoding)))


def _numbered(found: Iterable[Sequence[str] | Reason], *, sheet: bool = False) -> Iterator[Row]:
    source = iter(found)
    first = next(source, None)
    if first is None or isinstance(first, Reason):
        raise Refusal("records.columns", _COLUMNS, field="file")
    if sheet:
        sheets.check_header(first)
    header = _header(first)
    mended = rejecting.is_report(header)
    for number, cells in enumerate(source, start=1):
        if isinstance(cells, Reason):
            yield Row(number, reason=cells)
            continue
        row = _row(number, header, cells)
        yield rejecting.as_it_was(row) if mended else row


def _row(number: int, header: Sequence[str], cells: Sequence[str]) -> Row:
    if len(cells) > MOST_COLUMNS:
        return Row(number, reason=Reason.TOO_LARGE)
    notes: tuple[Note, ...] = ()
    named = dict(zip(header, cells, strict=False))
    if len(cells) > len(header):
        beyond = enumerate(cells[len(header) :], start=len(header) + 1)
        if more := {f"column {place}": one for place, one in beyond if one}:
            named |= more
            notes = (Note.CUT,)
    if any(_UNREAD in one for one in cells):
        notes = (*notes, Note.BYTES)
    return Row(number, named, notes=notes)


def _counted(found: Iterable[objects.Found]) -> Iterator[Row]:
    for number, one in enumerate(found, start=1):
        yield Row(number, reason=one) if isinstance(one, Reason) else Row(number, one)


def _header(first: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns, each once; one without a name is called by its place."""
    if len(first) > MOST_COLUMNS:
        raise Refusal("records.columns", _COLUMNS, field="file")
    names: dict[str, None] = {}
    for place, said in enumerate(first, start=1):
        name = said.strip().lstrip("\ufeff") or f"column {place}"
        names[name if name not in names else f"{name} ({place})"] = None
    return tuple(names)


def _form(begin: str, name: str) -> Format:
    ending = name.rpartition(".")[2].lower()
    text = begin.lstrip("\ufeff \t\r\n")
    if ending in {"jsonl", "ndjson"} or (text.startswith("{") and ending != "csv"):
        return Format.JSONL
    return Format.JSON if text.startswith("[") and ending != "csv" else Format.CSV


def _workbook(stream: BinaryIO, wanted: str, *, size: int, digest: bytes) -> Opened:
    there = sheets.names(stream)
    if wanted and wanted not in there:
        raise Refusal("records.sheet", "There is no such sheet in this workbook.", field="sheet")
    return Opened(
        form=Format.XLSX, size=size, digest=digest, sheet=wanted or there[0], sheets=there
    )


_COLUMNS = f"The first row has to name the columns, at most {MOST_COLUMNS:,} of them."
