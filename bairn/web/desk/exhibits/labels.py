"""Sheets of labels: which label stands where. Plain Python; a label never carries a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Sheet(StrEnum):
    """What the printer holds."""

    A4 = "a4"  # 24 labels of 70 by 37 mm
    SINGLE = "single"  # one label of 62 by 29 mm


COLUMNS = 3
ROWS = 8
EACH = COLUMNS * ROWS
MOST = 240  # labels in one file


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What is printed on one label."""

    code: str
    case: str
    number: int
    mark: str  # in words; empty for what is ordinary
    bars: str = ""  # the barcode as SVG

    @property
    def spelled(self) -> str:
        """The code in groups, as a person reads it out."""
        return spell(self.code)


def spell(code: str) -> str:
    """A code in groups, as a person reads it out."""
    return " ".join(filter(None, (code[:5], code[5:8], code[8:])))


@dataclass(frozen=True, slots=True)
class Placed:
    """A label and its place on the sheet, both counted from nothing."""

    label: Label
    column: int
    row: int


def pages(
    labels: Sequence[Label], *, sheet: Sheet, first: int = 1
) -> tuple[tuple[Placed, ...], ...]:
    """The labels sheet by sheet; `first` is the first place that is still free on the first."""
    if sheet is Sheet.SINGLE:
        return tuple((Placed(one, 0, 0),) for one in labels)
    skip = min(max(first, 1), EACH) - 1
    made: list[list[Placed]] = []
    for n, label in enumerate(labels, skip):
        if n % EACH == 0 or not made:
            made.append([])
        made[-1].append(Placed(label, n % COLUMNS, n % EACH // COLUMNS))
    return tuple(map(tuple, made))
