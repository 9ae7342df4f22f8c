"""How likely each pair is of one person: what every rule that it meets has learnt, together.

Among the pairs of one rule (one telephone, one household) two people are alike in other ways than
strangers are. So each rule weighs a pair by what it learnt among its own, and they are averaged.
"""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bairn.likeness.batch.candidates import Rule
from bairn.likeness.batch.comparing import Comparison
from bairn.likeness.batch.engine import Compared
from bairn.likeness.batch.rarity import Rarity
from bairn.likeness.batch.terms import Floats, Ints, Levels
from bairn.likeness.batch.weights import Ruled
from bairn.likeness.compiled import compiled
from bairn.likeness.matches import Reason

CAREFUL = 0.6  # how far the probability leans to the rule that doubts most
CEILING = 12.0
AT_ONCE = 500_000  # pairs


@dataclass(frozen=True, slots=True)
class Tables:
    """The weights as the kernel reads them: rule × comparison × level."""

    prior: Floats
    weight: Floats
    chance: Floats  # of the rarity, how much counts: less where strangers of the rule agree often
    rarity: NDArray[np.float32]
    which: NDArray[np.int16]


def tables(
    learnt: Mapping[int, Ruled], rules: Sequence[Rule], used: Sequence[Comparison],
    everywhere: tuple[float, Mapping[str, tuple[Floats, Floats]]], rarity: Rarity,
) -> Tables:  # fmt: skip
    """The last row holds for pairs that meet no rule which has learnt anything."""
    widest = max(len(one.levels) for one in used)
    weight = np.zeros((len(rules) + 1, len(used), widest))
    chance = np.ones_like(weight)
    prior = np.full(len(rules) + 1, np.nan)
    share, common = everywhere
    for number in [*learnt, len(rules)]:
        ruled = learnt.get(number) or Ruled(share, common)
        prior[number] = np.log(ruled.share / (1 - ruled.share))
        for place, one in enumerate(used):
            if one.code not in ruled.weights:
                continue
            m, u = ruled.weights[one.code]
            weight[number, place, : len(m)] = np.log(m / u)
            chance[number, place, : len(m)] = np.minimum(1.0, common[one.code][1] / u)
    values, which = rarity.table(used)
    return Tables(prior, weight, chance, values, which)


def scored(
    found: Tables, left: Ints, right: Ints, rules: NDArray[np.uint64],
    levels: Mapping[str, Levels], used: Sequence[Comparison],
) -> tuple[Floats, Floats]:  # fmt: skip
    """What the rules say on average, in natural logs, and the probability."""
    matrix = np.stack([levels[one.code] for one in used], axis=1)
    fixed = (found.prior, found.weight, found.chance, found.rarity, found.which)

    def part(some: slice) -> tuple[Floats, Floats]:
        here: tuple[Floats, Floats] = _sums(
            left[some], right[some], rules[some], matrix[some], *fixed
        )
        return here

    parts = [slice(at, at + AT_ONCE) for at in range(0, max(len(left), 1), AT_ONCE)]
    with ThreadPoolExecutor(os.cpu_count()) as side_by_side:  # the kernel holds no lock
        done = list(side_by_side.map(part, parts))
    mean, least = (np.concatenate(column) for column in zip(*done, strict=True))
    careful = np.clip(mean + CAREFUL * (least - mean), -CEILING, CEILING)
    return mean, 1 / (1 + np.exp(-careful))


def reasons(
    found: Tables, pairs: Compared, places: Ints, used: Sequence[Comparison]
) -> dict[int, tuple[Reason, ...]]:
    """What each comparison adds, averaged over the rules as the sum is; the prior comes last."""
    result = {}
    for place in places.tolist():
        met = [
            number
            for number in range(len(found.prior) - 1)
            if not np.isnan(found.prior[number]) and int(pairs.rules[place]) >> number & 1
        ] or [len(found.prior) - 1]
        said = []
        for k, one in enumerate(used):
            level = int(pairs.levels[one.code][place])
            if level < 0:
                continue
            rare = 0.0
            if (row := int(found.which[k, level])) >= 0:
                left, right = pairs.left[place], pairs.right[place]
                rare = float(min(found.rarity[left, row], found.rarity[right, row]))
            weight = found.weight[met, k, level] + found.chance[met, k, level] * rare
            said.append(Reason(one.code, one.levels[level].code, float(weight.mean())))
        said.append(Reason("prior", "", float(found.prior[met].mean())))
        result[place] = tuple(said)
    return result


@compiled
def _sums(
    left: Any, right: Any, rules: Any, levels: Any, prior: Any, weight: Any, chance: Any,
    rarity: Any, which: Any,
) -> Any:  # fmt: skip
    """The mean and the least over the rules that a pair meets; the last holds where none is met."""
    count, last = len(left), len(prior) - 1
    mean, least = np.empty(count), np.empty(count)
    rare = np.empty(levels.shape[1])
    for i in range(count):
        _rarities(left[i], right[i], levels[i], rarity, which, rare)
        total, met, low = 0.0, 0, np.inf
        for number in range(last + 1):
            if number < last:
                if np.isnan(prior[number]) or not (rules[i] >> np.uint64(number)) & np.uint64(1):
                    continue
            elif met:
                continue
            said = prior[number] + _said(levels[i], weight[number], chance[number], rare)
            total += said
            met += 1
            low = min(low, said)
        mean[i], least[i] = total / met, low
    return mean, least


@compiled
def _rarities(left: int, right: int, levels: Any, rarity: Any, which: Any, out: Any) -> None:
    for k in range(len(levels)):
        out[k] = 0.0
        if levels[k] >= 0 and which[k, levels[k]] >= 0:
            column = which[k, levels[k]]
            out[k] = min(rarity[left, column], rarity[right, column])


@compiled
def _said(levels: Any, weight: Any, chance: Any, rare: Any) -> float:
    total = 0.0
    for k in range(len(levels)):
        if levels[k] >= 0:
            total += weight[k, levels[k]] + chance[k, levels[k]] * rare[k]
    return total
