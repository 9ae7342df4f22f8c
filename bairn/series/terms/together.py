"""The words of series: membership, series, proposal, related case."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bairn.series.terms.coding import Offence


class Answer(StrEnum):
    """What a case's supervisor says of a proposed series. Not now is told to nobody."""

    YES = "yes"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An offence's place in a series, from when until when."""

    id: uuid.UUID
    offence: Offence
    from_at: datetime
    by_id: uuid.UUID
    until_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Offences that somebody holds together, for others to judge."""

    id: uuid.UUID
    number: str
    opened_at: datetime
    opened_by: uuid.UUID
    members: tuple[Membership, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPart:
    """A case's own part of a proposed series: that an analyst proposes one, and no more."""

    id: uuid.UUID
    proposal_id: uuid.UUID
    case_id: uuid.UUID
    offence_ids: tuple[uuid.UUID, ...]
    reason: str
    proposed_at: datetime
    answer: Answer | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an analyst sees of their own proposal: which offences' cases have agreed."""

    id: uuid.UUID
    reason: str
    at: datetime
    agreed: tuple[uuid.UUID, ...]  # offences
    waiting: tuple[uuid.UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedCase:
    """Another case of a series, seen since both have agreed: with whom to talk."""

    case_id: uuid.UUID
    reference: str
    unit_id: uuid.UUID
    proposal_id: uuid.UUID
    at: datetime
