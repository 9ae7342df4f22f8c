"""Average link, compiled: of one component the groups that belong together most are joined."""

from typing import Any

import numpy as np

from bairn.likeness.compiled import compiled

FORBIDDEN = -1e8  # an average below this holds a pair that somebody judged not to be the same


@compiled
def average(
    order: Any, starts: Any, place: Any, left: Any, right: Any, values: Any, edges: Any,
    apart: float, least: float,
) -> Any:  # fmt: skip
    """A group for each record; `starts` and `edges` say where each component begins."""
    result = np.empty(len(order), np.int64)
    for c in range(len(starts) - 1):
        first, size = starts[c], starts[c + 1] - starts[c]
        for i in range(size):
            result[order[first + i]] = first + i
        if size < 2:
            continue
        link = np.full((size, size), apart)
        for e in range(edges[c], edges[c + 1]):
            a, b = place[left[e]] - first, place[right[e]] - first
            link[a, b] = values[e]
            link[b, a] = values[e]
        group = _grouped(link, size, least)
        for i in range(size):
            result[order[first + i]] = first + group[i]
    return result


@compiled
def _grouped(link: Any, size: int, least: float) -> Any:
    """Join groups as long as their pairs say more than `least` on average."""
    group, weight = np.arange(size), np.ones(size)
    alive = np.ones(size, np.bool_)
    nearest = np.zeros(size, np.int64)
    for i in range(size):
        nearest[i] = _nearest(link, alive, size, i)
    while True:
        a = _top(link, alive, nearest, size, least)
        if a < 0:
            return group
        b = nearest[a]
        _join(link, weight, alive, size, a, b)
        for i in range(size):
            if group[i] == b:
                group[i] = a
        for k in range(size):
            if alive[k] and (k == a or nearest[k] == a or nearest[k] == b):
                nearest[k] = _nearest(link, alive, size, k)
            elif alive[k] and nearest[k] >= 0 and link[k, a] > link[k, nearest[k]]:
                nearest[k] = a


@compiled
def _top(link: Any, alive: Any, nearest: Any, size: int, least: float) -> int:
    found, top = -1, least
    for i in range(size):
        if alive[i] and nearest[i] >= 0 and link[i, nearest[i]] > top:
            found, top = i, link[i, nearest[i]]
    return found


@compiled
def _join(link: Any, weight: Any, alive: Any, size: int, a: int, b: int) -> None:
    """Group b into group a: what they say to each other is the mean over all of their pairs."""
    for k in range(size):
        if not alive[k] or k in (a, b):
            continue
        joint = (link[a, k] * weight[a] + link[b, k] * weight[b]) / (weight[a] + weight[b])
        if link[a, k] < FORBIDDEN or link[b, k] < FORBIDDEN:
            joint = 10 * FORBIDDEN
        link[a, k] = joint
        link[k, a] = joint
    weight[a] += weight[b]
    alive[b] = False


@compiled
def _nearest(link: Any, alive: Any, size: int, i: int) -> int:
    found, top = -1, -np.inf
    for k in range(size):
        if k != i and alive[k] and link[i, k] > top:
            found, top = k, link[i, k]
    return found
