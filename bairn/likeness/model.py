"""The weights: read from `catalogue/model-<version>.json`, never changed while in use."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bairn.likeness import layout

CATALOGUE: Final = Path(__file__).parent / "catalogue"
NEWEST: Final = "1"
KINDS: Final = ("identifier", "name_birth", "name", "other")  # what a lead rests on, best first


@dataclass(frozen=True, slots=True)
class Calibration:
    """From a logit to a probability: a line that knows the size of the index, and its doubt."""

    slope: float = 1.0
    intercept: float = 0.0
    size: float = 0.0  # for each tenfold of `size_at`
    spread: float = 0.7  # half the width of the bounds, in natural logs


@dataclass(frozen=True, slots=True)
class Model:
    """Additive weights, what rarity counts for, and how logits are calibrated."""

    version: str
    weights: NDArray[np.float64]  # [evidence, level]
    slopes: NDArray[np.float64]  # [what is rare]
    rarity_most: float
    prior: float  # of an index of `size_at` sightings
    prior_slope: float
    size_at: int
    common_from: int  # a value on more lists than this is one that many share
    candidates: int
    budget: int
    alert: float  # the probability from which a lead is kept
    calibrations: Mapping[str, Calibration]
    trained: Mapping[str, Any]

    def prior_for(self, size: int) -> float:
        """Before anything agrees: the larger the index, the less likely any one record."""
        return self.prior - self.prior_slope * math.log(max(size, 1) / self.size_at)


@cache
def load(version: str = NEWEST) -> Model:
    """The model of that version. Raises FileNotFoundError when there is none."""
    return read(json.loads((CATALOGUE / f"model-{version}.json").read_text("utf-8")))


def read(told: Mapping[str, Any]) -> Model:
    """A model from what its file says. Raises ValueError for evidence or levels not known."""
    prior, search = told["prior"], told["search"]
    return Model(
        version=str(told["version"]),
        weights=_weights(told["weights"]),
        slopes=np.array([told["rarity"][name] for name in layout.RARITIES], np.float64),
        rarity_most=float(told["rarity"]["most"]),
        prior=float(prior["weight"]),
        prior_slope=float(prior["slope"]),
        size_at=int(prior["size_at"]),
        common_from=int(search["common_from"]),
        candidates=int(search["candidates"]),
        budget=int(search["budget"]),
        alert=float(told["alert"]),
        calibrations={kind: Calibration(**told["calibration"][kind]) for kind in KINDS},
        trained=told["trained"],
    )


def _weights(told: Mapping[str, Mapping[str, float]]) -> NDArray[np.float64]:
    if set(told) != set(layout.EVIDENCE):
        raise ValueError("The model does not weigh the evidence of this version of the kernels.")
    weights = np.zeros((len(layout.EVIDENCE), layout.DEEPEST), np.float64)
    for row, evidence in enumerate(layout.EVIDENCE):
        if set(told[evidence]) != set(layout.LEVELS[evidence][1:]):
            raise ValueError(f"The model does not weigh the levels of {evidence}.")
        for level, weight in told[evidence].items():
            weights[row, layout.LEVELS[evidence].index(level)] = weight
    return weights
