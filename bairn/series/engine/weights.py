"""What was learnt: how consistent each item is, how a Bayes factor falls with distance and time."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

CATALOGUE = Path(__file__).parents[1] / "catalogue"
DISTANCE, GAP, HOUR, WEEKDAY = "distance", "gap", "hour", "weekday"
CURVES = (DISTANCE, GAP, HOUR, WEEKDAY)
MOST_CONSISTENT = 0.98
_LIKE = 50  # offences that the trained frequency of a value counts for beside the local ones

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Curve:
    """A log Bayes factor that never rises with `x`: straight between knots on log(1 + x)."""

    knots: tuple[float, ...]
    values: tuple[float, ...]

    def at(self, x: Floats) -> Floats:
        """The log Bayes factor at each x; 0 where x is not known."""
        known = np.interp(np.log1p(np.nan_to_num(x)), self.knots, self.values)
        return np.where(np.isnan(x), 0.0, known)


@dataclass(frozen=True, slots=True)
class Weights:
    """One set of weights. `scale` keeps parts that say the same from counting twice."""

    scale: Mapping[str, float]  # by block of items, and by curve
    consistency: Mapping[str, float]  # by item: how often an offender does what they did before
    curves: Mapping[str, Curve]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights, their bootstrap, and what the data they come from were like."""

    version: str
    weights: Weights
    replicates: tuple[Weights, ...]
    frequencies: Mapping[str, Mapping[str, float]]
    reliability: Mapping[str, float]  # by item: share of equal codings between two coders
    partners: float  # other offences of the same offender that one expects among all: the prior
    trained: Mapping[str, Any]


def agree(consistency: Floats, frequency: Floats) -> Floats:
    """Log Bayes factor of the same value on both sides: the rarer it is, the more it says."""
    return np.log(consistency / frequency + 1 - consistency)


def differ(consistency: Floats) -> Floats:
    """Log Bayes factor of two different values; never above nought."""
    return np.log(1 - consistency)


def frequencies(
    counts: Mapping[str, Mapping[str, int]], base: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """How common each value is here; where little is coded yet, as in what was trained on."""
    found: dict[str, dict[str, float]] = {}
    for item, trained in base.items():
        here = counts.get(item, {})
        total = sum(here.values()) + _LIKE
        found[item] = {
            value: (here.get(value, 0) + _LIKE * share) / total for value, share in trained.items()
        }
    return found


def prior_logit(model: Model, among: int) -> float:
    """Log odds that two offences out of so many share an offender, before anything is compared."""
    share = min(0.5, model.partners / max(1, among - 1))
    return math.log(share / (1 - share))


@cache
def load(version: str = "1") -> Model:
    """A model as it is shipped. Raises FileNotFoundError for a version that is not."""
    document = json.loads((CATALOGUE / f"model-{version}.json").read_text())
    return Model(
        version=document["version"],
        weights=_weights(document["weights"]),
        replicates=tuple(map(_weights, document["replicates"])),
        frequencies=document["frequencies"],
        reliability=document["reliability"],
        partners=document["partners"],
        trained=document["trained"],
    )


def _weights(row: Mapping[str, Any]) -> Weights:
    return Weights(
        scale=row["scale"],
        consistency=row["consistency"],
        curves={
            name: Curve(tuple(one["knots"]), tuple(one["values"]))
            for name, one in row["curves"].items()
        },
    )


def as_json(weights: Weights) -> dict[str, Any]:
    """The same as `load` reads it, to four digits."""
    return {
        "scale": {name: round(value, 4) for name, value in weights.scale.items()},
        "consistency": {name: round(value, 4) for name, value in weights.consistency.items()},
        "curves": {
            name: {
                "knots": [round(x, 4) for x in one.knots],
                "values": [round(y, 4) for y in one.values],
            }
            for name, one in weights.curves.items()
        },
    }
