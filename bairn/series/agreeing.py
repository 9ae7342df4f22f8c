"""Agreement of coders: by item and over all, in percent and after chance, with an interval."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence

from bairn.series.terms import Agreement, ItemAgreement

FEWEST = 10  # pairs below which nothing is said after chance
_TIMES = 400
_EDGE = 0.025

Pairs = Sequence[tuple[str, str]]


def alpha(pairs: Pairs) -> float | None:
    """Krippendorff's alpha, two coders, values without order; None where all is one value."""
    differing, expected = _disagreement(pairs)
    return 1 - differing / expected if expected else None


def agreement(twice: Sequence[Mapping[str, Sequence[str]]], items: Sequence[str]) -> Agreement:
    """Item by item over these offences, and over all items together."""
    by_item = {
        item: [(one[item][0], one[item][1]) for one in twice if item in one] for item in items
    }
    rows = tuple(_row(item, pairs) for item, pairs in by_item.items() if pairs)
    every = [[(item, one[item][0], one[item][1]) for item in items if item in one] for one in twice]
    percent = _percent([(a, b) for one in every for _, a, b in one])
    overall = _overall(every)
    low, high = _interval([_overall(_again(every, draw)) for draw in _draws(len(every))])
    known = overall is not None and len(every) >= FEWEST
    return Agreement(
        items=rows,
        percent=percent,
        alpha=overall if known else None,
        low=low if known else None,
        high=high if known else None,
        offences=len(twice),
    )


def _row(item: str, pairs: Pairs) -> ItemAgreement:
    whole = alpha(pairs) if len(pairs) >= FEWEST else None
    low, high = (
        (None, None)
        if whole is None
        else _interval([alpha([pairs[i] for i in draw]) for draw in _draws(len(pairs))])
    )
    return ItemAgreement(
        item=item, pairs=len(pairs), percent=_percent(pairs) or 0.0, alpha=whole, low=low, high=high
    )


def _percent(pairs: Pairs) -> float | None:
    return 100 * sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def _disagreement(pairs: Pairs) -> tuple[float, float]:
    """Observed and expected disagreement, each as a share of the pairs."""
    values = Counter(value for pair in pairs for value in pair)
    n = values.total()
    if n < 2:
        return 0.0, 0.0
    same = sum(count * (count - 1) for count in values.values())
    return sum(a != b for a, b in pairs) / len(pairs), 1 - same / (n * (n - 1))


def _overall(every: Sequence[Sequence[tuple[str, str, str]]]) -> float | None:
    """Over all items: every item counts by how often it was coded twice."""
    by_item: dict[str, list[tuple[str, str]]] = {}
    for one in every:
        for item, a, b in one:
            by_item.setdefault(item, []).append((a, b))
    differing = expected = 0.0
    for pairs in by_item.values():
        own, chance = _disagreement(pairs)
        differing, expected = differing + own * len(pairs), expected + chance * len(pairs)
    return 1 - differing / expected if expected else None


def _draws(size: int) -> list[list[int]]:
    """The same draws each time, so that a page says the same twice."""
    if size < FEWEST:
        return []
    dice = random.Random(size)  # noqa: S311 - a bootstrap, no secret
    return [dice.choices(range(size), k=size) for _ in range(_TIMES)]


def _again(
    every: Sequence[Sequence[tuple[str, str, str]]], draw: Sequence[int]
) -> list[Sequence[tuple[str, str, str]]]:
    return [every[i] for i in draw]


def _interval(values: Sequence[float | None]) -> tuple[float | None, float | None]:
    known = sorted(value for value in values if value is not None)
    if not known:
        return None, None
    edge = int(len(known) * _EDGE)
    return known[edge], known[-1 - edge]
