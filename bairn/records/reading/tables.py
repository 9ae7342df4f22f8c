"""CSV: rows from lines, whatever divides them, so that one open quotation mark spoils one row."""

import csv
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from bairn.records.reading.limits import MOST_CELL, MOST_LINES, MOST_ROW
from bairn.records.reading.texts import TOO_LONG
from bairn.records.terms import Reason

DELIMITERS = (",", ";", "\t", "|")
Cells = Sequence[str] | Reason


def recognise_delimiter(lines: Iterable[str]) -> str:
    """What divides the columns: what gives the same number of columns, more than one, most."""
    sample = [line for line in islice(lines, 100) if line.strip() and line != TOO_LONG]
    best = (0.0, 0, ",")
    for one in DELIMITERS:
        counts = Counter(len(cells) for cells in records(sample, one) if not _is_reason(cells))
        if not counts:
            continue
        width, often = counts.most_common(1)[0]
        if width > 1:
            best = max(best, (often / len(sample), width, one))
    return best[2]


def records(lines: Iterable[str], delimiter: str) -> Iterator[Cells]:
    """The cells of each row, blank lines left out, or why a row cannot be read."""
    source, back = iter(lines), deque[str]()

    def following() -> str | None:
        return back.popleft() if back else next(source, None)

    while (line := following()) is not None:
        if line == TOO_LONG:
            yield Reason.TOO_LARGE
        elif line.count('"') % 2 == 0:
            if line.strip():
                yield _cells(line, delimiter)
        else:
            gathered = _gather(line, following)
            cells = _whole(gathered, delimiter)
            if cells is None:
                back.extendleft(reversed(gathered[1:]))
                cells = _alone(line, delimiter)
            yield cells


def _gather(line: str, following: Callable[[], str | None]) -> list[str]:
    """The lines up to the one that closes the quotation mark."""
    gathered, size = [line], len(line)
    while len(gathered) < MOST_LINES and size < MOST_ROW:
        more = following()
        if more is None:
            break
        gathered.append(more)
        size += len(more)
        if more == TOO_LONG or more.count('"') % 2:
            break
    return gathered


def _whole(gathered: list[str], delimiter: str) -> Cells | None:
    """The cells of a row of several lines; None where they are none."""
    if sum(one.count('"') for one in gathered) % 2 or TOO_LONG in gathered:
        return None
    try:
        found = list(csv.reader(["\n".join(gathered)], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return found[0] if len(found) == 1 else None


def _alone(line: str, delimiter: str) -> Cells:
    """A line with an odd quotation mark: one within a word is a letter, one before it is open."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return Reason.QUOTE_OPEN


def _cells(line: str, delimiter: str) -> Cells:
    if '"' not in line:
        return _sized(line.split(delimiter))
    csv.field_size_limit(MOST_CELL)
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return Reason.TOO_LARGE


def _sized(cells: list[str]) -> Cells:
    return Reason.TOO_LARGE if any(len(one) > MOST_CELL for one in cells) else cells


def _is_reason(cells: Cells) -> bool:
    return isinstance(cells, Reason)
