"""Which rows of a pack a reader asks to see: by mark, by review date, by words. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bairn.protocols.terms import Mark, Pack, Source, Text


class Row(Protocol):
    """Anything of a pack that has a title and a source."""

    @property
    def title(self) -> Text: ...
    @property
    def source(self) -> Source: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: marks (none: every one), only rows past review, words to be found."""

    marks: frozenset[Mark] = frozenset()
    past_review: bool = False
    words: str = ""

    @property
    def anything(self) -> bool:
        """Whether some rows may be left out."""
        return bool(self.marks or self.past_review or self.words)

    def takes(self, row: Row, *, at: date) -> bool:
        """Whether this row is to be shown."""
        if self.marks and row.source.mark not in self.marks:
            return False
        if self.past_review and not past_review(row, at=at):
            return False
        return all(word in _text(row) for word in self.words.casefold().split())


def past_review(row: Row, *, at: date) -> bool:
    """Whether somebody should have looked at the row again by now; its day itself is in time."""
    return row.source.review_due < at


def _text(row: Row) -> str:
    source = row.source
    said = [row.title, getattr(row, "advice", None)]
    words = [part for text in said if text is not None for part in (text.en, text.zh)]
    return " ".join([*words, getattr(row, "id", ""), source.ref, source.art]).casefold()


def sourced(pack: Pack) -> tuple[Row, ...]:
    """Every row of a pack that rests on a source of its own."""
    return (*pack.steps, *pack.windows, *pack.gates, *pack.privacy, *pack.interview.points)


@dataclass(frozen=True, slots=True)
class Marks:
    """How many rows carry each mark, and how many are past their review."""

    counts: tuple[tuple[Mark, int], ...]
    all: int
    check: int
    past_review: int


def marks(rows: Iterable[Row], *, at: date) -> Marks:
    """The rows counted by their marks."""
    known = list(rows)
    counts = tuple((mark, sum(row.source.mark is mark for row in known)) for mark in Mark)
    return Marks(
        counts=counts,
        all=len(known),
        check=sum(row.source.check_locally for row in known),
        past_review=sum(past_review(row, at=at) for row in known),
    )
