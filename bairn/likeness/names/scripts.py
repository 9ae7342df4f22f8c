"""Names in other scripts, letter by letter in Latin ones; Korean names parted and spelt."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from bairn.likeness.names import known
from bairn.likeness.names.han import HAN

_HANGUL: Final = re.compile(r"[가-힣]{2,5}")
_KOREAN: Final = known.pairs("korean")
_LETTERS: Final = re.compile(r"[^a-z]")


@lru_cache(maxsize=10_000)
def spelt(letter: str) -> str:
    """A small letter of another script in Latin ones; Latin and Chinese as they are.

    Vowels that a script leaves out are not made up: such names meet others by their consonants.
    """
    kind = unicodedata.category(letter)
    if letter.isascii() or HAN.match(letter) or kind[0] not in "LM":
        return letter
    if unicodedata.name(letter, "").startswith(("LATIN", "COMBINING")):
        return letter
    return _LETTERS.sub("", anyascii(letter).casefold())


def korean_parted(name: str) -> str:
    """A whole Korean name with a comma behind the family name, which is spelt as on a passport."""
    text = name.strip()
    if not _HANGUL.fullmatch(text):
        return korean_family(name)
    size = 2 if text[:2] in _KOREAN and len(text) > 2 else 1
    return f"{korean_family(text[:size])}, {text[size:]}"


def korean_family(name: str) -> str:
    """A Korean family name as on a passport; anything else as it is."""
    return _KOREAN.get(name.strip(), name)
