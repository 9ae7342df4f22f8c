"""Clusters that resist chains: records stay together only when on average they belong together."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from bairn.likeness.batch.agglomerate import average
from bairn.likeness.batch.terms import Floats, Ints, Judgement

WEAKEST = -1.0  # logit below which a pair does not bring two records into one component
LARGEST = 1_500  # records of one component that are looked at together
APART = -2.0  # what a pair says that was not worth comparing
MOST = 8.0
_NEVER, _ALWAYS = -1e9, 1e6


def components(size: int, left: Ints, right: Ints) -> Ints:
    """The connected component of each record."""
    ones = np.ones(len(left), np.int8)
    graph = coo_matrix((ones, (left, right)), shape=(size, size))
    return np.asarray(connected_components(graph, directed=False)[1], np.int64)


def clusters(
    size: int, left: Ints, right: Ints, logit: Floats, judged: Iterable[Judgement] = (),
    apart: float = APART, least: float = 0.0,
) -> Ints:  # fmt: skip
    """The cluster of each record: average link within components; judgements always hold."""
    said = list(judged)
    left, right, logit = _with_judgements(left, right, logit, said)
    strong = _bounded(size, left, right, logit)
    component = components(size, left[strong], right[strong])
    inside = component[left] == component[right]
    left, right, logit = left[inside], right[inside], logit[inside]
    order = np.argsort(component, kind="stable")
    starts = np.searchsorted(component[order], np.arange(int(component.max(initial=-1)) + 2))
    place = np.empty(size, np.int64)
    place[order] = np.arange(size)
    by = np.argsort(component[left], kind="stable")
    edges = np.searchsorted(component[left][by], np.arange(len(starts)))
    values = np.where(np.abs(logit) < _ALWAYS, np.clip(logit, -MOST, MOST), logit)
    found = average(order, starts, place, left[by], right[by], values[by], edges, apart, least)
    return np.asarray(np.unique(found, return_inverse=True)[1], np.int64)


def _with_judgements(
    left: Ints, right: Ints, logit: Floats, judged: list[Judgement]
) -> tuple[Ints, Ints, Floats]:
    """Judged pairs in place of what was computed of them."""
    if not judged:
        return left, right, logit
    said = {
        (min(one.left, one.right), max(one.left, one.right)): _ALWAYS if one.same else _NEVER
        for one in judged
    }
    a = np.array([pair[0] for pair in said], np.int64)
    b = np.array([pair[1] for pair in said], np.int64)
    base = int(max(left.max(initial=0), right.max(initial=0), a.max(), b.max())) + 1
    kept = ~np.isin(left * base + right, a * base + b)
    values = np.array(list(said.values()))
    return (
        np.concatenate([left[kept], a]), np.concatenate([right[kept], b]),
        np.concatenate([logit[kept], values]),
    )  # fmt: skip


def _bounded(size: int, left: Ints, right: Ints, logit: Floats) -> NDArray[np.bool_]:
    """Edges that make components; where one grows too large, its weak edges do not count."""
    strong = logit > WEAKEST
    cut = WEAKEST
    while True:
        component = components(size, left[strong], right[strong])
        large = np.bincount(component) > LARGEST
        if not large.any() or cut > 40:
            return strong
        cut += 1.0
        strong &= ~(large[component[left]] & (logit < cut))
