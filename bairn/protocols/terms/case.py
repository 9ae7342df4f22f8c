"""What protocols needs of a case: facts, milestones, pauses, waivers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bairn.kernel.periods import Bounds, Period
from bairn.protocols.terms.pack import FactValue


@dataclass(frozen=True, slots=True)
class Happened:
    """A milestone as protocols needs it."""

    kind: str
    at: datetime
    step: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is known of a case or a person: coded values, and moments within bounds."""

    values: Mapping[str, FactValue] = field(default_factory=dict)
    moments: Mapping[str, Bounds] = field(default_factory=dict)

    def over(self, other: "CaseFacts") -> "CaseFacts":
        """These facts laid over `other`: what stands here wins."""
        return CaseFacts(
            {**other.values, **self.values},
            {**other.moments, **self.moments},
        )


@dataclass(frozen=True, slots=True)
class Pause:
    """Time during which a step's clock stands still."""

    step: str
    reason: str
    period: Period


@dataclass(frozen=True, slots=True)
class Waiver:
    """A step that two people agreed not to take, with a coded reason."""

    step: str
    reason: str
    at: datetime
