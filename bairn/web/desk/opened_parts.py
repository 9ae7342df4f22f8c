"""What was opened, cut into parts that fit on a page: a document may hold 20,000 elements, or one
that is as long as all the others. Plain Python.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bairn.intake.terms import Element

PIECE = 20_000  # letters of one line; what is longer goes on in the next
PART = 100_000  # letters of one part, with what each line needs around it
ROWS = 100  # of any list on the page of a report
_AROUND = 120  # letters of markup around a line

_One = TypeVar("_One")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is called, and a piece of what it says."""

    label: str
    text: str


def of_elements(elements: Iterable[Element]) -> Iterator[Row]:
    """Each element, after it its attributes, in pieces."""
    for one in elements:
        yield from _pieces(one.path, one.value)
        for name, value in one.attributes:
            yield from _pieces(f"{one.path} @{name}", value)


def of_fields(fields: Iterable[tuple[str, Sequence[str]]]) -> Iterator[Row]:
    """Each line of each field, in pieces."""
    for label, lines in fields:
        for line in lines:
            yield from _pieces(label, line)


def part(rows: Iterable[Row], number: int) -> tuple[tuple[Row, ...], bool]:
    """The rows of part `number`, counted from 0, and whether another follows."""
    now, room = 0, PART
    found: list[Row] = []
    for row in rows:
        weight = len(row.label) + len(row.text) + _AROUND
        if weight > room and room < PART:
            now, room = now + 1, PART
        if now > number:
            return tuple(found), True
        room -= weight
        if now == number:
            found.append(row)
    return tuple(found), False


def number(said: str) -> int:
    """Which part an address or a form asks for; the first when it says nothing of use."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0


def some(many: Sequence[_One], number: int) -> Sequence[_One]:
    """The rows of a list that belong on part `number` of the page of a report."""
    return many[ROWS * number : ROWS * (number + 1)]


def _pieces(label: str, text: str) -> Iterator[Row]:
    label = label[:PIECE]
    yield Row(label, text[:PIECE])
    for start in range(PIECE, len(text), PIECE):
        yield Row(label, text[start : start + PIECE])
