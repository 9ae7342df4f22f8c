"""The words of journeys: what opening a case and offering somebody's cases give back."""

import uuid
from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedPerson:
    """What became of the cases of somebody who leaves: offered, or refused with a code."""

    batch_id: uuid.UUID
    offered: tuple[uuid.UUID, ...]
    refused: Mapping[uuid.UUID, str]
