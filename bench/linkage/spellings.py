"""What names are made of: census lists, characters with their frequency, three romanisations."""

import csv
import functools
import os
from pathlib import Path

import names
import numpy as np
import opencc
import ToJyutping
from numpy.typing import NDArray
from pypinyin import lazy_pinyin

Texts = NDArray[np.object_]
Shares = NDArray[np.float64]

FREQUENCIES = Path(
    os.environ.get("BAIRN_NAME_FREQUENCIES", "/work/shared/data/linkage/chinese_name_frequencies")
)
# Without the frequencies: common names, made up of what everybody knows.
_SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余"
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍红建文志海林春云龙宇浩欣怡梓涵子晨雨"
)

PINYIN, HONG_KONG, WADE = range(3)

_WADE_STARTS = (
    ("zhi", "chih"), ("chi", "ch'ih"), ("shi", "shih"), ("ri", "jih"), ("zi", "tzu"),
    ("ci", "tz'u"), ("si", "ssu"), ("zh", "ch"), ("ch", "ch'"), ("j", "ch"), ("q", "ch'"),
    ("x", "hs"), ("z", "ts"), ("c", "ts'"), ("b", "p"), ("p", "p'"), ("d", "t"), ("t", "t'"),
    ("g", "k"), ("k", "k'"), ("r", "j"),
)  # fmt: skip
_WADE_ENDS = (("ian", "ien"), ("ie", "ieh"), ("ue", "ueh"), ("ong", "ung"), ("yan", "yen"))
_HONG_KONG_STARTS = (
    ("gw", "kw"), ("ng", "ng"), ("z", "ch"), ("c", "ch"), ("j", "y"), ("b", "p"), ("d", "t"),
    ("g", "k"),
)  # fmt: skip
_HONG_KONG_ENDS = (
    ("eoi", "ui"), ("eon", "un"), ("eot", "ut"), ("oeng", "eung"), ("oek", "euk"), ("oe", "eu"),
    ("aai", "ai"), ("aau", "au"), ("aam", "am"), ("aan", "an"), ("aang", "ang"), ("aap", "ap"),
    ("aat", "at"), ("aak", "ak"), ("aa", "a"), ("yun", "uen"), ("yut", "uet"), ("yu", "yu"),
    ("ou", "o"), ("iu", "iu"), ("am", "um"), ("ap", "up"),
)  # fmt: skip


def wade(syllable: str) -> str:
    """A syllable of pinyin as Wade and Giles wrote it, with the apostrophes that most leave out."""
    text = syllable
    for start, new in _WADE_STARTS:
        if text == start and len(start) > 1 and start[-1] == "i":
            return new.replace("'", "")
        if start[-1] != "i" and text.startswith(start):
            text = new + text[len(start) :]
            break
    for end, new in _WADE_ENDS:
        if text.endswith(end):
            text = text[: -len(end)] + new
            break
    return text.replace("'", "")


def hong_kong(jyutping: str) -> str:
    """A syllable of jyutping about as Hong Kong's offices spell it."""
    text = jyutping.rstrip("123456")
    for start, new in _HONG_KONG_STARTS:
        if text.startswith(start):
            text = new + text[len(start) :]
            break
    for end, new in _HONG_KONG_ENDS:
        if text.endswith(end):
            return text[: -len(end)] + new
    return text


class Characters:
    """Surnames or given characters, how frequent they are and how each system spells them."""

    def __init__(self, texts: list[str], shares: list[Shares]) -> None:
        self.texts = np.array(texts, object)
        self.shares = [one / one.sum() for one in shares]
        spelt = [_spelt(text) for text in texts]
        self.systems = [np.array([one[system] for one in spelt], object) for system in range(3)]
        turn = opencc.OpenCC("s2t")
        self.traditional = np.array([turn.convert(text) for text in texts], object)
        self.homophones = _homophones(list(self.systems[PINYIN]))


def _spelt(text: str) -> tuple[str, str, str]:
    syllables = lazy_pinyin(text)
    sounds = [sound for _, sound in ToJyutping.get_jyutping_list(text)]
    cantonese = [hong_kong(sound.split()[0]) if sound else "" for sound in sounds]
    return (
        "".join(syllables),
        " ".join(cantonese) if all(cantonese) else "".join(syllables),
        "-".join(wade(one) for one in syllables),
    )


def _homophones(sounds: list[str]) -> NDArray[np.int64]:
    """For each character the next one of the same sound; itself where there is none."""
    by_sound: dict[str, list[int]] = {}
    for place, sound in enumerate(sounds):
        by_sound.setdefault(sound, []).append(place)
    following = np.arange(len(sounds))
    for places in by_sound.values():
        for this, after in zip(places, [*places[1:], places[0]], strict=True):
            following[this] = after
    return following


def _rows(name: str) -> list[dict[str, str]]:
    with (FREQUENCIES / name).open(encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


@functools.cache
def surnames() -> Characters:
    """Chinese family names."""
    if not (FREQUENCIES / "familyname.csv").exists():
        texts = list(_SURNAMES)
        return Characters(texts, [1 / np.arange(2.0, len(texts) + 2)])
    rows = _rows("familyname.csv")
    return Characters(
        [row["surname"] for row in rows],
        [np.array([float(row["n.1930_2008"] or 0) for row in rows])],
    )


@functools.cache
def characters() -> Characters:
    """Characters of Chinese given names: shares for men and for women."""
    if not (FREQUENCIES / "givenname.csv").exists():
        texts = list(dict.fromkeys(_GIVEN))
        even = 1 / np.arange(8.0, len(texts) + 8)
        return Characters(texts, [even, even[::-1]])
    rows = _rows("givenname.csv")
    return Characters(
        [row["character"] for row in rows],
        [np.array([float(row[key] or 0) for row in rows]) for key in ("n.male", "n.female")],
    )


@functools.cache
def census(file: str) -> tuple[Texts, Shares]:
    """A list of the US census of 1990: `dist.all.last`, `dist.male.first`, `dist.female.first`."""
    lines = (Path(names.__file__).parent / file).read_text(encoding="ascii").split("\n")
    parts = [line.split() for line in lines if line.strip()]
    shares = np.array([max(float(part[1]), 4e-4) for part in parts])
    return np.array([part[0].lower() for part in parts], object), shares / shares.sum()
