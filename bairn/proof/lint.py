"""Faults of a table of offences that its schema cannot see."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from bairn.proof.terms import Book, Element, Finding, OffenceTable


def lint(
    table: OffenceTable,
    book: Book,
    *,
    packs: Collection[str],
    milestones: Collection[str],
    on: date,
) -> tuple[Finding, ...]:
    """Every finding in a table on a day, faults first."""
    found = [
        *_pack(table, packs),
        *_twins(table),
        *_kinds(book, milestones),
        *_reminders(table),
        *_reviews(table, on),
    ]
    for offence in table.offences:
        for element in offence.elements:
            found += _element(f"{offence.id}/{element.id}", element, book)
    return tuple(sorted(found, key=lambda one: (one.warning, one.row, one.code)))


def _pack(table: OffenceTable, packs: Collection[str]) -> Iterator[Finding]:
    if table.pack not in packs:
        yield Finding(table.pack, "proof.pack", "there is no pack of this name")


def _twins(table: OffenceTable) -> Iterator[Finding]:
    names = Counter(offence.id for offence in table.offences)
    names.update(f"reminder {one.id}" for one in table.reminders)
    for offence in table.offences:
        names.update(f"{offence.id}/{element.id}" for element in offence.elements)
    for name, count in names.items():
        if count > 1:
            yield Finding(name, "proof.twin", f"stands {count} times")


def _element(row: str, element: Element, book: Book) -> Iterator[Finding]:
    if not element.asks:
        yield Finding(row, "proof.asks", "nothing says what would show it")
    for kind in element.asks:
        if kind not in book.kinds:
            yield Finding(row, "proof.kind", f"unknown kind of proof {kind}")
    known = [book.kinds[kind] for kind in element.asks if kind in book.kinds]
    if known and not any(kind.alone for kind in known):
        yield Finding(row, "proof.alone", "only proof that is never enough by itself is asked for")


def _kinds(book: Book, milestones: Collection[str]) -> Iterator[Finding]:
    for kind in book.kinds.values():
        for name in sorted(set(kind.on_record) - set(milestones)):
            yield Finding(kind.id, "proof.milestone", f"no stage knows the milestone {name}")


def _reminders(table: OffenceTable) -> Iterator[Finding]:
    known = {offence.id for offence in table.offences}
    for reminder in table.reminders:
        for name in sorted(set(reminder.offences) - known):
            yield Finding(reminder.id, "proof.offence", f"unknown offence {name}")


def _reviews(table: OffenceTable, on: date) -> Iterator[Finding]:
    rows = [(offence.id, offence.law) for offence in table.offences]
    rows += [
        (f"{offence.id}/{element.id}", element.source)
        for offence in table.offences
        for element in offence.elements
    ]
    for row, source in rows + [(one.id, one.source) for one in table.reminders]:
        if source.review_due < on:
            text = f"review was due {source.review_due}"
            yield Finding(row, "proof.review", text, warning=True)
