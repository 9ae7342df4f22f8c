"""The reference page of offences: every element of every pack, what would show it, its source.

Its place is `docs/reference/offences.md`; a test compares them, `tools/reference write` writes it.
"""

from collections.abc import Iterable, Iterator

from bairn.kernel.text import Text
from bairn.proof.terms import Book, Element, Offence, OffenceTable, Reminder
from bairn.protocols.terms import Source

_HEAD = """# Offences and their elements

Generated from `bairn/proof/catalogue` by `tools/reference write`; do not edit.

Marks: V the source was read · V2 a secondary page or a part was read · K recalled, to be checked ·
D our own wording. Rows marked K or D say "check locally" wherever they show. Local counsel signs a
table before use. Nothing here says how strong a case is: it says what an element asks for.
"""


def page(tables: Iterable[OffenceTable], book: Book) -> str:
    """The page, the same for the same tables."""
    return "\n".join(_lines(tuple(tables), book)) + "\n"


def _lines(tables: tuple[OffenceTable, ...], book: Book) -> Iterator[str]:
    yield _HEAD
    for table in tables:
        yield f"## {table.pack}\n"
        for offence in table.offences:
            yield from _offence(offence, book)
        yield "### To keep in mind\n"
        for reminder in table.reminders:
            yield _reminder(reminder)
        yield ""


def _offence(offence: Offence, book: Book) -> Iterator[str]:
    yield f"### {_both(offence.title)}\n\n`{offence.id}` · {_source(offence.law)}\n"
    yield "| element | is | what would show it | source |"
    yield "|---|---|---|---|"
    for element in offence.elements:
        yield (
            f"| `{element.id}` | {_both(element.title)} | {_asks(element, book)} "
            f"| {_source(element.source)} |"
        )
    yield ""


def _asks(element: Element, book: Book) -> str:
    return "; ".join(
        book.kinds[code].title.en + ("" if book.kinds[code].alone else " (never enough alone)")
        for code in element.asks
    )


def _reminder(one: Reminder) -> str:
    named = ", ".join(f"`{name}`" for name in one.offences) or "every offence"
    whom = " For prosecutors alone." if one.prosecutor_only else ""
    return f"- `{one.id}` ({named}): {_both(one.text)}{whom} {_source(one.source)}"


def _source(source: Source) -> str:
    where = " ".join(filter(None, [source.ref, source.art]))
    check = " **check locally**" if source.check_locally else ""
    return f"{where} · {source.edition} · {source.mark.value}{check}"


def _both(text: Text) -> str:
    return f"{text.en} · {text.zh}".replace("|", "/")
