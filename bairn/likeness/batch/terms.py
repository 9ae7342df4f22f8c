"""The words of linking in batch: role of a column, judgement, pair, clusters, result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bairn.likeness.matches import Reason

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Levels = NDArray[np.int8]  # 0 is the first level of a comparison, -1 is unknown
Step = Callable[[str, int, int], None]  # what is being done, done, of how many


class Role(StrEnum):
    """What a column of a file holds."""

    FAMILY = "family"
    GIVEN = "given"
    FULL = "full"
    HAN = "han"
    BIRTH = "birth"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    NATIONAL_ID = "national_id"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    PLATFORM = "platform"
    ADDRESS = "address"
    TOWN = "town"
    POSTCODE = "postcode"
    SEX = "sex"
    OTHER = "other"  # compared as it stands, the rarer the value the more it says
    IGNORED = "ignored"


Columns = Mapping[str, Role]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody said of two records: the same person, or not."""

    left: int
    right: int
    same: bool


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidates with the probability that they are of one person; `left` < `right`."""

    left: Ints
    right: Ints
    logit: Floats
    probability: Floats


@dataclass(frozen=True, slots=True)
class Result:
    """What the batch found: pairs, the cluster of each record, and how it went."""

    pairs: Pairs
    clusters: Ints
    compared: int
    model: str
    engine: str
    seconds: float
    training: float  # of the seconds, how many went into learning weights
    learnt: tuple[str, ...]  # comparisons whose weights were learnt here
    shipped: tuple[str, ...]  # comparisons that kept the weights that came with us
    understood: Mapping[str, str]
    not_understood: tuple[str, ...]
    reasons: Mapping[int, tuple[Reason, ...]] = field(default_factory=dict)  # by place of the pair
