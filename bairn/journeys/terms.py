"""The words of journeys: what opening a case gives back."""

import uuid
from dataclasses import dataclass

from bairn.protocols.terms import DueStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A case that was opened from a report, with what comes first in it."""

    case_id: uuid.UUID
    reference: str
    pack: str
    version: str
    next_steps: tuple[DueStep, ...]  # at most three, most pressing first
