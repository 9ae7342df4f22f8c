"""Error model B, for testing: what is heard, read by a machine, converted or told by others.

Written after other rules than A: sounds and shapes in place of keys, other lists, other rates; a
first record errs too. Nothing was tuned on it.
"""

import numpy as np
from numpy.random import Generator

from bench.linkage import spellings
from bench.linkage.errors import Dice, forget, han, numbers, plain, romanised
from bench.linkage.population import PLATFORMS, Sheet, people

_NICKNAMES = (
    "abigail:abby alexander:alex alexandra:sandra andrew:andy benjamin:ben catherine:cathy "
    "cynthia:cindy donald:don dorothy:dot eleanor:nell frances:fran frederick:fred "
    "gregory:greg henry:harry isabella:bella jacob:jake jonathan:jon joshua:josh kenneth:ken "
    "kimberly:kim lawrence:larry leonard:len mary:molly nancy:nan nicholas:nick pamela:pam "
    "peter:pete philip:phil raymond:ray rebecca:becky ronald:ron samuel:sam sandra:sandy "
    "stephanie:steph theodore:theo timothy:tim victoria:vicky virginia:ginny walter:walt "
    "zachary:zach robert:rob william:will michael:mick james:jamie elizabeth:beth "
    "margaret:maggie john:johnny"
)
_CALLED = dict(pair.split(":") for pair in _NICKNAMES.split())
_HEARD = (
    ("ph", "f"), ("ck", "k"), ("ie", "ei"), ("ei", "ie"), ("c", "k"), ("y", "i"), ("ll", "l"),
    ("nn", "n"), ("tt", "t"), ("s", "z"), ("oo", "u"), ("ee", "ea"), ("th", "t"), ("gh", "g"),
    ("er", "ar"), ("a", "e"), ("on", "en"), ("v", "w"), ("j", "g"),
)  # fmt: skip
_READ = (
    ("rn", "m"), ("m", "rn"), ("cl", "d"), ("li", "h"), ("l", "i"), ("vv", "w"), ("h", "b"),
    ("u", "v"), ("e", "c"), ("t", "f"),
)  # fmt: skip
_ACCENT = (
    ("zh", "z"), ("sh", "s"), ("ch", "c"), ("ng", "n"), ("l", "n"), ("n", "l"), ("h", "f"),
)  # fmt: skip
_FOREIGN = "kevin jason amy cindy tony vivian eric grace jack lily peter emily"
_TAKEN = np.array(_FOREIGN.split(), object)
_DIGITS = str.maketrans("0156839", "8761598")
_MISSING = {
    "nid": 0.78, "phone": 0.36, "phone2": 0.88, "email": 0.66, "handle": 0.72, "line": 0.26,
    "postcode": 0.20, "birth": 0.08, "day_alone": 0.03, "sex": 0.06,
}  # fmt: skip
_FIRST = 0.4  # of the errors, how many a person's first record has


def bent(everybody: Sheet, rng: Generator, first: bool) -> Sheet:
    """A record each, with errors."""
    count = len(everybody["ent"])
    usual = np.array([0, 0, spellings.HONG_KONG, spellings.WADE])[everybody["region"]]
    dice = Dice(count, rng, _FIRST if first else 1.0)
    hit = dice.meets(0.20)
    usual[hit] = (usual[hit] + dice.rng.integers(1, 3, len(hit))) % 3
    sheet = plain(everybody, usual)
    _characters(sheet, everybody, dice)
    _names(sheet, everybody, dice)
    _births(sheet, everybody, dice)
    _numbers(sheet, everybody, dice)
    _online(sheet, everybody, dice)
    _places(sheet, dice)
    forget(sheet, _MISSING, rng)
    _one_script(sheet, everybody, rng)
    return sheet


def _by(rules: tuple[tuple[str, str], ...], dice: Dice):
    """One of the rules that fit the text, drawn."""

    def bend(text: str) -> str:
        fitting = [rule for rule in rules if rule[0] in text]
        if not fitting:
            return text
        old, new = fitting[dice.pick(len(fitting))]
        return text.replace(old, new, 1)

    return bend


def _doubled(text: str) -> str:
    return text[:2] + text[1:] if len(text) > 2 else text


def _names(sheet: Sheet, everybody: Sheet, dice: Dice) -> None:
    given, family, zh = sheet["given"], sheet["family"], everybody["zh"]
    dice.bend(given, 0.07, lambda text: _CALLED.get(text, text), ~zh)
    dice.bend(given, 0.02, lambda text: text[:1], ~zh)
    dice.bend(given, 0.06, _by(_ACCENT, dice), zh)
    taken = dice.meets(0.04, zh)
    given[taken] = _TAKEN[dice.rng.integers(0, len(_TAKEN), len(taken))]
    lasts, shares = spellings.census("dist.all.last")
    for share, among, joint in ((0.04, everybody["sex"] == 1, ""), (0.02, ~zh, "-")):
        hit = dice.meets(share, among & ~zh)
        other = dice.rng.choice(lasts, len(hit), p=shares)
        family[hit] = family[hit] + joint + other if joint else other
    middles = spellings.census("dist.female.first")[0][:200]
    hit = dice.meets(0.05, ~zh)
    given[hit] = given[hit] + " " + middles[dice.rng.integers(0, len(middles), len(hit))]
    for column in (given, family):
        dice.bend(column, 0.08, _by(_HEARD, dice), ~zh)
        dice.bend(column, 0.04, _by(_READ, dice))
        dice.bend(column, 0.02, _doubled)
        dice.bend(column, 0.02, lambda text: text[:10])
    _order(given, family, dice)


