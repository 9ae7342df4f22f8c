"""What the CyberTipline format names: for each element its type, and which values are open."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bairn.intake import moments
from bairn.intake.documents import Node
from bairn.intake.terms import Element, FactValue
from bairn.kernel import catalogue, clock
from bairn.kernel.periods import Bounds

CATALOGUE = Path(__file__).parent / "catalogue" / "cybertip.yaml"
MOST_NAMED = 500  # paths named in `kept_unknown`; whatever stands there is kept all the same
LONGEST_NAMED = 4000  # characters of one of them
TEXT = "="  # the type of an element's own text, where it has attributes too
PLAIN = frozenset({"text", "int", "long", "boolean", "flag", "moment", "day", "number"})
# Attributes that say how a document is written, not what it says.
_ABOUT_THE_DOCUMENT = frozenset({"schemaLocation", "noNamespaceSchemaLocation", "lang", "space"})
_NUMBER = re.compile(r"[+-]?\d{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Format:
    """The catalogue of the format, read once."""

    roots: Mapping[str, str]
    types: Mapping[str, Mapping[str, str]]
    codes: Mapping[str, Mapping[str, str]]
    spellings: Mapping[str, Mapping[str, str]]  # `codes` and other spellings, folded
    open_types: frozenset[str]
    facts: Mapping[str, Mapping[str, Mapping[str, FactValue]]]


@dataclass(frozen=True, slots=True)
class Taken:
    """A document as the format sees it."""

    elements: tuple[Element, ...]  # all of it
    open_elements: tuple[Element, ...]  # codes, times and yes-or-no alone
    kept_unknown: tuple[str, ...]


@cache
def known() -> Format:
    """The format. Raises CatalogueError when the catalogue is amiss."""
    rows: Any = catalogue.load(CATALOGUE)
    codes = {name: dict(row) for name, row in rows["codes"].items()}
    spellings = {
        name: {fold(said): code for said, code in {**row, **rows["also"].get(name, {})}.items()}
        for name, row in codes.items()
    }
    types = {name: dict(row) for name, row in rows["types"].items()}
    for name, row in types.items():
        for child in row.values():
            if child.rstrip("!*") not in {*PLAIN, *codes, *types}:
                raise catalogue.CatalogueError(f"cybertip.yaml: {name} has no type {child}")
    return Format(rows["roots"], types, codes, spellings, frozenset(rows["open"]), rows["facts"])


def fold(said: str) -> str:
    """A code as it is compared: without case, spaces and punctuation, children in the singular."""
    letters = "".join(c for c in said.casefold() if c.isalnum() or c == " ")
    singular = letters.replace("children", "child").replace(" a child", " child")
    return "".join(singular.split())


def code_of(kind: str, said: str) -> str | None:
    """Our code for one of the wire's words, None when the list does not hold it."""
    return known().spellings[kind].get(fold(said)) if said else None


def truth(said: str) -> bool | None:
    """What an `xs:boolean` says; None when it says neither."""
    return {"true": True, "1": True, "false": False, "0": False}.get(said.strip().casefold())


def number(said: str) -> int | None:
    """What an `xs:int` or `xs:long` says; None when it is none."""
    return int(said) if _NUMBER.fullmatch(said.strip()) else None


def flagged(parent: Node | None, name: str) -> bool:
    """Whether a flag stands under this element, and does not itself say no."""
    flag = parent.first(name) if parent else None
    return flag is not None and truth(flag.text) is not False


def take(root: Node) -> Taken:
    """All of the document, what of it is open, and what the format does not name."""
    elements: list[Element] = []
    opened: list[Element] = []
    unknown: list[str] = []
    for node, kind in _typed(root):
        elements.append(Element(node.path, node.text, tuple(sorted(node.attributes.items()))))
        if kind is None:
            unknown.append(node.path)
            continue
        unknown.extend(_unknown_within(node, kind))
        shown = _opened(node, kind)
        if shown is not None:
            opened.append(shown)
    return Taken(
        tuple(elements), tuple(opened), tuple(one[:LONGEST_NAMED] for one in unknown[:MOST_NAMED])
    )


def _typed(root: Node) -> Iterator[tuple[Node, str | None]]:
    """Each element in order with its type; None where the format does not name it."""
    waiting: list[tuple[Node, str | None]] = [(root, known().roots.get(root.name))]
    while waiting:
        node, kind = waiting.pop()
        yield node, kind
        row = known().types.get(kind or "", {})
        children = [(c, row[c.name].rstrip("!*") if c.name in row else None) for c in node.children]
        waiting.extend(reversed(children))


def _unknown_within(node: Node, kind: str) -> Iterator[str]:
    row = known().types.get(kind, {TEXT: kind})
    for name, value in node.attributes.items():
        if name in _ABOUT_THE_DOCUMENT:
            continue
        asked = row.get(f"@{name}")
        if asked is None or _as_open(asked.rstrip("!"), value) is None:
            yield f"{node.path}/@{name}"
    if node.text and (TEXT not in row or _as_open(row[TEXT], node.text) is None):
        yield node.path if TEXT in row else f"{node.path}/text()"


def _opened(node: Node, kind: str) -> Element | None:
    """The open part of an element; a value that is not what its type says stays sealed."""
    row = known().types.get(kind, {TEXT: kind})
    value = _if_open(row.get(TEXT, ""), node.text)
    if kind == "flag":
        value = "true" if truth(node.text) is not False else "false"
    attributes = tuple(
        (name, shown)
        for name, said in sorted(node.attributes.items())
        if (shown := _if_open(row.get(f"@{name}", ""), said))
    )
    return Element(node.path, value, attributes) if value or attributes else None


def _if_open(kind: str, said: str) -> str:
    return (_as_open(kind, said) or "") if kind in known().open_types else ""


def _as_open(kind: str, said: str) -> str | None:
    """The value in our own writing; None when it is not what its type says."""
    if kind in known().codes:
        return code_of(kind, said)
    match kind:
        case "boolean" | "flag":
            yes = truth(said)
            return None if yes is None else str(yes).lower()
        case "moment":
            found = moments.moment(said)
            return None if found is None else _written(found)
        case "int" | "long":
            return None if number(said) is None else said.strip()
        case "day":
            return None if moments.day(said) is None else said.strip()
        case "number":
            return said if re.fullmatch(r"[+-]?\d{1,9}(\.\d{1,20})?", said, re.ASCII) else None
    return said


def _written(found: Bounds) -> str:
    sides = [clock.stamp(side) for side in (found.earliest, found.latest) if side]
    return sides[0] if sides[0] == sides[-1] else "/".join(sides)
