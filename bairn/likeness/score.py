"""From levels to an answer: weights and prior added, rivals taken off, the sum calibrated."""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bairn.likeness import layout
from bairn.likeness.matches import Reason
from bairn.likeness.model import Model

Numbers = NDArray[Any]

_IDENTIFIERS: Final = tuple(
    layout.EVIDENCE.index(name)
    for name in ("national_id", "phone", "email", "account", "device", "other_kind")
)
# What a person has once, and up to which level two sightings of it differ.
_ONCE: Final = tuple(
    (layout.EVIDENCE.index(name), most)
    for name, most in (("family", 2), ("given", 2), ("birth", 2), ("national_id", 1))
)
_WHOLE, _BIRTH = layout.EVIDENCE.index("whole"), layout.EVIDENCE.index("birth")
_AGREES: Final = 4  # from this level on the whole name, and the birth date, agree


def reasons_of(levels: Numbers, rarities: Numbers, model: Model) -> list[Reason]:
    """Each piece of evidence that both sightings have; the name is one, however it is written."""
    codes = {name: int(levels[row]) for row, name in enumerate(layout.EVIDENCE)}
    reasons = []
    if codes["family"] or codes["given"]:
        weight = sum(_weight(name, codes[name], model) for name in layout.NAME_PARTS)
        weight += float(model.slopes @ rarities)
        reasons.append(Reason("name", name_level(codes), weight))
    for name in layout.EVIDENCE:
        if name not in layout.NAME_PARTS and codes[name]:
            reasons.append(
                Reason(name, layout.LEVELS[name][codes[name]], _weight(name, codes[name], model))
            )
    return reasons


def name_level(codes: dict[str, int]) -> str:
    """The level of the name as one code: of the family name, of the given name, and the order."""
    parts = [layout.LEVELS[part][codes[part]] for part in ("family", "given")]
    return ".".join(parts + (["swapped"] if codes["order"] == 2 else []))


def _weight(name: str, level: int, model: Model) -> float:
    return float(model.weights[layout.EVIDENCE.index(name), level])


def kind_of(levels: Numbers) -> str:
    """What a lead rests on (`model.KINDS`): calibration differs between them."""
    for row in _IDENTIFIERS:
        if levels[row] == len(layout.LEVELS[layout.EVIDENCE[row]]) - 1:
            return "identifier"
    if levels[_WHOLE] >= 3:
        return "name_birth" if levels[_BIRTH] >= _AGREES else "name"
    return "other"


def contradict(levels: Numbers) -> bool:
    """Whether two sightings say different things of what one person has once."""
    return any(0 < levels[row] <= most for row, most in _ONCE)


def against(sums: Sequence[float]) -> float:
    """What is taken off a lead because others, who are not the same, fit as well or nobody does.

    With logits s the chance of one among its rivals and "none of them" is
    exp(s) / (1 + exp(s) + sum of exp(rival)); its logit is s less log(1 + sum of exp(rival)).
    """
    return float(np.logaddexp.reduce(np.array([0.0, *sums])))


def calibrated(logit: float, kind: str, size: int, model: Model) -> tuple[float, float, float]:
    """The probability of a logit and its lower and upper bound."""
    line = model.calibrations[kind]
    tenfolds = math.log10(max(size, 1) / model.size_at)
    middle = line.slope * logit + line.intercept + line.size * tenfolds
    return _chance(middle), _chance(middle - line.spread), _chance(middle + line.spread)


def _chance(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-min(max(logit, -40.0), 40.0)))
