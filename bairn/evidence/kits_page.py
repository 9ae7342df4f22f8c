"""The page docs/reference/kits.md: the way of a kit drawn from its own table, and every code."""

from collections.abc import Iterator

from bairn.evidence.terms.kits import KitBook, KitMove, KitStands
from bairn.protocols.terms import Source

_LISTS = ("do_not_test", "never_reasons", "refused_for", "declined", "results", "side",
          "match_steps", "match_kinds", "channels", "refused_channels", "choices", "places",
          "told_how", "by_whom", "veto_reasons", "kinds")  # fmt: skip
_SOURCE_OF = {"match_steps": "match", "refused_channels": "channels"}


def page(book: KitBook) -> str:
    """The whole page, the same for the same catalogue."""
    return "\n".join(_lines(book)) + "\n"


def mermaid(book: KitBook, language: str = "en") -> str:
    """The way of a kit as a diagram of its states."""
    return "\n".join(_diagram(book, language)) + "\n"


def _lines(book: KitBook) -> Iterator[str]:
    yield "# The way of a kit"
    yield ""
    yield "Made by `tools/reference write` from `bairn/evidence/catalogue/kits.yaml`."
    yield "What is read from the ledger of hands is marked ⛓: nobody types it."
    for language in ("en", "zh"):
        yield ""
        yield "```mermaid"
        yield from _diagram(book, language)
        yield "```"
    yield ""
    yield "## What can follow what"
    yield "| event | from | then it stands at |"
    yield "|---|---|---|"
    for move in book.moves.values():
        said = f"`{move.event}` {move.text.en} · {move.text.zh}"
        yield f"| {said} | {_from(book, move)} | {_to(book, move)} |"
    for name in _LISTS:
        yield ""
        yield f"## {name}"
        source = book.sources.get(_SOURCE_OF.get(name, name))
        if source is not None:
            yield _cited(source)
            yield ""
        yield "| code | English | 中文 |"
        yield "|---|---|---|"
        for code, row in book.lists[name].items():
            yield f"| `{code}` | {row.text.en} | {row.text.zh} |"


def _cited(source: Source) -> str:
    check = ": check locally" if source.check_locally else ""
    parts = [
        source.ref,
        source.art,
        f"edition {source.edition}",
        f"mark {source.mark.value}{check}",
    ]
    return " · ".join([*filter(None, parts), f"review due {source.review_due.isoformat()}"])


def _diagram(book: KitBook, language: str) -> Iterator[str]:
    yield "stateDiagram-v2"
    for state in book.states:
        yield f"  {state.stands.value}: {state.text.say(language)}"
    for first in (KitStands.UNREPORTED, KitStands.AWAITING_PICKUP):
        yield f"  [*] --> {first.value}"
    for move in book.moves.values():
        said = move.text.say(language) + (" ⛓" if move.custody else "")
        for source in (one.stands for one in book.states if one.stands in move.sources):
            if move.to is not None and move.to is not source:
                yield f"  {source.value} --> {move.to.value}: {said}"
    yield f"  {KitStands.DISPOSED.value} --> [*]"


def _from(book: KitBook, move: KitMove) -> str:
    return ", ".join(one.text.en for one in book.states if one.stands in move.sources)


def _to(book: KitBook, move: KitMove) -> str:
    if move.back:
        return "where it stood before"
    if move.to is None:
        return "the same"
    return book.state(move.to).text.en + (" ⛓" if move.custody else "")
