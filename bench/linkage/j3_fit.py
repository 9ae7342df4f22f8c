"""Learn the weights of the series engine from pairs: additive, monotone, one number an item.

`Pairs` is all that is looked at, so that one learner serves the simulator and the published pairs.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from bairn.series.engine import scoring
from bairn.series.engine.weights import CURVES, Curve, Weights, agree, differ

GRID = np.linspace(0.0, 0.95, 96)
KNOTS = 9
LEVEL = 0.02  # a curve that falls by less is level
RIDGE = 10.0  # on a bend, in linked pairs; set with world 1 and the published splits in view


@dataclass(frozen=True)
class Pairs:
    """State of each item (-1 unknown, 0 differs, 1 same), how common a shared value is, curves."""

    items: tuple[str, ...]
    state: np.ndarray
    share: np.ndarray
    x: dict
    linked: np.ndarray
    weight: np.ndarray
    groups: np.ndarray  # two columns: the offenders of either side
    coded: np.ndarray | None = None  # how many items are coded of either side, together

    def of(self, rows, weight=None):
        """Some of the pairs, perhaps weighed anew."""
        return Pairs(
            self.items, self.state[rows], self.share[rows],
            {name: x[rows] for name, x in self.x.items()}, self.linked[rows],
            self.weight[rows] if weight is None else weight[rows], self.groups[rows],
        )  # fmt: skip

    def balanced(self):
        """Weights under which linked and unlinked pairs count the same: odds are Bayes factors."""
        one = self.weight / np.where(
            self.linked, self.weight[self.linked].sum(), self.weight[~self.linked].sum()
        )
        return one * len(one) / 2


def pairs_of(offences, dice, unlinked, frequencies):
    """Every linked pair and so many others."""
    table, who = offences.table, offences.offender
    i, j = _linked(who)
    a, b = dice.integers(0, len(who), (2, int(unlinked * 1.05)))
    keep = who[a] != who[b]
    a, b = np.r_[i, a[keep][:unlinked]], np.r_[j, b[keep][:unlinked]]
    return features(table, who, a, b, frequencies)


def _linked(who):
    found = [
        [(p, q) for n, p in enumerate(rows) for q in rows[n + 1 :]]
        for rows in (np.flatnonzero(who == one) for one in np.flatnonzero(np.bincount(who) > 1))
    ]
    return np.array([two for some in found for two in some]).T


def features(table, who, a, b, frequencies):
    """These pairs of a table as the learner sees them."""
    one, two = table.codes[a], table.codes[b]
    state = np.where((one == 0) | (two == 0), -1, (one == two).astype(np.int8))
    share = np.ones(state.shape)
    for column, item in enumerate(table.items):
        shares = np.array([1.0, *(frequencies[item][value] for value in table.values[item])])
        share[:, column] = shares[one[:, column]]
    x = {name: np.full(len(a), np.nan) for name in CURVES}
    for row in np.unique(a):
        at = np.flatnonzero(a == row)
        for name, entry in scoring.places_of(table, int(row), b[at].astype(np.int64)).items():
            x[name][at] = np.where(entry < 0, np.nan, entry)
    return Pairs(
        tuple(table.items), state, share.clip(1e-4), x, who[a] == who[b], np.ones(len(a)),
        np.c_[who[a], who[b]], (one > 0).sum(1) + (two > 0).sum(1),
    )  # fmt: skip


def fit(pairs, block_of):
    """Consistency by item; then all curves and block scales at once: nothing counts twice."""
    weight = pairs.balanced()
    consistency = {item: _consistency(pairs, column) for column, item in enumerate(pairs.items)}
    shapes = {name: _Shape(x, pairs.linked) for name, x in pairs.x.items() if np.isfinite(x).any()}
    blocks = columns(pairs, consistency, {}, block_of)
    # No constant for all: a pair of which nothing is known stands at even odds.
    wide = [shape.design for shape in shapes.values()]
    design = np.column_stack([*wide, *blocks.values()])
    ridge = np.concatenate(
        [*(shape.ridge() for shape in shapes.values()), np.full(len(blocks), 1e-3)]
    )
    ridge = ridge * len(weight) / (2 * pairs.linked.sum())  # what one linked pair weighs
    bounds = [bound for shape in shapes.values() for bound in shape.bounds()]
    bounds += [(0, None)] * len(blocks)
    best = _logistic(design, pairs.linked, weight, bounds, ridge)
    scale = dict(zip(blocks, map(float, best[design.shape[1] - len(blocks) :]), strict=True))
    curves = _curves(shapes, best)
    return Weights({**scale, **dict.fromkeys(curves, 1.0)}, consistency, curves)


class _Shape:
    """A curve that never rises: a line on log(1 + x), bent where the data carry a bend."""

    def __init__(self, x, linked):
        known = np.isfinite(x)
        at = np.log1p(x[known])
        spots = np.quantile(at[linked[known]], np.linspace(0, 1, KNOTS))
        self.knots = np.unique(np.round(np.r_[0.0, spots, at.max()], 3))
        # A level, a line that falls evenly, and a column for a fall between two knots each.
        steps = -np.tril(np.ones((len(self.knots), len(self.knots))), -1)[:, :-1]
        self.down = np.c_[np.ones(len(self.knots)), -self.knots, steps]
        spread = np.stack([np.interp(at, self.knots, one) for one in np.eye(len(self.knots))], 1)
        self.design = np.zeros((len(x), self.down.shape[1]))
        self.design[known] = spread @ self.down
        self.known = known

    def ridge(self):
        """A line costs little, a bend what `RIDGE` says."""
        return np.r_[[RIDGE / 100] * 2, np.full(self.down.shape[1] - 2, RIDGE)]

    def bounds(self):
        """The level is free, a fall is never a rise."""
        return [(None, None)] + [(0, None)] * (self.down.shape[1] - 1)


def _curves(shapes, best):
    """The curves; one that hardly falls says nothing at all, and the others share its level."""
    begin, found = 0, {}
    for name, shape in shapes.items():
        size = shape.down.shape[1]
        found[name] = shape.down @ best[begin : begin + size]
        begin += size
    falls = {name for name, values in found.items() if np.ptp(values) > LEVEL}
    rest = sum(values[0] for name, values in found.items() if name not in falls)
    rest /= max(1, len(falls))
    return {
        name: Curve(
            tuple(map(float, shapes[name].knots)),
            tuple(map(float, values + rest if name in falls else values * 0)),
        )
        for name, values in found.items()
    }


def logit(pairs, weights, block_of):
    """The log Bayes factor of each pair."""
    parts = columns(pairs, weights.consistency, weights.curves, block_of)
    return sum(weights.scale[name] * part for name, part in parts.items())


def _consistency(pairs, column):
    """What makes the linked pairs likeliest: a value is kept, or drawn as by anybody."""
    rows = pairs.linked & (pairs.state[:, column] >= 0)
    same = pairs.state[rows, column] == 1
    share, weight = pairs.share[rows, column], pairs.weight[rows]
    if not len(same):
        return 0.0
    kept = np.log(GRID[:, None] + (1 - GRID[:, None]) * share[same]) @ weight[same]
    lost = np.log(1 - GRID) * weight[~same].sum()
    # As if three more pairs had been drawn by chance: an item seldom coded says little.
    return float(GRID[np.argmax(kept + lost + 3 * np.log(1 - GRID))])


def columns(pairs, consistency, curves, block_of):
    """By block of items and by curve the unscaled log Bayes factor of each pair."""
    parts = {name: curve.at(pairs.x[name]) for name, curve in curves.items()}
    for column, item in enumerate(pairs.items):
        kept = np.array(consistency[item])
        state = pairs.state[:, column]
        part = np.where(state == 1, agree(kept, pairs.share[:, column]), differ(kept))
        block = block_of[item]
        parts[block] = parts.get(block, 0.0) + np.where(state < 0, 0.0, part)
    return parts


def _logistic(design, linked, weight, bounds, ridge):
    sign = np.where(linked, 1.0, -1.0)

    def loss(beta):
        margin = sign * (design @ beta)
        value = weight @ np.logaddexp(0, -margin) + ridge @ beta**2 / 2
        return value, design.T @ (-weight * sign * expit(-margin)) + ridge * beta

    begin = np.zeros(design.shape[1])
    return minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=bounds, tol=1e-7).x
