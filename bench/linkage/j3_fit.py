"""Learn the weights of the series engine from pairs: additive, monotone, one number an item.

`Pairs` is all that is looked at, so that the same learner serves the simulator and the published pairs.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from bairn.series.engine import scoring
from bairn.series.engine.weights import CURVES, Curve, Weights, agree, differ

GRID = np.linspace(0.0, 0.95, 96)
KNOTS, RIDGE = 9, 2.0


@dataclass(frozen=True)
class Pairs:
    """State of each item (-1 unknown, 0 differs, 1 same), how common a shared value is, and curves."""

    items: tuple[str, ...]
    state: np.ndarray
    share: np.ndarray
    x: dict
    linked: np.ndarray
    weight: np.ndarray
    groups: np.ndarray  # two columns: the offenders of either side

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
    found = [[(p, q) for n, p in enumerate(rows) for q in rows[n + 1 :]]
             for rows in (np.flatnonzero(who == one) for one in np.flatnonzero(np.bincount(who) > 1))]
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
        np.c_[who[a], who[b]],
    )  # fmt: skip


def fit(pairs, block_of):
    """Consistency by item, curves, then one scale a block that undoes counting twice."""
    weight = pairs.balanced()
    consistency = {item: _consistency(pairs, column) for column, item in enumerate(pairs.items)}
    curves = {name: _curve(x, pairs.linked, weight) for name, x in pairs.x.items() if np.isfinite(x).any()}
    columns = _columns(pairs, consistency, curves, block_of)
    return Weights(_scales(columns, pairs.linked, weight), consistency, curves)


def logit(pairs, weights, block_of):
    """The log Bayes factor of each pair."""
    columns = _columns(pairs, weights.consistency, weights.curves, block_of)
    return sum(weights.scale[name] * column for name, column in columns.items())


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


def _curve(x, linked, weight):
    """A log Bayes factor that never rises: steps down between knots, as few as the data carry."""
    known = np.isfinite(x)
    at, y, w = np.log1p(x[known]), linked[known], weight[known]
    knots = np.unique(np.round(np.quantile(at[y], np.linspace(0, 1, KNOTS)), 3))
    knots = np.unique(np.r_[0.0, knots, np.quantile(at, [0.5, 0.9])])
    spread = np.stack([np.interp(at, knots, np.eye(len(knots))[n]) for n in range(len(knots))], 1)
    down = -np.tril(np.ones((len(knots), len(knots))), -1)[:, :-1] if len(knots) > 1 else np.zeros((1, 0))
    design = np.c_[np.ones(len(at)), spread @ down]
    bounds = [(None, None)] + [(0, None)] * (design.shape[1] - 1)
    best = _logistic(design, y, w, bounds, RIDGE * np.r_[0, np.ones(design.shape[1] - 1)])
    values = best[0] + down @ best[1:]
    return Curve(tuple(float(k) for k in knots), tuple(float(v) for v in values))


def _columns(pairs, consistency, curves, block_of):
    columns = {name: curve.at(pairs.x[name]) for name, curve in curves.items()}
    for column, item in enumerate(pairs.items):
        kept = np.array(consistency[item])
        state = pairs.state[:, column]
        part = np.where(state == 1, agree(kept, pairs.share[:, column]), differ(kept))
        block = block_of[item]
        columns[block] = columns.get(block, 0.0) + np.where(state < 0, 0.0, part)
    return columns


def _scales(columns, linked, weight):
    design = np.stack(list(columns.values()), 1)
    best = _logistic(design, linked, weight, [(0, 1.5)] * design.shape[1], np.full(design.shape[1], 1e-3))
    return dict(zip(columns, map(float, best), strict=True))


def _logistic(design, linked, weight, bounds, ridge):
    sign = np.where(linked, 1.0, -1.0)

    def loss(beta):
        margin = sign * (design @ beta)
        value = weight @ np.logaddexp(0, -margin) + ridge @ beta**2 / 2
        return value, design.T @ (-weight * sign * expit(-margin)) + ridge * beta

    begin = np.zeros(design.shape[1])
    return minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=bounds).x
