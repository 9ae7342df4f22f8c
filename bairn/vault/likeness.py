"""Whether a name in a case may be that of a colleague. It is asked in memory and says only how.

A name is no proof: many people share one. What comes out is a reason to look; a person judges.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping

from bairn.vault.terms import Likeness

_LATIN_MARKS = range(0x0300, 0x0370)  # accents; the marks of other scripts are letters' parts
_SPELLINGS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe"})
_HAN = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))


def alike(fields: Mapping[str, str], *, name: str, service_name: str) -> Likeness | None:
    """How somebody's sealed fields agree with a colleague's name or service name, if they do."""
    found = {one for known in _names(fields) if (one := _same(known, name))}
    if service_name.casefold() in _handles(fields):
        found.add(Likeness.SERVICE_NAME)
    return next((one for one in Likeness if one in found), None)


def _same(one: str, other: str) -> Likeness | None:
    """Latin names by their words, whatever the accents and the order; Chinese names exactly."""
    if _is_han(one) or _is_han(other):
        return Likeness.SAME_NAME if _joined(one) == _joined(other) != "" else None
    left, right = _words(one), _words(other)
    if not left or not right:
        return None
    if left == right:
        return Likeness.SAME_NAME
    if sorted(left) == sorted(right):
        return Likeness.OTHER_ORDER
    fewer = min(set(left), set(right), key=len)
    # One word alone is half of a town: it is no reason to look at anybody.
    if len(fewer) > 1 and fewer <= set(left) & set(right):
        return Likeness.PART_OF_NAME
    return None


def _names(fields: Mapping[str, str]) -> Iterator[str]:
    family, given = fields.get("family_name", ""), fields.get("given_name", "")
    if family and given:
        yield f"{family}{given}" if _is_han(family + given) else f"{given} {family}"
    if full := fields.get("full_name", ""):
        yield full
    yield from (str(one) for one in _rows(fields.get("other_names", "")))


def _handles(fields: Mapping[str, str]) -> frozenset[str]:
    handles = [
        str(row.get("handle", ""))
        for row in _rows(fields.get("accounts", ""))
        if isinstance(row, dict)
    ]
    local = [str(one).partition("@")[0] for one in _rows(fields.get("emails", ""))]
    return frozenset(one.strip().lstrip("@").casefold() for one in (*handles, *local) if one)


def _rows(text: str) -> list[object]:
    try:
        found = json.loads(text) if text else []
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def _words(name: str) -> tuple[str, ...]:
    split = unicodedata.normalize("NFKD", name.casefold().translate(_SPELLINGS))
    bare = "".join(c for c in split if ord(c) not in _LATIN_MARKS)
    parted = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in bare)
    return tuple(unicodedata.normalize("NFC", parted).split())


def _joined(name: str) -> str:
    whole = unicodedata.normalize("NFKC", name)
    return "".join(c for c in whole if unicodedata.category(c)[0] in "LMN").casefold()


def _is_han(name: str) -> bool:
    return any(first <= ord(c) <= last for c in name for first, last in _HAN)
