"""The words of leads: reason, waterfall, ruling, judgement, lead, cluster."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bairn.series.terms.coding import Block, Offence, Place


class Ruling(StrEnum):
    """What a laboratory says of two offences. It binds: no behaviour speaks against it."""

    SAME_SOURCE = "same_source"
    EXCLUDED = "excluded"


class Verdict(StrEnum):
    """What somebody says of a lead, after looking at both offences."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One reason: what it is about, how both agree, and its weight in natural log odds.

    `how`: `same`, `other`, `near`, `far`, `prior`, `same_source`, `excluded`.
    """

    block: Block
    about: str  # an item, or `distance`, `gap`, `hour`, `weekday`, `prior`
    how: str
    weight: float
    here: str = ""  # value on either side, a code or a whole number
    there: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """The parts of one pair; they sum to `logit`, and with other training it might lie so far."""

    parts: tuple[Part, ...]
    logit: float
    low: float
    high: float

    @property
    def blocks(self) -> Mapping[Block, float]:
        """The log Bayes factor of each block and the prior, in their order."""
        return {
            block: sum(part.weight for part in self.parts if part.block is block)
            for block in Block
            if any(part.block is block for part in self.parts)
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What was said of a lead; who, where whoever looks may know it."""

    id: uuid.UUID
    verdict: Verdict
    reason: str
    at: datetime
    by_id: uuid.UUID | None
    superseded_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Two offences that may share an offender: a lead with its reasons, judged by a person."""

    offence: Offence
    other: Offence
    reasons: Waterfall
    probability: float
    low: float
    high: float
    ruling: Ruling | None
    judgement: Judgement | None
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """An offence of which no lead is made any more: a laboratory or somebody said no."""

    other: Offence
    ruling: Ruling | None
    judgement: Judgement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """The leads of one offence, the strongest first, and out of how many offences they come."""

    offence: Offence
    leads: tuple[Lead, ...]
    aside: tuple[Aside, ...]
    among: int
    prior: float  # the probability before anything is compared, as assumed
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is tried out on clusters: nothing of it is kept."""

    without_items: frozenset[str] = frozenset()
    without_blocks: frozenset[Block] = frozenset()
    without_offences: frozenset[uuid.UUID] = frozenset()
    together: frozenset[frozenset[uuid.UUID]] = frozenset()
    apart: frozenset[frozenset[uuid.UUID]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Offences that hang together at a threshold; `weakest` is the last average that joined."""

    offences: tuple[Offence, ...]
    weakest: float  # probability
    by_laboratory: bool  # held together by a laboratory's result


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """Every cluster of two or more; what a change would join or part against no change.

    `numbers` has those of the offences in `joined` and `parted`.
    """

    threshold: float
    clusters: tuple[Cluster, ...]
    alone: int
    joined: frozenset[frozenset[uuid.UUID]] = frozenset()
    parted: frozenset[frozenset[uuid.UUID]] = frozenset()
    numbers: Mapping[uuid.UUID, str] = field(default_factory=dict)
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One offence on a map and a line of time; either may be unknown."""

    offence_id: uuid.UUID
    number: str
    earliest: datetime | None
    latest: datetime | None
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Items by offences: a value for each, empty where unknown, `?` where unsettled."""

    numbers: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]
