"""Spellings of name tokens: characters to pinyin and Cantonese, and how a token sounds."""

import functools
import re
import unicodedata
from collections.abc import Iterable

import opencc
import ToJyutping
from pypinyin import lazy_pinyin

HAN = r"[\u3400-\u9fff]"
_COMPOUND = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒",
     "夏侯", "端木", "南宫", "长孙", "宇文", "轩辕", "独孤")
)  # fmt: skip
# Surnames that are read otherwise than the character elsewhere.
_SURNAMES = {
    "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "任": "ren", "曾": "zeng", "查": "zha",
    "朴": "piao", "盖": "ge", "尹": "yin", "翟": "zhai", "乐": "yue", "覃": "qin", "缪": "miao",
    "种": "chong", "召": "shao", "员": "yun", "洗": "xian", "折": "she", "秘": "bi", "黑": "he",
}  # fmt: skip
_STARTS = (
    ("tzu", "ci"), ("ssu", "si"), ("szu", "si"), ("chih", "ci"), ("shih", "si"), ("jih", "ri"),
    ("tz", "c"), ("ts", "c"), ("zh", "c"), ("ch", "c"), ("sh", "s"), ("hs", "s"), ("kw", "k"),
    ("gu", "ku"), ("gw", "k"), ("x", "s"), ("q", "c"), ("j", "c"), ("z", "c"), ("b", "p"),
    ("d", "t"), ("g", "k"), ("yue", "ye"), ("yu", "yi"),
)  # fmt: skip
_ENDS = (("ien", "ian"), ("ieh", "ie"), ("ueh", "ue"), ("ung", "ong"), ("uei", "ui"), ("eh", "e"))
_HEARD = (
    ("ph", "f"), ("ck", "k"), ("gh", "g"), ("th", "t"), ("sch", "sh"), ("c", "k"), ("q", "k"),
    ("w", "v"), ("z", "s"), ("y", "i"), ("j", "g"), ("h", ""), ("x", "ks"),
)  # fmt: skip
_CANTONESE = (
    ("oeng", "eung"), ("eoi", "ui"), ("eo", "u"), ("oe", "eu"), ("aa", "a"), ("yu", "u"),
    ("ou", "o"),
)  # fmt: skip
_SYLLABLE = re.compile(
    r"((?:tz|ts|zh|ch|sh|hs|kw|gw|ng|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:[iu]?(?:ang|eng|ing|ong|ung|eung|an|en|in|un|ao|ai|ei|ou|au|iu|ui|uo|ue|ieh?|ia|ua|oi|um|am|a|e|o|i|u|ih)))+"
)
_t2s = opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """Han characters in their simplified form, one by one."""
    return "".join(_simplified(one) for one in text)


@functools.cache
def _simplified(character: str) -> str:
    return str(_t2s.convert(character))


def parted(han: str) -> tuple[str, str]:
    """Family and given name of a name in characters: compound surnames are known."""
    size = 2 if len(han) > 2 and han[:2] in _COMPOUND else 1
    return han[:size], han[size:]


@functools.cache
def _pinyin(character: str) -> str:
    return str(lazy_pinyin(character)[0])


@functools.cache
def _jyutping(character: str) -> str:
    found = ToJyutping.get_jyutping_text(character)
    return _hong_kong(str(found).split(" ")[0].rstrip("123456")) if found else ""


def _hong_kong(text: str) -> str:
    for old, new in _CANTONESE:
        text = text.replace(old, new)
    if text.startswith("j"):
        text = "y" + text[1:].removeprefix("y")
    return text


def han_forms(han: str) -> tuple[str, str, list[str]]:
    """Pinyin of family and given name, and how the name sounds in each reading."""
    family, given = parted(han)
    pinyin_family = _SURNAMES.get(family) or "".join(map(_pinyin, family))
    pinyin_given = "".join(map(_pinyin, given))
    readings = {sound(pinyin_family) + "." + sound(pinyin_given)} if given else set()
    if given:
        cantonese = ("".join(map(_jyutping, family)), "".join(map(_jyutping, given)))
        readings.add(sound(cantonese[0]) + "." + sound(cantonese[1]))
    return pinyin_family, pinyin_given, sorted(readings)


@functools.lru_cache(maxsize=1_000_000)
def sound(token: str) -> str:
    """How a token sounds, roughly: as Chinese in any romanisation, or else by its skeleton."""
    text = re.sub(r"[^a-z ]", "", token.replace("-", " "))
    if not text:
        return token
    parts = text.split()
    if all(_SYLLABLE.fullmatch(part) for part in parts):
        return "".join(_chinese(part) for part in parts)
    return _heard("".join(parts))


def _chinese(text: str) -> str:
    for old, new in _ENDS:
        text = text.replace(old, new)
    for old, new in _STARTS:
        text = text.replace(old, new)
    return text


def _heard(text: str) -> str:
    for old, new in _HEARD:
        text = text.replace(old, new)
    text = text[:1] + re.sub(r"[aeiou]+", "", text[1:])
    return re.sub(r"(.)\1+", r"\1", text) or text


def folded(texts: Iterable[str]) -> list[str]:
    """Texts in their compatible, accentless lower case."""
    return [
        "".join(
            one
            for one in unicodedata.normalize("NFKD", text.lower())
            if not unicodedata.combining(one)
        )
        for text in texts
    ]
