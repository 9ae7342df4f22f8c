"""What the facts, codes and milestones are called that triggers ask about."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from bairn.kernel.catalogue import load
from bairn.protocols import packs
from bairn.protocols.terms import Pack, Text
from bairn.protocols.wording import Names


def names(pack: Pack, *, kind: Callable[[str], Text | None] = lambda _: None) -> Names:
    """The names for one pack; `kind` says what a kind of milestone is called where it knows."""

    def happened(name: str) -> Text:
        step = pack.step(name) or next((one for one in pack.steps if name in one.done_by), None)
        anchor = next((one for one in pack.anchors.values() if one.milestones == (name,)), None)
        titled = step or anchor
        return kind(name) or (titled.title if titled else of_code(name))

    return Names(fact=of_fact, code=of_code, happened=happened)


def of_fact(name: str) -> Text:
    """What a fact of the vocabulary is called."""
    return _facts().get(name) or Text(name, name)


def of_code(code: str) -> Text:
    """What a coded value is called."""
    return _codes().get(code) or Text(code.replace("_", " "), code)


@lru_cache(maxsize=1)
def _facts() -> Mapping[str, Text]:
    return {name: Text(said["en"], said["zh"]) for name, said in packs.vocabulary().items()}


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, Text]:
    rows = load(packs.FOLDER / "codes.yaml")
    return {code: Text(said["en"], said["zh"]) for code, said in rows.items()}
