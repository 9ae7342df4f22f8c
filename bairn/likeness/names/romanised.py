"""Chinese names in Latin letters: which syllables they are, and how each would sound.

Mandarin in pinyin, Wade-Giles or old post-office spelling, Cantonese as Hong Kong writes it. One
spelling stands for several characters anyhow, so what comes out are keys under which the same
name is found again, not readings.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from bairn.likeness.names import known

# Surnames as Hong Kong, Singapore and Taiwan write them, to pinyin.
FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    spelt: tuple(read.split("/")) for spelt, read in known.pairs("families").items()
}
PINYIN: Final = known.words("pinyin")
_CANTON: Final = known.words("cantonese")
_INITIALS: Final = (
    ("tz'", "c"), ("ts'", "c"), ("ch'", "c"), ("p'", "p"), ("t'", "t"), ("k'", "k"), ("hs", "s"),
    ("sz", "s"), ("ss", "s"), ("tz", "c"), ("ts", "c"), ("zh", "c"), ("ch", "c"), ("sh", "s"),
    ("x", "s"), ("q", "c"), ("j", "c"), ("z", "c"), ("b", "p"), ("d", "t"), ("g", "k"),
)  # fmt: skip
_FINALS: Final = {
    "ien": "ian", "ieh": "ie", "ueh": "ue", "ung": "ong", "uei": "ui", "eh": "e", "ih": "i",
    "erh": "er", "iung": "iong", "yen": "ian", "yan": "ian", "uo": "o", "uen": "un", "iou": "iu",
    "you": "iu", "yu": "u", "yueh": "ue", "yue": "ue", "yung": "iong", "yong": "iong", "ye": "ie",
    "yeh": "ie", "yi": "i", "wu": "u", "uang": "uang",
}  # fmt: skip
_SYLLABLE: Final = re.compile(
    r"(?:zh|ch|sh|ts|tz|hs|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|iung|uang|ueng|ang|eng|ing|ong|ung|ian|ien|iao|uai|uan|uei|uen|ieh|ueh|erh|"
    r"an|en|in|un|ai|ei|ui|ao|ou|iu|ie|ue|ua|uo|ia|er|eh|ih|a|e|i|o|u)(?![aeiou])|"
    r"(?:zh|ch|sh|ts|tz|hs|[bpmfdtnlgkhjqxrzcsyw])(?:i|u|a|e|o)"
)
_JYUT: Final = (
    ("oeng", "eung"), ("oek", "euk"), ("eoi", "ui"), ("eon", "un"), ("eot", "ut"), ("oe", "eu"),
    ("aa", "a"), ("yun", "uen"), ("yut", "uet"), ("yu", "u"),
)  # fmt: skip
_CANTON_ENDS: Final = (
    ("ee", "i"), ("oo", "u"), ("uen", "un"), ("uet", "ut"), ("ow", "o"), ("ou", "o"), ("aw", "o"),
    ("or", "o"), ("ar", "a"), ("ah", "a"), ("eu", "iu"), ("ew", "iu"), ("ei", "i"), ("ey", "i"),
    ("sze", "si"), ("tsz", "ci"), ("ze", "i"),
)  # fmt: skip
_CANTON_STARTS: Final = (
    ("gw", "kw"), ("qu", "kw"), ("ts", "c"), ("tz", "c"), ("ch", "c"), ("sh", "s"), ("z", "c"),
    ("j", "y"), ("b", "p"), ("d", "t"), ("g", "k"),
)  # fmt: skip


@lru_cache(maxsize=200_000)
def syllables(token: str) -> tuple[str, ...]:
    """The syllables of a token that can be Mandarin in Latin letters; empty where it cannot."""
    found: list[str] = []
    for part in re.split(r"[\s\-'’]+", token):
        place = 0
        while place < len(part):
            match = _SYLLABLE.match(part, place)
            if match is None or match.end() == place:
                return ()
            found.append(match.group())
            place = match.end()
    return tuple(found) if 0 < len(found) <= 4 else ()


@lru_cache(maxsize=200_000)
def sound(syllable: str) -> str:
    """How a Mandarin syllable sounds in any spelling; aspirated or not is the same."""
    start, rest = "", syllable
    for spelt, heard in _INITIALS:
        if syllable.startswith(spelt):
            start, rest = heard, syllable[len(spelt) :]
            break
    else:
        if syllable[0] not in "aeiouyw":
            start, rest = syllable[0], syllable[1:]
    heard = _FINALS.get(rest, rest)
    if start in ("c", "s") and heard in ("i", "u", "ih", "e"):
        heard = "i" if heard != "e" else "e"
    return start + heard


def is_cantonese(family: str) -> bool:
    """Whether a surname is spelt as Hong Kong spells it and nowhere else."""
    return family in _CANTON


@lru_cache(maxsize=200_000)
def cantonese_key(token: str) -> str:
    """A Cantonese name as Hong Kong writes it, in one spelling."""
    return "".join(_canton(part) for part in re.split(r"[\s\-'’]+", token) if part)


def from_jyutping(readings: tuple[str, ...]) -> str:
    """The same key from Jyutping."""
    return "".join(_canton(_as_hong_kong(one)) for one in readings)


def _as_hong_kong(reading: str) -> str:
    text = reading
    for spelt, written in _JYUT:
        text = text.replace(spelt, written)
    return text


def _canton(syllable: str) -> str:
    text = syllable
    for spelt, heard in _CANTON_STARTS:
        if text.startswith(spelt):
            text = heard + text[len(spelt) :]
            break
    for spelt, heard in _CANTON_ENDS:
        text = text.replace(spelt, heard)
    return text
