"""Reads the catalogue of the review of old cases, and refuses one that does not hold together."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bairn.kernel import catalogue
from bairn.kernel.catalogue import CatalogueError
from bairn.kernel.periods import Span
from bairn.kernel.text import Text
from bairn.nonrecent.terms import (
    Book,
    ChecklistAnswer,
    FileKind,
    OutcomeOption,
    Question,
    SourceRow,
    Trigger,
    Why,
)

FOLDER = Path(__file__).parent / "catalogue"
Rows = Mapping[str, Any]


@cache
def book() -> Book:
    """The catalogue on disk, read once. Raises CatalogueError."""
    return parse(catalogue.load_folder(FOLDER))


def parse(files: Mapping[str, Any]) -> Book:
    """The catalogue from its files by stem. Raises CatalogueError, naming what to mend."""
    triggers = {
        why: _trigger(why, row)
        for why, row in ((_why(code), row) for code, row in files["triggers"]["triggers"].items())
    }
    if missing := set(Why) - set(triggers):
        raise CatalogueError(f"triggers.yaml: no row for {sorted(missing)}")
    answers: Rows = files["checklist"]["answers"]
    found = Book(
        version=str(files["triggers"]["version"]),
        triggers=triggers,
        questions=tuple(_question(c, row) for c, row in files["checklist"]["questions"].items()),
        answers={ChecklistAnswer(code): _text(row) for code, row in answers.items()},
        needs_words=frozenset(
            ChecklistAnswer(code) for code, row in answers.items() if row.get("needs_words")
        ),
        outcomes={code: _outcome(code, row) for code, row in files["outcomes"]["outcomes"].items()},
        reasons={code: _text(row) for code, row in files["outcomes"]["reasons"].items()},
        never=frozenset(files["outcomes"]["never"]),
        unsent={code: _text(row) for code, row in files["outcomes"]["unsent"].items()},
        steps={code: _text(row) for code, row in files["funnel"]["steps"].items()},
    )
    _check(found)
    return found


def _check(found: Book) -> None:
    for option in found.outcomes.values():
        if unknown := set(option.needs) - set(found.reasons):
            raise CatalogueError(f"outcomes.yaml: {option.code} needs unknown {sorted(unknown)}")
    if banned := found.never & set(found.reasons):
        raise CatalogueError(f"outcomes.yaml: {sorted(banned)} may end no review")
    if [one.first for one in found.questions] != sorted(
        (one.first for one in found.questions), reverse=True
    ):
        raise CatalogueError("checklist.yaml: what comes first stands first")


def _why(code: str) -> Why:
    try:
        return Why(code)
    except ValueError:
        raise CatalogueError(f"triggers.yaml: no reading called {code}") from None


def _trigger(why: Why, row: Rows) -> Trigger:
    return Trigger(
        why=why,
        title=_text(row["title"]),
        text=_text(row["why"]),
        asked_of=frozenset(map(FileKind, row["asked_of"])),
        answer=_days(row["answer"]),
        again=None if row["again"] == "never" else _days(row["again"]),
        within=_days(row["within"]) if "within" in row else None,
        source=SourceRow(**row["source"]),
    )


def _question(code: str, row: Rows) -> Question:
    return Question(
        code=code,
        title=_text(row["title"]),
        text=_text(row["why"]),
        first=row.get("first", False),
    )


def _outcome(code: str, row: Rows) -> OutcomeOption:
    return OutcomeOption(code=code, text=_text(row), needs=tuple(row["needs"]))


def _text(row: Rows) -> Text:
    return Text(row["en"], row["zh"])


def _days(text: str) -> timedelta:
    span = Span.parse(text)
    if span.months or span.elapsed or not span.days:
        raise CatalogueError(f"triggers.yaml: {text} is no number of days")
    return timedelta(days=span.days)
