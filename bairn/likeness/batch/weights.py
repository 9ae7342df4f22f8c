"""What each level weighs: learnt from the file without labels, or as shipped where that fails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bairn.likeness.batch.comparing import Comparison
from bairn.likeness.batch.terms import Floats, Ints, Levels

SHIPPED_COUNTS = 60.0  # pairs that the shipped weights stand for beside what is found
STRANGERS = 200.0  # the same for pairs of two people
DRAWN = 1_000.0  # random pairs that they stand for: of few records, many random pairs are the same
JUDGED = 5  # pairs that one judgement stands for
ENOUGH = 300  # pairs of a rule below which nothing is learnt from it
ROUNDS, NEAR = 100, 1e-5
LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Patterns:
    """Distinct rows of levels, and how many pairs have each."""

    levels: Ints  # row × comparison; -1 is unknown
    counts: Floats


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the pairs of one rule taught: how many are of one person, and what each level weighs."""

    share: float
    weights: Mapping[str, tuple[Floats, Floats]]  # m and u among this rule's pairs


def shipped(used: Sequence[Comparison]) -> dict[str, tuple[Floats, Floats]]:
    """The weights that came with us."""
    found = {}
    for one in used:
        m, u = np.array([level.typical for level in one.levels]).T
        found[one.code] = (m / m.sum(), u / u.sum())
    return found


def patterns(levels: Mapping[str, Levels], used: Sequence[Comparison]) -> Patterns:
    """The distinct rows."""
    if not used:
        return Patterns(np.zeros((0, 0), np.int64), np.zeros(0))
    code = np.zeros(len(levels[used[0].code]), np.int64)
    for one in used:
        code = code * (len(one.levels) + 1) + levels[one.code] + 1
    found, counts = np.unique(code, return_counts=True)
    rows = np.zeros((len(found), len(used)), np.int64)
    for place in range(len(used) - 1, -1, -1):
        base = len(used[place].levels) + 1
        rows[:, place] = found % base - 1
        found = found // base
    return Patterns(rows, counts.astype(float))


def among_strangers(random: Patterns, used: Sequence[Comparison]) -> dict[str, Floats]:
    """u: how often two records drawn from all reach each level."""
    found = {}
    for place, one in enumerate(used):
        typical = np.array([level.typical[1] for level in one.levels])
        seen = _counted(random.levels[:, place], random.counts, len(typical))
        u = (seen + typical / typical.sum() * DRAWN) / (seen.sum() + DRAWN)
        found[one.code] = np.maximum(u / u.sum(), LEAST)
    return found


def judged(
    start: Mapping[str, tuple[Floats, Floats]], used: Sequence[Comparison],
    same: Mapping[str, Levels], other: Mapping[str, Levels],
) -> dict[str, tuple[Floats, Floats]]:  # fmt: skip
    """The weights to start from, moved by what people said of pairs."""
    found = {}
    for one in used:
        pair = []
        for old, levels in zip(start[one.code], (same, other), strict=True):
            column = levels[one.code]
            seen = np.bincount(column[column >= 0], minlength=len(old)) * float(JUDGED)
            pair.append((old * SHIPPED_COUNTS + seen) / (SHIPPED_COUNTS + seen.sum()))
        found[one.code] = (pair[0], pair[1])
    return found


def learn(
    found: Patterns, used: Sequence[Comparison], settled: Sequence[str],
    start: Mapping[str, tuple[Floats, Floats]],
) -> Ruled | None:  # fmt: skip
    """Expectation and maximisation on one rule's pairs; what the rule itself settles is left out.

    Both kinds of pair are learnt: two people whom one rule brings together are no strangers (a
    household shares line and surname). None where the two kinds came out the wrong way round.
    """
    free = [place for place, one in enumerate(used) if one.code not in settled]
    first = {place: start[used[place].code] for place in free}
    now = dict(first)
    share = 0.5
    for _ in range(ROUNDS):
        same = _belonging(found, now, share)
        expected, rest = same * found.counts, (1 - same) * found.counts
        before, share = share, float(np.clip(expected.sum() / found.counts.sum(), 1e-4, 1 - 1e-4))
        for place in free:
            column, (m, u) = found.levels[:, place], first[place]
            seen, others = (_counted(column, one, len(m)) for one in (expected, rest))
            now[place] = (
                np.maximum((seen + m * SHIPPED_COUNTS) / (seen.sum() + SHIPPED_COUNTS), LEAST),
                np.maximum((others + u * STRANGERS) / (others.sum() + STRANGERS), LEAST),
            )
        if abs(before - share) < NEAR:
            break
    learnt = {used[place].code: now[place] for place in free}
    return Ruled(share, learnt) if _upright(learnt) else None


def _belonging(found: Patterns, now: Mapping[int, tuple[Floats, Floats]], share: float) -> Floats:
    logit = np.full(len(found.counts), np.log(share / (1 - share)))
    for place, (m, u) in now.items():
        column = found.levels[:, place]
        logit += np.where(column >= 0, np.log(m / u)[column], 0.0)
    return np.asarray(1 / (1 + np.exp(-np.clip(logit, -40, 40))))


def _upright(learnt: Mapping[str, tuple[Floats, Floats]]) -> bool:
    """Agreeing most has to say more than agreeing least, wherever there is something to say."""
    gains = [np.log(m[0] / u[0]) - np.log(m[-1] / u[-1]) for m, u in learnt.values()]
    return bool(gains) and sum(gains) > 0 and sum(gain > 0 for gain in gains) * 2 >= len(gains)


def _counted(column: Ints, counts: Floats, size: int) -> Floats:
    known = column >= 0
    return np.bincount(column[known], counts[known], minlength=size).astype(float)
