"""Invented coded offences with known truth: who did which, and what the coders made of it.

Written from rules of our own; nothing is taken from any case. A `World` is a place with towns,
habits and coders of its own, so that a model trained in some worlds is tested in others. Assumed:

- A share `ONE_OFF` of the offences are their offender's only one; the others are of series of
  `1 + geometric` offences: two and more, mean 3.9.
- Each offender is of one of six kinds; a kind shifts what is common in every item, so that items
  hang together also among strangers. Three kinds make contact online.
- Each offender has habits in about half of the items: a value of their own, kept with a consistency
  between .35 and .95. With each further offence a habit changes with probability `DRIFT`.
- Coders: an item is missing at a rate of its own (.05 to .55), more in thin files. A coder errs at
  a rate of their own (.02 to .25). A fifth of the offences is coded twice, by two coders.
- Places: towns of different sizes, an anchor for each offender in or near one, a second anchor for
  a third of them, a distance that falls off (log-normal, median 4 km); one in ten roams. Offences
  online are where the victim lives, anywhere in the land. Squares of 1 km, some of 10 km.
- Time: ten years; gaps are log-normal (median 45 days, wide); hours lie around a habit; windows are
  narrow in half of the offences and days wide in one of six.
"""

import uuid
from dataclasses import dataclass

import numpy as np

from bairn.series.book import book
from bairn.series.engine.table import Table, on_globe

ONE_OFF, SERIES_TAIL, DRIFT, KINDS = 0.55, 0.35, 0.06, 6
HABITS = (0.3, 0.75)  # share of offenders who have a habit in an item, by item
CONSISTENT = (0.35, 0.95)
MISSING, ERRING = (0.05, 0.55), (0.02, 0.25)
TOWNS, CODERS, YEARS = 40, 25, 10
TWICE, COARSE, NO_PLACE, NO_TIME = 0.2, 0.06, 0.05, 0.04
ONLINE = (3, 4, 5)  # kinds


@dataclass(frozen=True)
class Offences:
    """The table, who did each, and a second coding where there is one (0 where not)."""

    table: Table
    offender: np.ndarray
    second: np.ndarray


