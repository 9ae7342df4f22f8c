"""Fit additive weights: one of the candidates or none of them, ordered within each evidence.

For a question with candidates i the chance of i is exp(s_i) / (1 + sum of exp(s_j)), the 1 being
"none of them": what `score.against` says. All weights are learnt at once, so that evidence that
comes together is not counted twice; they are drawn towards what experts said where data is thin.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from bairn.likeness import layout
from bench.linkage.asking import Answers

Numbers = NDArray[Any]
FLOOR = 2.5  # natural logs: how rare the commonest name still is (one in twelve)
_NAME = (
    ("other", "weak", "part", "near", "same"), ("near", "sound", "same", "han"),
    ("near", "form", "same"), ("other", "initial", "same"),
)  # fmt: skip
# Chains in which a weight may not fall; not all levels can be compared with each other.
ORDERS: Mapping[str, Sequence[Sequence[str]]] = {
    "family": _NAME,
    "given": _NAME,
    "order": (("swapped", "straight"),),
    "phone": (("other", "part", "national", "same"), ("part", "common", "same")),
    "email": (("other", "local_named", "local", "same"), ("other", "common", "same")),
    "account": (
        ("other", "handle_named", "handle", "same"), ("other", "start", "handle"),
        ("other", "common", "same"),
    ),
}  # fmt: skip
RARE_LEVELS = {"family": ("form", "same"), "given": ("form", "same")}


def chains(evidence: str) -> Sequence[Sequence[str]]:
    """In which order the levels of an evidence stand: as listed, where nothing else is said."""
    return ORDERS.get(evidence, (layout.LEVELS[evidence][1:],))


PLACES = {
    (evidence, level): place
    for place, (evidence, level) in enumerate(
        (e, lvl) for e in layout.EVIDENCE for lvl in layout.LEVELS[e][1:]
    )
}
SLOPES = len(PLACES)  # then four slopes, the prior, its slope
WIDTH = SLOPES + len(layout.RARITIES) + 2


def vector(told: Mapping[str, Any]) -> Numbers:
    """The parameters that a model's file says."""
    out = np.zeros(WIDTH)
    for (evidence, level), place in PLACES.items():
        out[place] = told["weights"][evidence].get(level, 0.0)
    out[SLOPES : SLOPES + 4] = [told["rarity"][name] for name in layout.RARITIES]
    out[-2:] = told["prior"]["weight"], told["prior"]["slope"]
    return out


def floors() -> dict[tuple[str, str], tuple[int, float]]:
    """Levels to which rarity is added: the slope's place, and the least that it counts for."""
    found = {}
    for part, evidence in enumerate(("family", "given")):
        for level in RARE_LEVELS[evidence]:
            found[evidence, level] = (SLOPES + part, FLOOR)
        found[evidence, "han"] = (SLOPES + 2 + part, FLOOR)
    return found


def bounds() -> tuple[Numbers, Numbers]:
    """A x >= b: the order of levels, what agrees adds, what differs takes off."""
    rows: list[Numbers] = []
    rare = floors()

    def side(evidence: str, level: str) -> Numbers:
        row = np.zeros(WIDTH)
        row[PLACES[evidence, level]] = 1
        if (evidence, level) in rare:
            slope, least = rare[evidence, level]
            row[slope] = least
        return row

    for evidence in layout.EVIDENCE:
        for chain in chains(evidence):
            for lower, upper in itertools.pairwise(chain):
                rows.append(side(evidence, upper) - side(evidence, lower))
        if evidence not in ("order", "whole"):
            top = layout.LEVELS[evidence][-1]
            rows.append(side(evidence, top))
        if "other" in layout.LEVELS[evidence]:
            rows.append(-side(evidence, "other"))
    for place in (*range(SLOPES, SLOPES + 4), WIDTH - 1):
        rows.append(np.eye(WIDTH)[place])
    return np.array(rows), np.zeros(len(rows))


@dataclass(frozen=True, slots=True)
class Sample:
    """Candidates of many questions: features, which question, which are the person."""

    features: sparse.csr_matrix
    question: NDArray[np.int64]  # from 0 without gaps, in order
    true: NDArray[np.bool_]
    questions: int  # also those without a candidate


def sample(answers: Answers, true: Numbers, size: int, size_at: int, least: float) -> Sample:
    """Features of the candidates whose sum is not hopeless (or who are true)."""
    kept = (answers.sums > least) | true
    levels, count = answers.levels[kept], int(kept.sum())
    parts, places = [], []
    for column, evidence in enumerate(layout.EVIDENCE):
        known = np.flatnonzero(levels[:, column])
        parts.append(known)
        places.append(PLACES[evidence, layout.LEVELS[evidence][1]] + levels[known, column] - 1)
    at, where = np.concatenate(parts), np.concatenate(places)
    ones = sparse.csr_matrix((np.ones(len(at)), (at, where)), shape=(count, SLOPES))
    rest = np.column_stack(
        [answers.rarities[kept], np.ones(count), np.full(count, -np.log(size / size_at))]
    )
    features = sparse.hstack([ones, sparse.csr_matrix(rest)]).tocsr()
    _, question = np.unique(answers.query[kept], return_inverse=True)
    return Sample(features, question, true[kept], int(question.max()) + 1)


def loss(
    x: Numbers, samples: Sequence[Sample], start: Numbers, pull: float
) -> tuple[float, Numbers]:
    """How badly these weights tell what is so, and where it gets better."""
    total = 0.5 * pull * float(((x - start) ** 2).sum())
    slope = pull * (x - start)
    for one in samples:
        sums = np.clip(one.features @ x, -60, 60)
        force = np.exp(sums)
        everybody = 1 + np.bincount(one.question, force, one.questions)
        right = np.bincount(one.question, force * one.true, one.questions)
        present = np.bincount(one.question, one.true, one.questions) > 0
        told = np.where(present, np.maximum(right, 1e-300), 1)
        total += float(np.sum(np.log(everybody) - np.log(told)))
        share = force / everybody[one.question]
        share -= np.where(one.true, force / told[one.question], 0)
        slope = slope + one.features.T @ share
    return total, slope


def fitted(samples: Sequence[Sample], start: Numbers, pull: float = 2.0) -> Numbers:
    """The weights, in the order that `bounds` asks for."""
    matrix, least = bounds()
    scale = 1.0 / sum(one.questions for one in samples)

    def scaled(x: Numbers) -> tuple[float, Numbers]:
        value, slope = loss(x, samples, start, pull)
        return value * scale, slope * scale

    found = optimize.minimize(
        scaled, start, jac=True, method="SLSQP",
        constraints={"type": "ineq", "fun": lambda x: matrix @ x - least, "jac": lambda _: matrix},
        options={"maxiter": 200, "ftol": 1e-7},
    )  # fmt: skip
    return np.asarray(found.x)