def _order(given: np.ndarray, family: np.ndarray, dice: Dice) -> None:
    turned = dice.meets(0.07)
    given[turned], family[turned] = family[turned], given[turned].copy()
    given[dice.meets(0.03)] = ""
    family[dice.meets(0.03)] = ""


def _characters(sheet: Sheet, everybody: Sheet, dice: Dice) -> None:
    zh, region = everybody["zh"], everybody["region"]
    other = dict(everybody)
    for key, share in (("first", 0.05), ("second", 0.08)):
        other[key] = everybody[key].copy()
        hit = dice.meets(share, zh & (everybody[key] >= 0))
        other[key][hit] = spellings.characters().homophones[everybody[key][hit]]
    called = dice.meets(0.04, zh & (everybody["second"] >= 0))  # by the last character alone
    other["first"][called], other["second"][called] = everybody["second"][called], -1
    traditional = region >= 2
    hit = dice.meets(0.25, zh)
    traditional[hit] = ~traditional[hit]
    sheet["han"] = han(other, traditional)
    some = {name: column[called] for name, column in other.items()}
    sheet["family"][called], sheet["given"][called] = romanised(
        some, np.zeros(len(called), np.int64)
    )


def _one_script(sheet: Sheet, everybody: Sheet, rng: Generator) -> None:
    """Abroad a name is in Latin letters alone, at home in characters alone, seldom in both."""
    draw = rng.random(len(sheet["ent"]))
    sheet["han"][draw < 0.42] = ""
    alone = everybody["zh"] & (draw > 0.66)
    sheet["family"][alone] = sheet["given"][alone] = ""


def _births(sheet: Sheet, everybody: Sheet, dice: Dice) -> None:
    year, month, day = sheet["year"], sheet["month"], sheet["day"]
    for share, column, most in ((0.03, year, 3000), (0.02, day, 28), (0.02, month, 12)):
        hit = dice.meets(share)
        column[hit] = np.clip(column[hit] + dice.rng.choice([-1, 1], len(hit)), 1, most)
    hit = dice.meets(0.02)  # the last two digits in the other order
    ends = year[hit] % 100
    year[hit] = year[hit] - ends + ends % 10 * 10 + ends // 10
    swapped = dice.meets(0.03, day <= 12)
    month[swapped], day[swapped] = day[swapped], month[swapped].copy()
    moon = dice.meets(0.04, everybody["zh"])  # by the moon's calendar
    month[moon] = (month[moon] + 10) % 12 + 1
    day[moon] = (day[moon] + 9) % 28 + 1
    hit = dice.meets(0.02)
    month[hit] = day[hit] = 1
    age = dice.meets(0.05)  # an age was told
    year[age] += dice.rng.integers(-1, 2, len(age))
    month[age] = day[age] = 0


def _numbers(sheet: Sheet, everybody: Sheet, dice: Dice) -> None:
    nid, phone = sheet["nid"], sheet["phone"]
    dice.bend(nid, 0.04, lambda text: text[:5] + text[5:].translate(_DIGITS))
    dice.bend(nid, 0.08, lambda text: text[:6] + text[8:17] if len(text) == 18 else text)
    hit = dice.meets(0.28)
    others = {name: column[hit] for name, column in everybody.items()}
    phone[hit] = numbers(dice.rng.integers(10**8, 10**9, len(hit)), others)
    both = dice.meets(0.08)
    phone[both] = sheet["phone2"][both]
    dice.bend(phone, 0.04, lambda text: text[:-3] + text[-2] + text[-3] + text[-1])
    dice.bend(phone, 0.02, lambda text: text[:-1])


def _online(sheet: Sheet, everybody: Sheet, dice: Dice) -> None:
    email, handle, platform = sheet["email"], sheet["handle"], sheet["platform"]
    dice.bend(email, 0.12, lambda text: text.split("@")[0] + "@proton.me")
    dice.bend(email, 0.04, lambda text: text.replace(".", "", 1))
    dice.bend(handle, 0.15, lambda text: text + ("01", "_x", "_official")[dice.pick(3)])
    hit = dice.meets(0.15)
    platform[hit] = PLATFORMS[dice.rng.integers(0, len(PLATFORMS), len(hit))]
    called = dice.meets(0.05)
    handle[called] = sheet["phone"][called]
    hit, renamed = dice.meets(0.24), dice.meets(0.15)
    if len(hit) + len(renamed):
        strangers = people(len(hit) + len(renamed), dice.rng, 0)
        email[hit] = strangers["email"][: len(hit)]
        handle[renamed] = strangers["handle"][len(hit) :]


def _places(sheet: Sheet, dice: Dice) -> None:
    line = sheet["line"]
    moved = dice.meets(0.35)
    if len(moved):
        strangers = people(len(moved), dice.rng, 0)
        for name in ("line", "town", "postcode"):
            sheet[name][moved] = strangers[name]
    dice.bend(line, 0.12, lambda text: text.replace("street", "st").replace("avenue", "ave"))
    dice.bend(line, 0.10, lambda text: f"flat {dice.pick(20) + 1}, {text}")
    dice.bend(line, 0.05, lambda text: " ".join(text.split()[1:]))
