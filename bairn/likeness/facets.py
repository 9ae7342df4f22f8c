"""The facets of one name: its Latin letters, its sounds, its characters; Latin and Han are one.

Plain rules: traditional characters are read as simplified ones, characters as pinyin beside the
Latin spelling that was written. The order of a whole name is that of its script.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from bairn.likeness.terms import Name

_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_NOT_LETTERS: Final = re.compile(r"[^a-z]+")
_ALIKE: Final = (("ph", "f"), ("gh", "g"), ("ck", "k"), ("c", "k"), ("z", "s"), ("y", "i"))
# Surnames of two characters.
_TWO: Final = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "夏侯",
     "端木", "南宫", "独孤", "长孙")
)  # fmt: skip


def facets_of_name(name: Name) -> tuple[Mapping[str, str], ...]:
    """Component -> normal form, for each way to read a name; none for one that says nothing."""
    family, given = _parts(name)
    han = simplified("".join(_HAN.findall(f"{name.family}{name.given}" or name.full)))
    written = {"family": letters(family), "given": letters(given)}
    if not han:
        return (_sounded(written),) if any(written.values()) else ()
    cut = 2 if han[:2] in _TWO else 1
    read = {"family": pinyin(han[:cut]), "given": pinyin(han[cut:])}
    told = {"han_family": han[:cut], "han_given": han[cut:]}
    if not any(written.values()):
        return (_sounded({**told, **read}),)
    others = {f"{part}_other": text for part, text in read.items()}
    return (_sounded({**told, **written, **others}),)


def _parts(name: Name) -> tuple[str, str]:
    """Family and given name in Latin letters, taken from the whole where they are not apart."""
    family, given = (_HAN.sub(" ", one).strip() for one in (name.family, name.given))
    whole = _HAN.sub(" ", name.full).strip()
    if family or given or not whole:
        return family, given
    if "," in whole:
        before, _, after = whole.partition(",")
        return before.strip(), after.strip()
    before, _, after = whole.rpartition(" ")
    return (after, before) if before else (after, "")


def _sounded(facet: Mapping[str, str]) -> Mapping[str, str]:
    sounds = {f"{part}_sound": sound(facet.get(part, "")) for part in ("family", "given")}
    return {name: text for name, text in {**facet, **sounds}.items() if text}


def letters(text: str) -> str:
    """Latin letters without case and accents."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return _NOT_LETTERS.sub("", folded)


def sound(text: str) -> str:
    """The consonants as they sound, doubled ones once."""
    for one, other in _ALIKE:
        text = text.replace(one, other)
    kept = text[:1]
    for letter in text[1:]:
        if letter not in "aeiouhw" and letter != kept[-1]:
            kept += letter
    return kept


def pinyin(han: str) -> str:
    """Characters in pinyin without tones; a surname in its own reading."""
    return "".join(_readings()(han)) if han else ""


def simplified(han: str) -> str:
    """Traditional characters as simplified ones."""
    return str(_converter().convert(unicodedata.normalize("NFKC", han))) if han else ""


@cache
def _readings() -> Any:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - the dictionary takes time to load

    return lazy_pinyin


@cache
def _converter() -> Any:
    import opencc  # noqa: PLC0415 - the dictionary takes time to load

    return opencc.OpenCC("t2s")
