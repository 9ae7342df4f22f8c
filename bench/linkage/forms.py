"""The forms under which texts are compared, until the product's own reading stands: plain rules.

Names in Latin letters are kept as they are, characters are read as pinyin; no Cantonese, no
Wade-Giles, no nicknames. `encode.py` takes the product's forms in their place where there are any.
"""

import functools
import re
from collections.abc import Mapping

import opencc
from pypinyin import lazy_pinyin

_SIMPLIFIED = opencc.OpenCC("t2s")
_SOUNDS = (("ph", "f"), ("gh", "g"), ("ck", "k"), ("c", "k"), ("z", "s"), ("y", "i"))


def key(text: str) -> str:
    """Letters alone."""
    return re.sub(r"[^a-z]", "", text.lower())


def sound(text: str) -> str:
    """Consonants alone, those that sound alike as one."""
    for written, heard in _SOUNDS:
        text = text.replace(written, heard)
    kept = text[:1]
    for letter in text[1:]:
        if letter not in "aeiouhw" and letter != kept[-1]:
            kept += letter
    return kept


@functools.lru_cache(200_000)
def name(family: str, given: str, han: str) -> Mapping[str, str]:
    """The components of a name."""
    facet = {"family": key(family), "given": key(given)}
    if han:
        simple = _SIMPLIFIED.convert(han)
        syllables = lazy_pinyin(simple)
        facet |= {"han_family": simple[:1], "han_given": simple[1:]}
        spelt = {"family": syllables[0], "given": "".join(syllables[1:])}
        if family or given:
            facet |= {f"{part}_other": text for part, text in spelt.items()}
        else:
            facet |= spelt
    return facet | {f"{part}_sound": sound(facet[part]) for part in ("family", "given")}


def phone(text: str) -> tuple[str, str]:
    """E.164, and the form under which a handle finds it."""
    digits = "+" + re.sub(r"\D", "", text)
    return digits, digits[-9:]


def national_id(text: str) -> str:
    """As it is written."""
    return text.upper()


def email(text: str) -> str:
    """In small letters."""
    return text.lower()


def local(text: str) -> str:
    """What stands before the @, without dots."""
    return re.sub(r"[^a-z0-9]", "", text.split("@")[0]) if text else ""


def handle(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def address(text: str) -> str:
    """Words alone."""
    return " ".join(text.lower().replace(",", " ").split())


def postcode(text: str) -> str:
    """In small letters."""
    return text.lower()


town = postcode


def named(text: str, family: str, given: str, han: str) -> bool:
    """Whether a local part or a handle merely repeats the name."""
    parts = name(family, given, han)
    return any(len(parts[part]) > 2 and parts[part] in text for part in ("family", "given"))