class World:
    """One place: its towns, what is common in it, its coders."""

    def __init__(self, seed):
        self.dice = np.random.default_rng(seed)
        self.items = book().items
        self.values = {code: tuple(item.values) for code, item in self.items.items()}
        self.town = np.c_[self.dice.uniform(47, 54, TOWNS), self.dice.uniform(6, 14, TOWNS)]
        size = self.dice.pareto(1.1, TOWNS) + 0.3
        self.size = size / size.sum()
        self.common = [self._common(len(values)) for values in self.values.values()]
        self.kinds = self.dice.dirichlet(np.full(KINDS, 3.0))
        self.habit = self.dice.uniform(*HABITS, len(self.items))
        self.missing = self.dice.uniform(*MISSING, len(self.items))
        self.erring = self.dice.uniform(*ERRING, CODERS)

    def _common(self, size):
        """By kind, how common each value is: one base, shifted by the kind."""
        base = np.sort(self.dice.dirichlet(np.full(size, 0.9)))[::-1]
        if size == 2:
            base = np.array([0.0, 1.0]) + np.array([1, -1]) * self.dice.uniform(0.05, 0.4)
        shifted = np.stack([self.dice.dirichlet(base * 6 + 0.05) for _ in range(KINDS)])
        return 0.5 * base + 0.5 * shifted

    def offences(self, count):
        """So many offences of this world, in the order of their codes' making."""
        offender, kind = self._offenders(count)
        truth = self._behave(offender, kind)
        coder = self.dice.integers(0, CODERS, count)
        thin = self.dice.beta(2, 2, count)
        first = self._code(truth, coder, thin)
        second = self._code(
            truth, (coder + 1 + self.dice.integers(0, CODERS - 1, count)) % CODERS, thin
        )
        second[self.dice.random(count) >= TWICE] = 0
        globe, grain = self._places(offender, kind)
        middle, width = self._times(offender)
        table = Table(
            ids=tuple(uuid.UUID(int=n + 1) for n in range(count)), items=tuple(self.items),
            values=self.values, codes=self._settled(first, second), globe=globe, grain=grain,
            middle=middle, width=width,
        )  # fmt: skip
        return Offences(table, offender, np.where(second > 0, first * 8 + second, 0))

    def _offenders(self, count):
        """Who did each: numbers stand together, since a table has no order that tells anything."""
        lengths = []
        while sum(lengths) < count:
            length = 1 + self.dice.geometric(SERIES_TAIL)
            # Shares are of offences, so a one-off stands for itself and a series for its length.
            lengths += [1] * round(ONE_OFF / (1 - ONE_OFF) * length) + [length]
        offender = np.repeat(np.arange(len(lengths)), lengths)[:count]
        kind = self.dice.choice(KINDS, len(lengths), p=self.kinds)
        return offender, kind[offender]

    def _behave(self, offender, kind):
        """What really was: habits that are kept, drift and are given up, and chance otherwise."""
        count = len(offender)
        truth = np.zeros((count, len(self.items)), np.uint8)
        consistent = self.dice.uniform(*CONSISTENT, offender.max() + 1)[offender]
        for column, common in enumerate(self.common):
            drawn = self._draw(common[kind])
            has = self.dice.random(offender.max() + 1)[offender] < self.habit[column]
            own = np.zeros(count, np.int64)
            fresh = self._draw(np.sqrt(common[kind]) / np.sqrt(common[kind]).sum(1, keepdims=True))
            changes = self.dice.random(count) < DRIFT
            for at in range(count):
                begins = at == 0 or offender[at] != offender[at - 1]
                own[at] = fresh[at] if begins or changes[at] else own[at - 1]
            kept = has & (self.dice.random(count) < consistent)
            truth[:, column] = 1 + np.where(kept, own, drawn)
        return truth

    def _draw(self, shares):
        return (
            (self.dice.random((len(shares), 1)) > shares.cumsum(1))
            .sum(1)
            .clip(0, shares.shape[1] - 1)
        )

    def _code(self, truth, coder, thin):
        coded = truth.copy()
        errs = self.dice.random(truth.shape) < self.erring[coder][:, None]
        for column, values in enumerate(self.values.values()):
            slip = self.dice.integers(1, len(values) + 1, len(truth))
            coded[:, column] = np.where(errs[:, column], slip, coded[:, column])
        missing = self.dice.random(truth.shape) < (
            self.missing[None, :] * (0.4 + 1.2 * thin[:, None])
        )
        coded[missing] = 0
        return coded

    @staticmethod
    def _settled(first, second):
        """What two coders differ on is unknown until somebody settles it."""
        merged = np.where(first == 0, second, first)
        return np.where((first > 0) & (second > 0) & (first != second), 0, merged).astype(np.uint8)

    def _places(self, offender, kind):
        count, many = len(offender), offender.max() + 1
        home = self.town[self.dice.choice(TOWNS, many, p=self.size)] + self.dice.normal(
            0, 0.05, (many, 2)
        )
        work = home + self.dice.normal(0, 0.12, (many, 2))
        has_work, roams = self.dice.random(many) < 1 / 3, self.dice.random(many) < 0.1
        at = home[offender]
        away = has_work[offender] & (self.dice.random(count) < 0.4)
        at[away] = work[offender][away]
        km = self.dice.lognormal(np.log(4), 0.9, count) * np.where(roams[offender], 15, 1)
        turn = self.dice.uniform(0, 2 * np.pi, count)
        at = at + np.c_[km * np.sin(turn) / 111, km * np.cos(turn) / 70]
        online = np.isin(kind, ONLINE) & (self.dice.random(count) < 0.7)
        at[online] = (
            self.town[self.dice.choice(TOWNS, count, p=self.size)]
            + self.dice.normal(0, 0.06, (count, 2))
        )[online]
        grain = np.where(self.dice.random(count) < COARSE, 10, 1).astype(np.float32)
        globe = np.array(
            [on_globe(*self._square(*place, size)) for place, size in zip(at, grain, strict=True)],
            np.float32,
        )
        globe[self.dice.random(count) < NO_PLACE] = np.nan
        return globe, grain

    @staticmethod
    def _square(latitude, longitude, size):
        step = size / 111.32
        up = (np.floor(latitude / step) + 0.5) * step
        across = step / np.cos(np.radians(up))
        return up, (np.floor(longitude / across) + 0.5) * across

    def _times(self, offender):
        count, many = len(offender), offender.max() + 1
        start = self.dice.uniform(0, YEARS * 365, many)[offender]
        gap = self.dice.lognormal(np.log(45), 1.4, count)
        since = np.zeros(count)
        for at in range(1, count):
            since[at] = since[at - 1] + gap[at] if offender[at] == offender[at - 1] else 0
        habit = self.dice.uniform(0, 24, many)[offender]
        hour = (habit + self.dice.normal(0, 4, count)) % 24
        width = self.dice.choice(
            [1, 2, 5, 12, 24, 72, 240], count, p=[0.3, 0.2, 0.15, 0.1, 0.08, 0.1, 0.07]
        )
        middle = np.floor(start + since) * 24 + hour + self.dice.uniform(-0.5, 0.5, count) * width
        return middle.astype(np.int32), np.where(
            self.dice.random(count) < NO_TIME, -1, width
        ).astype(np.int32)
