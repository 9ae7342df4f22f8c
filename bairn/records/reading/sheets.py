"""Excel: one sheet, read as it streams. A formula is never evaluated: its kept value is read."""

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from bairn.kernel.refusal import Refusal
from bairn.records.reading.limits import MOST_CELL, MOST_COLUMNS
from bairn.records.terms import Reason

_MOST_UNPACKED = 4 << 30
_MOST_SHARED = 512 << 20  # texts that all cells share stand in memory while the sheet is read
_MOST_RATIO = 150  # of a bomb; sheets are about 10
_SMALL = 16 << 20
_FAULTS = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError,
           ParseError, AttributeError, IndexError, SyntaxError)  # fmt: skip


def names(stream: BinaryIO) -> tuple[str, ...]:
    """The sheets that have rows, in their order. Raises Refusal records.file_unreadable."""
    book = _book(stream)
    try:
        return tuple(book.sheetnames)
    finally:
        book.close()


def records(stream: BinaryIO, sheet: str) -> Iterator[Sequence[str] | Reason]:
    """The cells of each row that is not blank. Raises Refusal records.file_unreadable."""
    book = _book(stream)
    try:
        page = book[sheet] if sheet else book[book.sheetnames[0]]
        page.reset_dimensions()  # what the file says of its own size may be anything
        for row in page.iter_rows(values_only=True):
            if any(one is not None for one in row):
                yield _cells(row)
    except _FAULTS:
        raise _unreadable() from None
    finally:
        book.close()


def check_header(header: Sequence[str]) -> None:
    """Refuses a header with a gap: merged cells name several columns with one word."""
    if any(not one.strip() for one in header):
        raise Refusal(
            "records.header_merged",
            "The first row of the sheet has columns without a name, as merged cells have. Give "
            "every column its own name in one row, and bring the file again.",
            field="file",
        )


def _book(stream: BinaryIO) -> Any:
    _check_size(stream)
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except _FAULTS:
        raise _unreadable() from None
    if not book.sheetnames:
        raise _unreadable()
    return book


def _check_size(stream: BinaryIO) -> None:
    """A file that unpacks to a thousand times its size is refused before any of it is unpacked."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
    except _FAULTS:
        raise _unreadable() from None
    whole = sum(one.file_size for one in parts)
    shared = sum(one.file_size for one in parts if "sharedstrings" in one.filename.lower())
    bomb = any(
        one.file_size > _SMALL and one.file_size > _MOST_RATIO * max(one.compress_size, 1)
        for one in parts
    )
    if bomb or whole > _MOST_UNPACKED or shared > _MOST_SHARED:
        raise Refusal(
            "records.sheet_large",
            "This workbook unpacks to more than can be read. Save the sheet as CSV.",
            field="file",
        )


def _cells(row: Sequence[Any]) -> Sequence[str] | Reason:
    found = [_text(one) for one in row]
    while found and not found[-1]:
        found.pop()
    if len(found) > MOST_COLUMNS or any(len(one) > MOST_CELL for one in found):
        return Reason.TOO_LARGE
    return found


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value)


def _unreadable() -> Refusal:
    return Refusal(
        "records.file_unreadable", "This file is no workbook that can be read.", field="file"
    )
