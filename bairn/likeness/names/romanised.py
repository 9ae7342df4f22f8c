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
PINYIN: Final[Mapping[str, int]] = {
    family: at for at, family in enumerate(known.listed("pinyin"))
}  # the commonest first
COMPOUND: Final = known.words("compound_pinyin")
_CANTON: Final = known.words("cantonese")
_INITIALS: Final = (
    ("tz'", "c"), ("ts'", "c"), ("ch'", "c"), ("p'", "p"), ("t'", "t"), ("k'", "k"), ("hs", "s"),
    ("sz", "s"), ("ss", "s"), ("tz", "c"), ("ts", "c"), ("zh", "c"), ("ch", "c"), ("sh", "s"),
    ("x", "s"), ("q", "c"), ("j", "c"), ("z", "c"), ("b", "p"), ("d", "t"), ("g", "k"),
)  # fmt: skip
_FINALS: Final = {
    "ien": "ian", "ieh": "ie", "ueh": "ue", "ung": "ong", "uei": "ui", "eh": "e", "ih": "i",
    "erh": "er", "iung": "iong", "yen": "ian", "yan": "ian", "uo": "o", "uen": "un", "iou": "iu",
    "you": "iu", "yueh": "ue", "yue": "ue", "yung": "iong", "yong": "iong", "ye": "ie",
    "yeh": "ie", "yi": "i", "wu": "u", "uang": "uang",
}  # fmt: skip
_ASPIRATE: Final = re.compile("(?<=[kptszh])['’](?=[a-z])")  # no syllable of Mandarin ends so
_RI: Final = re.compile("j(?!i(?!h)|u(?!i|ng))")  # where Wade and Giles write j for r
_MODERN: Final = re.compile("zh|[bdgqxzr]|c(?!h)|j[iu]")  # how pinyin alone spells
_SYLLABLE: Final = re.compile(
    r"[ln](?:yue|yu|ve|v)(?![aeiou])|"
    r"(?:zh|ch|sh|ts|tz|hs|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|iung|uang|ueng|ang|eng|ing|ong|ung|ian|ien|iao|uai|uan|uei|uen|ieh|ueh|erh|"
    r"an|en|in|un|ai|ei|ui|ao|ou|iu|ie|ue|ua|uo|ia|er|eh|ih|a|e|i|o|u)(?![aeiou])|"
    r"(?:zh|ch|sh|ts|tz|hs|[bpmfdtnlgkhjqxrzcsyw])(?:i|u|a|e|o)"
)
_JYUT: Final = (
    ("oeng", "eung"), ("oek", "euk"), ("eoi", "ui"), ("eon", "un"), ("eot", "ut"), ("oe", "eu"),
    ("aa", "a"), ("yun", "uen"), ("yut", "uet"), ("yu", "u"),
)  # fmt: skip
_CANTON_WHOLE: Final = {
    "tsz": "ci", "tze": "ci", "tzu": "ci", "tse": "ce", "sz": "si", "sze": "si", "szu": "si",
}  # fmt: skip
_CANTON_SYLLABLE: Final = re.compile(
    r"tsz|sze?|tze|ng|"
    r"(?:ng|kw|gw|qu|ch|ts|tz|sh|[bpmfdtnlgkhwjyzcs])?"
    r"(?:[aeiou]|aa|ai|ay|au|ow|aw|ee|ei|ey|ay|eu|ew|ie|iu|oi|oy|oo|ou|ow|ui|ue|ah|ar|eh|oh|or|"
    r"(?:a|aa|e|ee|i|o|oo|u|eu|ue|eo|ie|yue)(?:m|n|ng|p|t|k|ck))"
)
_CANTON_ENDS: Final = (
    ("ck", "k"), ("ee", "i"), ("oon", "un"), ("oo", "u"), ("uen", "un"), ("uet", "ut"),
    ("ue", "u"), ("ow", "o"), ("ou", "o"), ("aw", "o"), ("or", "o"), ("ar", "a"), ("ah", "a"),
    ("eu", "iu"), ("ew", "iu"), ("ei", "i"), ("ey", "i"), ("oy", "oi"), ("um", "am"), ("up", "ap"),
)  # fmt: skip
_CANTON_STARTS: Final = (
    ("gw", "kw"), ("qu", "kw"), ("ts", "c"), ("tz", "c"), ("ch", "c"), ("sh", "s"), ("z", "c"),
    ("j", "y"), ("b", "p"), ("d", "t"), ("g", "k"),
)  # fmt: skip


@lru_cache(maxsize=200_000)
def syllables(token: str) -> tuple[str, ...]:
    """The syllables of a token that can be Mandarin in Latin letters; empty where it cannot."""
    found: list[str] = []
    for part in re.split(r"[\s\-'’]+", _ASPIRATE.sub("", token)):
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
    if _RI.match(syllable):
        start = "r"
    if start in ("k", "h") and rest == "o":
        rest = "e"  # as Wade and Giles write ge, ke and he
    if start in ("l", "n") and rest in ("v", "ve", "yu", "yue"):
        rest = "ue" if rest.endswith("e") else "u"  # as passports write ü
    heard = _FINALS.get(rest, rest)
    if start in ("c", "s") and heard in ("i", "u", "ih", "e"):
        heard = "i" if heard != "e" else "e"
    return start + heard


def place(family: str) -> int:
    """How far down the list of common surnames one stands, in any spelling."""
    read = FAMILIES.get(family, ("",))[0]
    return min(PINYIN.get(family, len(PINYIN)), PINYIN.get(read, len(PINYIN)))


@lru_cache(maxsize=200_000)
def told_apart(one: str, other: str) -> bool:
    """Whether pinyin itself spells two names differently that else would sound alike."""
    pairs = zip(syllables(one), syllables(other), strict=False)
    return any(a != b and _MODERN.match(a) and _MODERN.match(b) for a, b in pairs)


def is_canton_syllable(word: str) -> bool:
    """Whether a word can be one syllable of Cantonese as Hong Kong or Singapore write it."""
    return _CANTON_SYLLABLE.fullmatch(word) is not None


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


@lru_cache(maxsize=10_000)  # there are some hundred syllables
def _as_hong_kong(reading: str) -> str:
    text = reading
    for spelt, written in _JYUT:
        text = text.replace(spelt, written)
    return text


@lru_cache(maxsize=100_000)
def _canton(syllable: str) -> str:
    if syllable in _CANTON_WHOLE:
        return _CANTON_WHOLE[syllable]
    text = re.sub("^ng(?=[aeiou])", "", syllable)  # many leave it out
    for spelt, heard in _CANTON_STARTS:
        if text.startswith(spelt):
            text = heard + text[len(spelt) :]
            break
    for spelt, heard in _CANTON_ENDS:
        text = text.replace(spelt, heard)
    return text
