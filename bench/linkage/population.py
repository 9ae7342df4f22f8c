"""Households: who lives together shares an address, often a surname and sometimes a telephone."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bench.linkage import spellings

Sheet = dict[str, NDArray]  # a column a name

CHINESE = 0.3
_SIZES, _SIZE_SHARES = np.arange(1, 6), (0.30, 0.30, 0.17, 0.15, 0.08)
_REGIONS = (0.72, 0.16, 0.12)  # of the Chinese: mainland, Hong Kong, Taiwan
_DOMAINS = np.array(
    ["gmail.com", "hotmail.com", "yahoo.com", "outlook.com", "qq.com", "163.com"], object
)
PLATFORMS = np.array(["instagram", "snapchat", "telegram", "wechat", "discord", "tiktok"], object)
_NOUNS = (
    "blue moon river tiger star cloud night pixel ninja rocket lemon panda wolf magic cherry "
    "storm happy lucky shadow silver gamer pepper coco sunny falcon ghost maple ocean turbo velvet"
)
_WORDS = np.array(_NOUNS.split(), object)
_STREETS = ("street", "road", "lane", "avenue", "close", "drive")
_ID_REGIONS = np.array([110101, 310104, 440106, 510104, 330106, 420111, 350203, 610113, 210202])
_ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
OLDEST, TODAY = np.datetime64("1944-01-01"), np.datetime64("2019-12-31")


def people(count: int, rng: Generator, base: int) -> Sheet:
    """`count` people in households; twins share birth, surname and address."""
    home, place = _households(count, rng)
    homes = int(home[-1]) + 1
    zh = (rng.random(homes) < CHINESE)[home]
    region = np.where(zh, rng.choice(3, homes, p=_REGIONS)[home] + 1, 0)
    sex = rng.integers(0, 2, count)
    sheet: Sheet = {
        "ent": base + np.arange(count), "home": home, "zh": zh, "region": region, "sex": sex,
    }  # fmt: skip
    sheet |= _births(home, place, homes, rng)
    sheet |= _names(sheet, homes, place, rng)
    sheet |= _addresses(homes, home, rng)
    sheet["nid"] = _national_ids(sheet, rng)
    sheet |= _phones(homes, home, place, rng)
    sheet |= _online(sheet, rng)
    return sheet


def _households(count: int, rng: Generator) -> tuple[NDArray, NDArray]:
    sizes = rng.choice(_SIZES, count, p=_SIZE_SHARES)
    home = np.repeat(np.arange(count), sizes)[:count]
    place = np.arange(count) - np.searchsorted(home, home)
    return home, place


def _births(home: NDArray, place: NDArray, homes: int, rng: Generator) -> Sheet:
    span = int((TODAY - OLDEST).astype(int))
    adult = rng.integers(0, int(span * 0.78), homes)
    days = adult[home] + rng.normal(0, 1500, len(home)).astype(int)
    child = place >= 2
    days[child] = adult[home[child]] + rng.integers(20 * 365, 38 * 365, int(child.sum()))
    outside = (days < 0) | (days > span)
    days[outside] = rng.integers(0, span, int(outside.sum()))
    twin = (place >= 3) & (rng.random(len(home)) < 0.05)
    days[twin] = days[np.flatnonzero(twin) - 1]
    born = OLDEST + days
    months = born.astype("datetime64[M]")
    return {
        "year": born.astype("datetime64[Y]").astype(int) + 1970,
        "month": months.astype(int) % 12 + 1,
        "day": (born - months).astype(int) + 1,
        "twin": twin,
    }


def _names(sheet: Sheet, homes: int, place: NDArray, rng: Generator) -> Sheet:
    count, zh, sex, home = len(place), sheet["zh"], sheet["sex"], sheet["home"]
    shared = rng.random(count) < np.where(place == 1, np.where(zh, 0.05, 0.7), 0.92)
    lasts, last_shares = spellings.census("dist.all.last")
    own = rng.choice(len(lasts), count, p=last_shares)
    family = lasts[np.where(shared, rng.choice(len(lasts), homes, p=last_shares)[home], own)]
    given = np.where(
        sex == 0, *(rng.choice(texts, count, p=shares) for texts, shares in map(
            spellings.census, ("dist.male.first", "dist.female.first")))
    )  # fmt: skip
    surnames, characters = spellings.surnames(), spellings.characters()
    mine = rng.choice(len(surnames.texts), count, p=surnames.shares[0])
    ours = rng.choice(len(surnames.texts), homes, p=surnames.shares[0])[home]
    first, second = (
        np.where(sex == 0, *(rng.choice(len(characters.texts), count, p=one)
                             for one in characters.shares)) for _ in range(2)
    )  # fmt: skip
    second[rng.random(count) > 0.82] = -1
    return {
        "family": family, "given": given, "surname": np.where(shared, ours, mine),
        "first": first, "second": second,
    }  # fmt: skip


def _addresses(homes: int, home: NDArray, rng: Generator) -> Sheet:
    lasts, _ = spellings.census("dist.all.last")
    streets = np.array([f"{name} {kind}" for name in lasts[:4000] for kind in _STREETS], object)
    towns = np.array([f"{name}ton" for name in lasts[300:2300]], object)
    town = rng.integers(0, len(towns), homes)
    numbers = rng.integers(1, 200, homes)
    street = streets[rng.integers(0, len(streets), homes)]
    lines = np.array(
        [f"{number} {name}" for number, name in zip(numbers, street, strict=True)], object
    )
    ends = rng.integers(0, 40, homes)
    codes = np.array([f"{one:04d}{end:02d}" for one, end in zip(town, ends, strict=True)], object)
    return {"line": lines[home], "town": towns[town][home], "postcode": codes[home]}


def _national_ids(sheet: Sheet, rng: Generator) -> NDArray:
    count = len(sheet["zh"])
    start = _ID_REGIONS[rng.integers(0, len(_ID_REGIONS), count)] * 10**8
    born = sheet["year"] * 10000 + sheet["month"] * 100 + sheet["day"]
    digits = (start + born) * 1000 + rng.integers(0, 500, count) * 2 + (sheet["sex"] == 0)
    places = digits[:, None] // 10 ** np.arange(16, -1, -1) % 10
    check = np.array(list("10X98765432"), object)[(places * _ID_WEIGHTS).sum(1) % 11]
    plain = rng.integers(10**8, 9 * 10**8, count)
    return np.array(
        [f"{long}{last}" if zh else str(short) for zh, long, last, short in zip(
            sheet["zh"] & (sheet["region"] == 1), digits, check, plain, strict=True)], object
    )  # fmt: skip


def _phones(homes: int, home: NDArray, place: NDArray, rng: Generator) -> Sheet:
    """A number of one's own, the household's, or one that somebody else had before."""
    count = len(home)
    own = rng.integers(10**8, 10**9, count)
    used = rng.random(count) < 0.03
    own[used] = own[rng.integers(0, count, int(used.sum()))]
    house = rng.integers(10**8, 10**9, homes)[home]
    shares = rng.random(count) < np.where(place >= 2, 0.35, 0.12)
    return {"number": np.where(shares, house, own), "number2": np.where(shares, own, house)}


def _online(sheet: Sheet, rng: Generator) -> Sheet:
    """An e-mail and a handle: of the name, of words that say nothing, or one of the other."""
    count = len(sheet["zh"])
    system = spellings.characters().systems[spellings.PINYIN]
    surnames = spellings.surnames().systems[spellings.PINYIN]
    given = np.where(sheet["zh"], system[sheet["first"]], sheet["given"])
    family = np.where(sheet["zh"], surnames[sheet["surname"]], sheet["family"])
    numbers, years = rng.integers(0, 1000, count), sheet["year"] % 100
    kind, same = rng.random(count), rng.random(count) < 0.2
    one, two = (_WORDS[rng.integers(0, len(_WORDS), count)] for _ in range(2))
    locals_ = [
        f"{g}.{f}{n}" if k < 0.4 else f"{g[:1]}{f}{y:02d}" if k < 0.65 else f"{a}{b}{n}"
        for g, f, n, y, a, b, k in zip(given, family, numbers, years, one, two, kind, strict=True)
    ]
    turn, ends = rng.random(count), rng.integers(0, 10000, count)
    handles = [
        local.replace(".", "_") if s else f"{g[:4]}{f[:3]}{n}" if k < 0.35 else f"{b}_{a}{n}"
        for local, s, g, f, n, a, b, k in zip(
            locals_, same, given, family, ends, one, two, turn, strict=True)
    ]  # fmt: skip
    hosts = _DOMAINS[rng.choice(6, count, p=(0.38, 0.16, 0.12, 0.12, 0.14, 0.08))]
    return {
        "email": np.array([f"{a}@{b}" for a, b in zip(locals_, hosts, strict=True)], object),
        "handle": np.array(handles, object),
        "platform": PLATFORMS[rng.integers(0, len(PLATFORMS), count)],
    }
