"""Average-link clusters under constraints: what a laboratory joined stays, what it parted stays."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bairn.series.engine.compiled import compiled
from bairn.series.engine.scoring import Reals

MOST = 3000  # offences: a square of them is 36 MB
_NEVER = -1e30  # far below any sum; a pair at half of it or less is barred
_BARRED = _NEVER / 2

Doubles = NDArray[np.float64]
Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Grouped:
    """Rows that hang together; `weakest` is the lowest average that joined any of them."""

    rows: tuple[int, ...]
    weakest: float


def clusters(
    square: Reals,
    *,
    threshold: float,
    together: Collection[tuple[int, int]] = (),
    apart: Collection[tuple[int, int]] = (),
) -> tuple[Grouped, ...]:
    """Groups of two rows or more whose average log odds reach `threshold`, the largest first.

    `together` joins whatever the sum says; `apart` keeps two rows out of one group, and wins over a
    pair that was pinned together by other pairs.
    """
    size = len(square)
    label = np.arange(size, dtype=np.int64)
    barred = {frozenset(two) for two in apart}
    for one, other in together:
        _join(label, one, other, barred)
    _, start = np.unique(label, return_inverse=True)
    link, weight = _averages(square.astype(np.float64), start)
    for one, other in apart:
        link[start[one], start[other]] = link[start[other], start[one]] = _NEVER
    np.fill_diagonal(link, _NEVER)
    merged, weakest = _agglomerate(link, weight, float(threshold))
    found: dict[int, list[int]] = {}
    for row in range(size):
        found.setdefault(int(merged[start[row]]), []).append(row)
    grouped = [Grouped(tuple(rows), float(weakest[top])) for top, rows in found.items()]
    return tuple(
        sorted(
            (one for one in grouped if len(one.rows) > 1),
            key=lambda one: (-len(one.rows), one.rows),
        )
    )


def _join(label: NDArray[np.int64], one: int, other: int, barred: set[frozenset[int]]) -> None:
    left, right = np.flatnonzero(label == label[one]), np.flatnonzero(label == label[other])
    if label[one] == label[other] or any(
        frozenset((int(a), int(b))) in barred for a in left for b in right
    ):
        return
    label[right] = label[one]


def _averages(
    square: NDArray[np.float64], start: NDArray[np.int64]
) -> tuple[Doubles, NDArray[np.float64]]:
    """The average between the groups that stand at the beginning, and how many rows each has."""
    weight = np.bincount(start).astype(np.float64)
    if len(weight) == len(square):
        return square.copy(), weight
    member = np.zeros((len(weight), len(square)))
    member[start, np.arange(len(square))] = 1.0
    return member @ square @ member.T / np.outer(weight, weight), weight


@compiled
def _agglomerate(link: Doubles, weight: Doubles, threshold: float) -> tuple[Labels, Doubles]:
    """Join the two groups with the greatest average until none reaches the threshold."""
    size = link.shape[0]
    top = np.arange(size)
    weakest = np.full(size, np.inf)
    alive = np.ones(size, np.bool_)
    near = np.empty(size, np.int64)
    for i in range(size):
        near[i] = link[i].argmax()
    while True:
        a = _closest(link, near, alive, threshold)
        if a < 0:
            return top, weakest
        b = near[a]
        weakest[a] = min(link[a, b], min(weakest[a], weakest[b]))
        alive[b] = False
        _merge(link, weight, alive, a, b)
        for i in range(size):
            if top[i] == b:
                top[i] = a
            if i == a or near[i] == a or near[i] == b or link[i, a] > link[i, near[i]]:
                near[i] = link[i].argmax()


@compiled
def _closest(link: Doubles, near: Labels, alive: NDArray[np.bool_], threshold: float) -> int:
    """The group that lies closest to another, or -1 when none lies close enough."""
    found, greatest = -1, max(threshold, _BARRED)
    for i in range(link.shape[0]):
        if alive[i] and link[i, near[i]] >= greatest:
            found, greatest = i, link[i, near[i]]
    return found


@compiled
def _merge(link: Doubles, weight: Doubles, alive: NDArray[np.bool_], a: int, b: int) -> None:
    """`b` becomes part of `a`; whoever was kept out of either is kept out of both."""
    whole = weight[a] + weight[b]
    for k in range(link.shape[0]):
        if k != a and alive[k]:
            joint = (weight[a] * link[a, k] + weight[b] * link[b, k]) / whole
            if min(link[a, k], link[b, k]) <= _BARRED:
                joint = _NEVER
            link[a, k] = link[k, a] = joint
        link[k, b] = link[b, k] = _NEVER
    weight[a] = whole
