"""How good a linkage is, where the truth is known: the label is used here and nowhere else."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bairn.likeness.batch.terms import Floats, Ints

BINS = 10


@dataclass(frozen=True, slots=True)
class Quality:
    """Precision, recall and their harmonic mean, over pairs of records."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs of about one probability: what was said, what was true."""

    said: float
    true: float
    pairs: int


def true_pairs(truth: Ints, across: Ints | None = None) -> int:
    """How many pairs are of one person; with `across` only those of two files."""
    found = _pairs(truth)
    if across is not None:
        found -= _pairs(_both(truth, across))
    return found


def of_pairs(left: Ints, right: Ints, taken: NDArray[np.bool_], truth: Ints, total: int) -> Quality:
    """The pairs that were taken, against all that are true."""
    right_ones = int((truth[left[taken]] == truth[right[taken]]).sum())
    return _quality(right_ones, int(taken.sum()), total)


def of_clusters(clusters: Ints, truth: Ints, across: Ints | None = None) -> Quality:
    """The pairs that clusters imply, against all that are true."""
    both = _both(clusters, truth)
    hit, said = _pairs(both), _pairs(clusters)
    if across is not None:
        hit -= _pairs(_both(both, across))
        said -= _pairs(_both(clusters, across))
    return _quality(hit, said, true_pairs(truth, across))


def calibration(probability: Floats, same: NDArray[np.bool_]) -> tuple[float, list[Bin]]:
    """Expected calibration error over ten equal parts of 0 … 1, and the parts."""
    if not len(probability):
        return 0.0, []
    part = np.minimum((probability * BINS).astype(int), BINS - 1)
    counts = np.bincount(part, minlength=BINS)
    said = np.bincount(part, probability, minlength=BINS) / np.maximum(counts, 1)
    true = np.bincount(part, same.astype(float), minlength=BINS) / np.maximum(counts, 1)
    error = float((np.abs(said - true) * counts).sum() / len(probability))
    bins = [
        Bin(float(s), float(t), int(n)) for s, t, n in zip(said, true, counts, strict=True) if n
    ]
    return error, bins


def _quality(hit: int, said: int, total: int) -> Quality:
    precision, recall = hit / said if said else 1.0, hit / total if total else 1.0
    both = precision + recall
    return Quality(precision, recall, 2 * precision * recall / both if both else 0.0)


def _pairs(groups: Ints) -> int:
    counts = np.unique(groups, return_counts=True)[1].astype(np.int64)
    return int((counts * (counts - 1) // 2).sum())


def _both(one: Ints, other: Ints) -> Ints:
    one = np.unique(one, return_inverse=True)[1].astype(np.int64)
    other = np.unique(other, return_inverse=True)[1].astype(np.int64)
    return one * (int(other.max(initial=0)) + 1) + other
