"""What answers are worth: recall, alerts, calibration, each with its interval of 95 %."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bairn.likeness import model, score
from bench.linkage.asking import Answers

Numbers = NDArray[Any]
NEVER = 9999
BINS = 10


@dataclass(frozen=True, slots=True)
class Share:
    """A share of some count, with its interval."""

    hits: int
    count: int

    @property
    def value(self) -> float:
        """The share."""
        return self.hits / max(self.count, 1)

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of 95 %."""
        z, n = 1.96, max(self.count, 1)
        middle = (self.value + z * z / (2 * n)) / (1 + z * z / n)
        half = (
            z * np.sqrt(self.value * (1 - self.value) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        )
        return float(max(middle - half, 0)), float(min(middle + half, 1))

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.4f} ({low:.4f}–{high:.4f})"


def share(hits: Numbers) -> Share:
    """How many of these are so."""
    return Share(int(hits.sum()), len(hits))


def ranks(query: Numbers, rank: Numbers, true: Numbers, queries: int) -> NDArray[np.int64]:
    """The best place of a true record in the answer to each question; NEVER where there is none."""
    best = np.full(queries, NEVER)
    np.minimum.at(best, query[true], rank[true])
    return best


def chances(answers: Answers, weights: model.Model, size: int) -> Numbers:
    """The probability that stands at each answer."""
    logits = answers.sums - answers.off
    return np.array(
        [
            score.calibrated(float(logit), score.kind_of(levels), size, weights)[0]
            for logit, levels in zip(logits, answers.levels, strict=True)
        ]
    )


def most_likely(query: Numbers, chance: Numbers) -> NDArray[np.int64]:
    """Where the answer with the highest probability of each question stands."""
    order = np.lexsort((-chance, query))
    first = np.r_[True, query[order][1:] != query[order][:-1]]
    return order[first]


def calibration_error(chance: Numbers, right: Numbers) -> float:
    """The expected calibration error over ten bins of equal width."""
    bins = np.clip((chance * BINS).astype(int), 0, BINS - 1)
    weight = np.bincount(bins, minlength=BINS)
    gap = np.bincount(bins, chance - right, BINS)
    return float(np.abs(gap).sum() / max(weight.sum(), 1))


def error_interval(chance: Numbers, right: Numbers, rounds: int = 400) -> tuple[float, float]:
    """The interval of the calibration error, by drawing the questions again."""
    rng = np.random.default_rng(0)
    found = [
        calibration_error(chance[some], right[some])
        for some in (rng.integers(0, len(chance), len(chance)) for _ in range(rounds))
    ]
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as Markdown."""
    heads = list(dict.fromkeys(name for row in rows for name in row))
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(str(row.get(name, "")) for name in heads) + " |" for row in rows]
    return "\n".join(lines)
