"""Agreement of coders: by item and over all, in percent and after chance, with an interval."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bairn.series.terms import Agreement, ItemAgreement

FEWEST = 10  # pairs below which nothing is said after chance
_TIMES = 400
_EDGE = 0.025

Pairs = Sequence[tuple[str, str]]
Numbers = NDArray[np.float64]


def alpha(pairs: Pairs) -> float | None:
    """Krippendorff's alpha, two coders, values without order; None where all is one value."""
    return _one(_alphas(_item(pairs), np.ones((1, len(pairs)))))


def agreement(twice: Sequence[Mapping[str, Sequence[str]]], items: Sequence[str]) -> Agreement:
    """Item by item over these offences, and over all items together."""
    by_item = {
        item: [(one[item][0], one[item][1]) for one in twice if item in one] for item in items
    }
    known = {item: pairs for item, pairs in by_item.items() if pairs}
    low, high, overall = _over_all(twice, known)
    return Agreement(
        items=tuple(_row(item, pairs) for item, pairs in known.items()),
        percent=_percent([pair for pairs in known.values() for pair in pairs]),
        alpha=overall,
        low=low,
        high=high,
        offences=len(twice),
    )


def _row(item: str, pairs: Pairs) -> ItemAgreement:
    whole = alpha(pairs) if len(pairs) >= FEWEST else None
    low, high = (
        (None, None) if whole is None else _interval(_alphas(_item(pairs), _draws(len(pairs))))
    )
    return ItemAgreement(
        item=item, pairs=len(pairs), percent=_percent(pairs) or 0.0, alpha=whole, low=low, high=high
    )


def _percent(pairs: Pairs) -> float | None:
    return 100 * sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def _item(pairs: Pairs) -> tuple[Numbers, Numbers]:
    """Of each pair whether it differs, and how often each value stands in it (pairs × values)."""
    values = {value: at for at, value in enumerate(dict.fromkeys(v for two in pairs for v in two))}
    counts = np.zeros((len(pairs), max(1, len(values))))
    for row, two in enumerate(pairs):
        for value in two:
            counts[row, values[value]] += 1
    return np.array([float(a != b) for a, b in pairs]), counts


def _disagreement(item: tuple[Numbers, Numbers], times: Numbers) -> tuple[Numbers, Numbers]:
    """Observed and expected disagreement, as numbers of pairs, for each row of `times`.

    `times` says how often each pair is drawn (draws × pairs).
    """
    differ, counts = item
    drawn = times @ counts
    total = drawn.sum(axis=1)  # twice the number of pairs
    same = (drawn * (drawn - 1)).sum(axis=1)
    chance = np.where(total > 1, 1 - same / np.maximum(total * (total - 1), 1), 0.0)
    return times @ differ, chance * total / 2


def _alphas(item: tuple[Numbers, Numbers], times: Numbers) -> Numbers:
    """Alpha for each row of `times`; not a number where all is one value."""
    return _after_chance(*_disagreement(item, times))


def _after_chance(differing: Numbers, expected: Numbers) -> Numbers:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - differing / expected, np.nan)


def _over_all(
    twice: Sequence[Mapping[str, Sequence[str]]], known: Mapping[str, Pairs]
) -> tuple[float | None, float | None, float | None]:
    """Bounds and alpha over all items: each counts by how often it was coded twice.

    Offences are drawn whole, since what two coders make of one offence hangs together.
    """
    if len(twice) < FEWEST:
        return None, None, None
    times = np.vstack([np.ones((1, len(twice))), _draws(len(twice))])
    differing, expected = np.zeros(len(times)), np.zeros(len(times))
    for item, pairs in known.items():
        has = np.array([item in one for one in twice])
        own, chance = _disagreement(_item(pairs), times[:, has])
        differing, expected = differing + own, expected + chance
    found = _after_chance(differing, expected)
    overall = _one(found[:1])
    return (None, None, None) if overall is None else (*_interval(found[1:]), overall)


@lru_cache(maxsize=64)
def _draws(size: int) -> Numbers:
    """How often each of `size` is drawn, 400 times over; the same each time it is asked."""
    drawn = np.random.default_rng(size).integers(0, size, (_TIMES, size))
    cells = drawn + np.arange(_TIMES)[:, None] * size
    return np.bincount(cells.ravel(), minlength=_TIMES * size).reshape(_TIMES, size).astype(float)


def _interval(values: Numbers) -> tuple[float | None, float | None]:
    known = np.sort(values[~np.isnan(values)])
    if not len(known):
        return None, None
    edge = int(len(known) * _EDGE)
    return float(known[edge]), float(known[-1 - edge])


def _one(values: Numbers) -> float | None:
    return None if np.isnan(values[0]) else float(values[0])
