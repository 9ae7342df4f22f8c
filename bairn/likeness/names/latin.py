"""Names in Latin letters: folded, without titles, long forms of nicknames, how they sound."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

import yaml

from bairn.likeness.names import known, scripts

_LETTERS: Final = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i",
    "ħ": "h", "ŋ": "ng",
}  # fmt: skip
_CYRILLIC: Final = known.pairs("cyrillic")
_UMLAUTS: Final = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_APOSTROPHES: Final = re.compile("[`´ʻʼʽʿ‘’′]")
_APART: Final = re.compile(r"[^a-z'’\- ]+")
TITLES: Final = known.words("titles")
PARTICLES: Final = known.words("particles")
_HEARD: Final = (
    ("sch", "s"), ("ph", "f"), ("gh", "g"), ("ck", "k"), ("th", "t"), ("sh", "s"), ("ch", "k"),
    ("wr", "r"), ("kn", "n"), ("qu", "k"), ("x", "ks"), ("c", "k"), ("q", "k"), ("z", "s"),
    ("v", "f"), ("w", "f"), ("j", "g"), ("y", "i"), ("d", "t"), ("b", "p"),
)  # fmt: skip


@lru_cache(maxsize=200_000)
def folded(text: str) -> str:
    """Small letters a to z, spaces, hyphens and apostrophes; other scripts spelt, but Chinese."""
    small = unicodedata.normalize("NFKC", _APOSTROPHES.sub("'", text)).casefold()
    spelt = small if small.isascii() else "".join(map(_spelt, small))
    bare = unicodedata.normalize("NFKD", spelt)
    plain = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(_APART.sub(" ", plain).split())


def _spelt(letter: str) -> str:
    return _LETTERS.get(letter) or _CYRILLIC.get(letter) or scripts.spelt(letter)


def words(text: str) -> tuple[str, ...]:
    """The words of a folded name without titles."""
    return tuple(
        word for one in text.split(" ") if (word := one.strip("-'’")) and word not in TITLES
    )


def joined(tokens: tuple[str, ...] | list[str]) -> str:
    """Words as one: letters alone."""
    return re.sub(r"[^a-z]", "", "".join(tokens))


@lru_cache(maxsize=200_000)
def sound(token: str) -> str:
    """How a name sounds in most of Europe's languages, roughly: its first letter and consonants."""
    text = joined((token,))
    for spelt, bare in _UMLAUTS:
        text = text.replace(spelt, bare)
    for spelt, heard in _HEARD:
        text = text.replace(spelt, heard)
    kept = text[:1]
    for letter in text[1:]:
        if letter not in "aeiouh" and letter != kept[-1]:
            kept += letter
    return kept


def long_form(given: str) -> str:
    """The long form of a nickname; the name itself where it is none or is not known."""
    return _nicknames().get(given, given)


@cache
def _nicknames() -> dict[str, str]:
    """From each short form to its long form; one that stands for several keeps the commonest."""
    rows: dict[str, str] = yaml.safe_load((known.CATALOGUE / "nicknames.yaml").read_text("utf-8"))
    found: dict[str, str] = {}
    for long, short in rows.items():
        for one in short.split():
            found.setdefault(one, long)
    return found
