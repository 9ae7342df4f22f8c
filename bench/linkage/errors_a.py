"""Error model A, for training: slips of the keyboard, forms filled in by the wrong rule.

Letters are hit anywhere with even chance; nicknames from a short list; a person's first record is
clean. What is missing is missing as often as in the prototype's generator.
"""

import string

import numpy as np
from numpy.random import Generator

from bench.linkage import spellings
from bench.linkage.errors import Dice, forget, han, numbers, plain, romanised
from bench.linkage.population import Sheet, people

_NICKNAMES = (
    "william:bill robert:bob james:jim john:jack elizabeth:liz margaret:peggy richard:dick "
    "katherine:kate michael:mike david:dave jennifer:jen patricia:pat christopher:chris joseph:joe "
    "thomas:tom daniel:dan matthew:matt anthony:tony susan:sue deborah:debbie steven:steve "
    "edward:ted jessica:jess charles:chuck barbara:barb"
)
_SHORT = dict(pair.split(":") for pair in _NICKNAMES.split())  # fmt: skip
_MISSING = {
    "nid": 0.70, "phone": 0.42, "phone2": 0.93, "email": 0.72, "handle": 0.80, "line": 0.30,
    "postcode": 0.15, "birth": 0.12, "day_alone": 0.02, "but_year": 0.03, "sex": 0.10,
}  # fmt: skip


def bent(everybody: Sheet, rng: Generator, first: bool) -> Sheet:
    """A record each, with errors unless it is the first."""
    count = len(everybody["ent"])
    system = np.where(rng.random(count) < 0.15, 0, _usual(everybody["region"]))
    sheet = plain(everybody, system)
    dice = Dice(count, rng, 0.0 if first else 1.0)
    _characters(sheet, everybody, dice)
    _names(sheet, everybody, dice)
    _births(sheet, dice)
    _reached(sheet, everybody, dice)
    forget(sheet, _MISSING, rng)
    _one_script(sheet, everybody, rng)
    return sheet


def _usual(region: np.ndarray) -> np.ndarray:
    return np.array([0, 0, spellings.HONG_KONG, spellings.WADE])[region]


def _typo(dice: Dice):
    def typo(text: str) -> str:
        if len(text) < 3:
            return text
        kind, place = dice.rng.random(), dice.pick(len(text))
        letters = string.digits if text[place].isdigit() else string.ascii_lowercase
        letter = letters[dice.pick(len(letters))]
        if kind < 0.4:
            return text[:place] + letter + text[place + 1 :]
        if kind < 0.6:
            return text[:place] + text[place + 1 :]
        if kind < 0.75:
            return text[:place] + letter + text[place:]
        return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]

    return typo


def _names(sheet: Sheet, everybody: Sheet, dice: Dice) -> None:
    given, family, latin = sheet["given"], sheet["family"], ~everybody["zh"]
    dice.bend(given, 0.08, lambda text: _SHORT.get(text, text[:1]), latin)
    married = dice.meets(0.05, latin & (everybody["sex"] == 1))
    lasts, shares = spellings.census("dist.all.last")
    family[married] = dice.rng.choice(lasts, len(married), p=shares)
    dice.bend(given, 0.16, _typo(dice))
    dice.bend(family, 0.14, _typo(dice))
    turned = dice.meets(0.06)
    given[turned], family[turned] = family[turned], given[turned].copy()


def _characters(sheet: Sheet, everybody: Sheet, dice: Dice) -> None:
    zh = everybody["zh"]
    other = dict(everybody)
    for key in ("first", "second"):
        other[key] = everybody[key].copy()
        hit = dice.meets(0.06, zh & (everybody[key] >= 0))
        other[key][hit] = spellings.characters().homophones[everybody[key][hit]]
    traditional = everybody["region"] >= 2
    turned = dice.meets(0.12, zh)
    traditional[turned] = ~traditional[turned]
    sheet["han"] = han(other, traditional)
    hit = dice.meets(0.12, zh)
    some = {name: column[hit] for name, column in everybody.items()}
    sheet["family"][hit], sheet["given"][hit] = romanised(some, dice.rng.integers(0, 3, len(hit)))


def _one_script(sheet: Sheet, everybody: Sheet, rng: Generator) -> None:
    """Most records of a Chinese person have one form of the name."""
    draw = rng.random(len(sheet["ent"]))
    sheet["han"][draw < 0.35] = ""
    alone = everybody["zh"] & (draw > 0.72)
    sheet["family"][alone] = sheet["given"][alone] = ""


def _births(sheet: Sheet, dice: Dice) -> None:
    year, month, day = sheet["year"], sheet["month"], sheet["day"]
    swapped = dice.meets(0.05, day <= 12)
    month[swapped], day[swapped] = day[swapped], month[swapped].copy()
    hit = dice.meets(0.04)
    year[hit] = year[hit] // 10 * 10 + dice.rng.integers(0, 10, len(hit))
    hit = dice.meets(0.02)
    year[hit] += dice.rng.choice([-10, 10], len(hit))
    hit = dice.meets(0.04)
    day[hit] = dice.rng.integers(1, 29, len(hit))
    hit = dice.meets(0.03)
    month[hit] = day[hit] = 1


def _reached(sheet: Sheet, everybody: Sheet, dice: Dice) -> None:
    """Other numbers, addresses and handles, or the same with a slip."""
    typo = _typo(dice)
    dice.bend(sheet["nid"], 0.08, typo)
    hit = dice.meets(0.32)
    others = {name: column[hit] for name, column in everybody.items()}
    sheet["phone"][hit] = numbers(dice.rng.integers(10**8, 10**9, len(hit)), others)
    both = dice.meets(0.06)
    sheet["phone"][both] = sheet["phone2"][both]
    dice.bend(sheet["phone"], 0.05, typo)
    dice.bend(sheet["handle"], 0.22, typo)
    hit, moved = dice.meets(0.30), dice.meets(0.40)
    if len(hit) + len(moved):
        strangers = people(len(hit) + len(moved), dice.rng, 0)
        sheet["email"][hit] = strangers["email"][: len(hit)]
        for name in ("line", "town", "postcode"):
            sheet[name][moved] = strangers[name][len(hit) :]
    dice.bend(sheet["line"], 0.12, typo)
