"""What an answer is: a lead, its probability with bounds, the reasons that sum to it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence, how far it agrees, and what that adds, in natural logs."""

    evidence: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """A sighting that may be of the same person. The reasons sum to `logit`; a person judges."""

    subject: UUID
    holder: UUID
    logit: float
    probability: float
    low: float
    high: float
    reasons: tuple[Reason, ...]
    model: str
    shared: tuple[tuple[str, str], ...] = ()  # the kinds of two identifiers that are one value
