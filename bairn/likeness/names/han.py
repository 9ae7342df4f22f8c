"""Names in characters: simplified, parted, and how they are read in Mandarin and Cantonese."""

import re
from functools import cache, lru_cache
from typing import Final

import opencc
import ToJyutping
from pypinyin import Style, lazy_pinyin

from bairn.likeness.names import known

HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")
NOT_HAN: Final = re.compile(r"[^\u3400-\u9fff\U00020000-\U000323af]+")
COMPOUND: Final = known.words("compound")
_READINGS: Final = known.pairs("readings")
SURNAMES: Final = frozenset("".join(known.words("surnames"))) | frozenset(_READINGS)
_SIMPLE: Final = opencc.OpenCC("t2s")


def is_han(text: str) -> bool:
    """Whether any character is Chinese."""
    return HAN.search(text) is not None


@lru_cache(maxsize=200_000)
def simplified(text: str) -> str:
    """The Chinese characters of a text in their simplified form; everything else is left out."""
    return str(_SIMPLE.convert("".join(filter(str.isalpha, NOT_HAN.sub("", text)))))


def parted(name: str) -> tuple[str, str]:
    """Family and given name of a whole name in simplified characters.

    Where only the last character is a surname it is the family name; where neither the first
    nor the last is one, two characters are a given name alone.
    """
    if len(name) > 2 and name[:2] in COMPOUND:
        return name[:2], name[2:]
    if 1 < len(name) < 4 and name[0] not in SURNAMES:
        if name[-1] in SURNAMES:
            return name[-1], name[:-1]
        if len(name) == 2:
            return "", name
    return name[:1], name[1:]


@lru_cache(maxsize=200_000)
def family_reading(family: str) -> str:
    """How a surname is read, without tones."""
    return _plain(_READINGS.get(family) or "".join(map(_pinyin, family)))


@lru_cache(maxsize=200_000)
def given_reading(given: str) -> str:
    """How a given name is read, character by character, without tones."""
    return _plain("".join(map(_pinyin, given)))


@lru_cache(maxsize=200_000)
def cantonese(text: str) -> tuple[str, ...]:
    """How characters are read in Cantonese: Jyutping without tones; empty where one has none."""
    found = tuple(map(_jyutping, text))
    return found if all(found) else ()


@cache
def _pinyin(character: str) -> str:
    return str(lazy_pinyin(character, style=Style.NORMAL, v_to_u=True)[0])


@cache
def _jyutping(character: str) -> str:
    found = ToJyutping.get_jyutping_list(character)
    reading = found[0][1] if found else None
    return str(reading).split(" ")[0].rstrip("123456") if reading else ""


def _plain(pinyin: str) -> str:
    """ü is written v, u or yu in passports; here it is u, as it is after most letters."""
    return pinyin.replace("ü", "u").replace("v", "u")
