"""The words of reveals: who asks to see what another unit holds, who answers, what is seen then."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RevealPurpose(StrEnum):
    """Why somebody asks to see what another unit holds."""

    PROTECT = "protect"  # somebody may be in danger
    IDENTIFY = "identify"  # whether it is the same person
    INVESTIGATE = "investigate"  # whether two inquiries belong together
    SUPPORT = "support"  # who already helps this person


class RevealState(StrEnum):
    """How far a request has come on the asker's own side. It says nothing of the other side."""

    ASKED = "asked"  # waits for a supervisor of one's own
    AGREED = "agreed"  # one's own key has turned; whoever holds something is asked
    DECLINED = "declined"  # one's own supervisor said no
    WITHDRAWN = "withdrawn"
    ENDED = "ended"  # its time is over


class PartAnswer(StrEnum):
    """What a holder says. `not_now` is never told."""

    YES = "yes"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revealed:
    """What both sides agreed to show: the other's reference, unit, and whom to talk with."""

    lead_id: uuid.UUID
    other_holder: uuid.UUID
    kind: str  # report, case or records
    reference: str
    unit_id: uuid.UUID
    contact_id: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealCard:
    """A request as the asker's side sees it: the same whether or not anybody holds anything."""

    id: uuid.UUID
    subject_id: uuid.UUID
    purpose: RevealPurpose
    words_id: uuid.UUID | None
    asked_by: uuid.UUID
    asked_at: datetime
    state: RevealState
    decided_by: uuid.UUID | None
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealsHere:
    """The requests of a report or case, and what was revealed to it, by whichever side's asking."""

    asked: tuple[RevealCard, ...]
    revealed: tuple[Revealed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOfUs:
    """A request that somebody answers for a holder: which unit asks, why, and until when.

    What is asked about is named by our own reference; the asker's stays closed until a yes.
    """

    part_id: uuid.UUID
    holder_id: uuid.UUID
    reference: str
    asking_unit: uuid.UUID
    purpose: RevealPurpose
    asked_at: datetime
    ends_at: datetime
    answer: PartAnswer | None
    answered_at: datetime | None
