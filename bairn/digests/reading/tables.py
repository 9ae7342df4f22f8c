"""Lists as tables: CSV in whatever dialect, columns in whatever order.

Lines are read by themselves: a quote that nobody closed must not swallow the rows after it.
"""

import csv
from collections.abc import Iterator, Sequence

from bairn.digests.reading.records import digest_in, is_category, is_digest, read_record
from bairn.digests.terms import BadReason, BadRow, Digest, Row

_DELIMITERS = ",;\t|"
_MOST_LINES = 50  # that one quoted value may run over
_MOST_LENGTH = 1 << 20


def rows(lines: Iterator[str]) -> Iterator[tuple[int, Row | None, list[BadRow]]]:
    """Line by line what a table says: the row's number, the row if it is one, what was bad."""
    cells = _cells(lines)
    header: list[str] | None = None
    delimiter_known = False
    number = 0
    for line, values in cells:
        if not delimiter_known:
            delimiter_known = True
            header = _header(values or [])
            if header is not None:
                continue
        number += 1
        if values is None:
            yield number, None, [BadRow(line, BadReason.QUOTE_OPEN)]
        elif sum(map(len, values)) > _MOST_LENGTH:
            yield number, None, [BadRow(line, BadReason.TOO_LONG)]
        else:
            row, bad = read_record(_named(header, values), number=number, line=line)
            yield number, row, bad


def _cells(lines: Iterator[str]) -> Iterator[tuple[int, list[str] | None]]:
    """The values of each row with the number of its first line; None for a quote left open."""
    delimiter = ""
    waiting: list[str] = []
    count = 0
    while True:
        line = waiting.pop(0) if waiting else next(lines, None)
        if line is None:
            return
        count += 1
        if not line.strip():
            continue
        delimiter = delimiter or max(_DELIMITERS, key=line.count)
        if '"' not in line:
            yield count, line.split(delimiter)
            continue
        whole, more = _closed(line, lines, waiting)
        if whole is None:
            yield count, None
            waiting[:0] = more
            continue
        try:
            yield count, next(csv.reader([whole], delimiter=delimiter), [])
        except csv.Error:  # a value beyond its measure, or a line that ends within one
            yield count, None
        count += len(more)


def _closed(line: str, lines: Iterator[str], waiting: list[str]) -> tuple[str | None, list[str]]:
    """The line with those after it until its quotes are closed, and which were taken for it."""
    more: list[str] = []
    quotes = line.count('"')
    length = len(line)
    while quotes % 2:
        following = waiting.pop(0) if waiting else next(lines, None)
        if following is None or len(more) >= _MOST_LINES or length > _MOST_LENGTH:
            return None, more if following is None else [*more, following]
        more.append(following)
        quotes += following.count('"')
        length += len(following)
    return "\n".join([line, *more]), more


def _header(values: Sequence[str]) -> list[str] | None:
    """The names of the columns, if this is the row that says them."""
    if any(isinstance(digest_in(one, None), Digest) for one in values):
        return None
    if any(is_digest(one) or is_category(one) for one in values):
        return [one.strip() for one in values]
    return None


def _named(header: Sequence[str] | None, values: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each value with its column's name; without a header its own shape names it."""
    for place, value in enumerate(values):
        if header is not None and place < len(header):
            yield header[place] or f"column {place + 1}", value.strip()
            continue
        told = digest_in(value, None)
        shaped = isinstance(told, Digest) or told is BadReason.OF_NOTHING
        yield "hash" if header is None and shaped else f"column {place + 1}", value.strip()
