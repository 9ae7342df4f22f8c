"""The report of rows that were not brought in: a CSV with the rows as they were, to be mended."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bairn.records.terms import Reason, Row

ROW, REASON = "bairn_row", "bairn_reason"
# A spreadsheet takes a cell that begins like this for a formula; a quotation mark before it stops
# that, and is taken off again when the file comes back.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")


def shielded(text: str) -> str:
    """The cell so that no spreadsheet runs it."""
    return "'" + text if text.startswith(_STARTS) else text


def unshielded(text: str) -> str:
    """The cell as it was before `shielded`."""
    return text[1:] if text.startswith("'") else text


def is_report(header: Sequence[str]) -> bool:
    """Whether a file is such a report, mended or not."""
    return {ROW, REASON} <= set(map(unshielded, header))


def as_it_was(row: Row) -> Row:
    """A row of a report as it stood in the file that it was taken from."""
    cells = {
        unshielded(name): unshielded(text)
        for name, text in row.cells.items()
        if name not in (ROW, REASON)
    }
    return replace(row, cells=cells)


def header_of(columns: Sequence[str]) -> list[str]:
    """The first row of a report."""
    return [ROW, REASON, *map(shielded, columns)]


def line_of(row: Row, reason: Reason, columns: Sequence[str]) -> list[str]:
    """One row of a report: its number, the reason as a code, the cells."""
    return [
        str(row.number),
        reason.value,
        *(shielded(row.cells.get(name, "")) for name in columns),
    ]


def report(
    rejected: Iterable[tuple[int, Reason]],
    cells: Mapping[int, Mapping[str, str]],
    columns: Sequence[str],
) -> str:
    """A whole report as text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header_of(columns))
    for number, reason in rejected:
        writer.writerow(line_of(Row(number, cells.get(number, {})), reason, columns))
    return out.getvalue()
