"""Facts as they are kept: checked against the vocabulary on the way in, read on the way out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from bairn.kernel import clock
from bairn.kernel.periods import Bounds, within_reach
from bairn.kernel.refusal import Refusal
from bairn.protocols import packs
from bairn.protocols.pack_parts import Document
from bairn.protocols.terms import CaseFacts, FactValue

_OLDEST = 130  # years


@lru_cache(maxsize=1)
def vocabulary() -> Document:
    """The facts that may be recorded, by name."""
    return packs.vocabulary()


def to_keep(facts: CaseFacts) -> dict[str, Any]:
    """The facts as JSON values by name. Raises Refusal for a fact or value nobody has defined."""
    kept: dict[str, Any] = {name: _value(name, value) for name, value in facts.values.items()}
    for name, bounds in facts.moments.items():
        if _kind(name) != "moment" or not within_reach(bounds.earliest, bounds.latest):
            raise _refusal(name)
        kept[name] = {
            side: None if moment is None else clock.stamp(moment)
            for side, moment in (("earliest", bounds.earliest), ("latest", bounds.latest))
        }
    return kept


def _kind(name: str) -> str:
    word = vocabulary().get(name)
    return "" if word is None else str(word["kind"])


def _refusal(name: str) -> Refusal:
    return Refusal("protocols.fact", "This is not a fact that a pack can ask about.", field=name)


def _value(name: str, value: FactValue) -> Any:
    kind = _kind(name)
    codes = vocabulary().get(name, {}).get("codes", ())
    fits = {
        "yes_no": isinstance(value, bool),
        "number": isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _OLDEST,
        "code": isinstance(value, str) and value in codes,
        "codes": isinstance(value, tuple) and set(value) <= set(codes),
    }
    if not fits.get(kind, False):
        raise _refusal(name)
    return list(value) if isinstance(value, tuple) else value


def facts_of(rows: Iterable[tuple[str, Any]]) -> CaseFacts:
    """The facts that kept rows say, the later row winning; a null makes a fact unknown again."""
    latest: dict[str, Any] = dict(rows)
    values: dict[str, FactValue] = {}
    moments: dict[str, Bounds] = {}
    for name, value in latest.items():
        if isinstance(value, Mapping):
            moments[name] = Bounds(_moment(value["earliest"]), _moment(value["latest"]))
        elif value is not None:
            values[name] = tuple(value) if isinstance(value, list) else value
    return CaseFacts(values, moments)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
