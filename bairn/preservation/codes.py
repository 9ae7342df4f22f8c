"""What may be chosen in a request, from the catalogues, with words in both languages."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bairn.kernel.catalogue import CatalogueError, load
from bairn.kernel.periods import Span
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text
from bairn.preservation.terms import (
    Book,
    Choice,
    Clocks,
    HolderClass,
    Kind,
    LegalBasis,
    Refused,
    Term,
)
from bairn.protocols.terms import Mark, Source

FOLDER = Path(__file__).parent / "catalogue"
LISTS = ("kinds", "items", "channels", "withdrawals", "without_preservation", "authorities")
Row = Mapping[str, Any]


@cache
def book() -> Book:
    """Every row of the catalogues. Raises CatalogueError for a loose end."""
    names = ("holders", "bases", "clocks", "codes")
    documents: dict[str, Row] = {name: load(FOLDER / f"{name}.yaml") for name in names}
    try:
        return read_book(documents)
    except (KeyError, ValueError, TypeError) as wrong:
        raise CatalogueError(f"preservation: {wrong!r}") from wrong


def read_book(documents: Mapping[str, Row]) -> Book:
    """The book in these documents. Raises CatalogueError for a row that names what is not there."""
    holders, bases = documents["holders"], documents["bases"]
    clocks, codes = documents["clocks"], documents["codes"]
    classes = {code: _class(code, row, holders) for code, row in holders["classes"].items()}
    made = Book(
        classes=classes,
        bases={code: _basis(code, row, bases, classes) for code, row in bases["bases"].items()},
        clocks=_clocks(clocks),
        refusals={code: _refused(code, row) for code, row in codes["refusals"].items()},
        lists={name: _choices(codes[name]) for name in LISTS},
        laws=bases["packs"],
    )
    _check(made)
    return made


def check(which: str, code: str, *, field: str = "") -> str:
    """The code when its list holds it. Raises Refusal otherwise."""
    if code not in book().lists[which]:
        raise unlisted(field or which)
    return code


def unlisted(field: str) -> Refusal:
    """The refusal of a code that no list holds."""
    return Refusal("preservation.code", "Choose one of the listed answers.", field=field)


def _check(made: Book) -> None:
    for row in made.classes.values():
        unknown = set(row.items) - set(made.lists["items"])
        if unknown:
            raise CatalogueError(f"{row.id}: no such items {sorted(unknown)}")
        if not any(row.id in one.of for one in made.bases.values()):
            raise CatalogueError(f"{row.id}: nothing may be asked of it")
    for basis in made.bases.values():
        if not basis.of <= set(made.classes) or not basis.kinds:
            raise CatalogueError(f"{basis.id}: asks nobody, or a class that is not there")
        if basis.needs and basis.needs not in made.lists["authorities"]:
            raise CatalogueError(f"{basis.id}: needs {basis.needs}")


def _class(code: str, row: Row, document: Row) -> HolderClass:
    year = row.get("report_year")
    return HolderClass(
        id=code,
        title=_text(row["title"]),
        advice=_text(row["advice"]),
        named=row["named"],
        group=row["group"],
        lives=_span(row, "lives"),
        items=tuple(row["items"]),
        report_year=None if year is None else _term(year, document),
        windows=tuple(row["windows"]),
        source=_source(row, document),
    )


def _basis(code: str, row: Row, document: Row, classes: Mapping[str, HolderClass]) -> LegalBasis:
    holds = row.get("holds", {})
    return LegalBasis(
        id=code,
        law=row.get("law", ""),
        title=_text(row["title"]),
        cite=_text(row["cite"]),
        kinds=frozenset(Kind(one) for one in row["kinds"]),
        of=frozenset(classes if row["of"] == "all" else row["of"]),
        needs=row.get("needs", ""),
        holds=_span(holds, "for"),
        again=_span(holds, "again"),
        times=holds.get("times", 0),
        answers=_span(row, "answers"),
        from_day=_day(row.get("from")),
        reference=row.get("reference", False),
        source=_source(row, document),
    )


def _clocks(document: Row) -> Clocks:
    return Clocks(
        ask_by=_term(document["ask_by"], document),
        extend_before=_term(document["extend_before"], document),
        second_route=_term(document["second_route"], document),
        answers={kind: _term(document["answers"][kind.value], document) for kind in Kind},
    )


def _refused(code: str, row: Row) -> Refused:
    return Refused(code, _text(row), _text(row["next"]), Kind(row["try"]))


def _choices(rows: Row) -> Mapping[str, Choice]:
    return {code: Choice(code, _text(row)) for code, row in rows.items()}


def _text(row: Row) -> Text:
    return Text(en=row["en"], zh=row["zh"])


def _span(row: Row, name: str) -> Span | None:
    return Span.parse(row[name]) if name in row else None


def _term(row: Row, document: Row) -> Term:
    return Term(Span.parse(row["for"]), _source(row, document))


def _source(row: Row, document: Row) -> Source:
    said = row["source"]
    return Source(
        ref=said["ref"],
        art=said.get("art", ""),
        mark=Mark(said["mark"]),
        edition=str(said["edition"]),
        review_due=_day(document["review_due"]) or date.max,
    )


def _day(value: Any) -> date | None:
    return value if value is None or isinstance(value, date) else date.fromisoformat(str(value))
