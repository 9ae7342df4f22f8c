"""What a record says of a person: complete, bent by error model A or B, half forgotten."""

from collections.abc import Callable

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bench.linkage import spellings
from bench.linkage.population import Sheet

COLUMNS = (
    "ent", "zh", "family", "given", "han", "sex", "year", "month", "day", "nid", "phone", "phone2",
    "email", "platform", "handle", "line", "town", "postcode",
)  # fmt: skip
Bend = Callable[[str], str]


def sightings(
    everybody: Sheet, who: NDArray, model: str, rng: Generator, *, first: bool = False
) -> Sheet:
    """One record of each of `who`; a person's `first` record has fewer errors."""
    from bench.linkage import errors_a, errors_b

    bent = errors_a.bent if model == "A" else errors_b.bent
    people = {name: column[who] for name, column in everybody.items()}
    sheet = bent(people, rng, first)
    return {name: sheet[name] for name in COLUMNS}


def plain(people: Sheet, system: NDArray) -> Sheet:
    """The record without an error; Chinese names in the romanisation `system` of each."""
    sheet = {name: people[name].copy() for name in ("ent", "sex", "year", "month", "day", "nid",
             "email", "platform", "handle", "line", "town", "postcode")}  # fmt: skip
    zh = people["zh"]
    sheet["zh"] = zh.astype(np.int8)
    family, given = romanised(people, system)
    sheet["family"] = np.where(zh, family, people["family"])
    sheet["given"] = np.where(zh, given, people["given"])
    sheet["han"] = han(people, people["region"] >= 2)
    sheet["phone"] = numbers(people["number"], people)
    sheet["phone2"] = numbers(people["number2"], people)
    return sheet


def numbers(digits: NDArray, people: Sheet) -> NDArray:
    """Telephone numbers as they are written, with the country."""
    heads = np.array(["+44 7", "+86 13", "+852 ", "+886 9"], object)[people["region"]]
    lengths = np.array([9, 9, 8, 8])[people["region"]]
    return np.array(
        [f"{head}{number % 10**size:0{size}d}" for head, number, size in zip(
            heads, digits, lengths, strict=True)], object
    )  # fmt: skip


def romanised(people: Sheet, system: NDArray) -> tuple[NDArray, NDArray]:
    """Family and given name in Latin letters, each in its own system."""
    surnames, characters = spellings.surnames(), spellings.characters()
    families = np.choose(system, [one[people["surname"]] for one in surnames.systems])
    first = np.choose(system, [one[people["first"]] for one in characters.systems])
    second = np.choose(system, [one[people["second"]] for one in characters.systems])
    joint = np.array(["", " ", "-"], object)[system]
    return families, np.where(people["second"] >= 0, first + joint + second, first)


def han(people: Sheet, traditional: NDArray) -> NDArray:
    """The name in characters; '' for who has none."""
    surnames, characters = spellings.surnames(), spellings.characters()
    parts = []
    for source, key in ((surnames, "surname"), (characters, "first"), (characters, "second")):
        place = people[key]
        written = np.where(traditional, source.traditional[place], source.texts[place])
        parts.append(np.where(place >= 0, written, ""))
    return np.where(people["zh"], parts[0] + parts[1] + parts[2], "")


class Dice:
    """Draws who an error meets, and bends the columns of those alone."""

    def __init__(self, count: int, rng: Generator, scale: float) -> None:
        self.count, self.rng, self.scale = count, rng, scale

    def meets(self, share: float, among: NDArray | None = None) -> NDArray:
        """The places of those that an error of this share meets."""
        hit = self.rng.random(self.count) < share * self.scale
        return np.flatnonzero(hit if among is None else hit & among)

    def bend(self, column: NDArray, share: float, how: Bend, among: NDArray | None = None) -> None:
        """Put `how` of the text in place of those it meets."""
        for place in self.meets(share, among):
            column[place] = how(column[place])

    def pick(self, size: int) -> int:
        """A number below `size`."""
        return int(self.rng.random() * size)


def forget(sheet: Sheet, shares: dict[str, float], rng: Generator) -> None:
    """Leave out what was not asked or not known."""
    count = len(sheet["ent"])
    for name, share in shares.items():
        missing = rng.random(count) < share
        for column in _TOGETHER.get(name, (name,)):
            sheet[column][missing] = "" if sheet[column].dtype == object else 0


_TOGETHER = {
    "birth": ("year", "month", "day"),
    "day_alone": ("day",),
    "but_year": ("month", "day"),
    "handle": ("handle", "platform"),
    "line": ("line", "town", "postcode"),
}
