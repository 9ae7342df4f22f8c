"""Who sends reports by machine: platforms with their own client, partners by token."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformCard:
    """A platform that may report, without its password."""

    id: uuid.UUID
    username: str
    name: str
    unit_id: uuid.UUID | None  # where its reports go; None: by the routes
    active: bool
    registered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerCard:
    """An agency's system that may report, without its token."""

    id: uuid.UUID
    agency_id: uuid.UUID
    name: str
    purpose: str
    pack: str
    unit_id: uuid.UUID | None
    active: bool
    registered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Senders:
    """Everybody who sends by machine."""

    platforms: tuple[PlatformCard, ...]
    partners: tuple[PartnerCard, ...]


class NewPartner(NamedTuple):
    """A partner that was just registered. The token is shown this once and kept nowhere."""

    id: uuid.UUID
    token: str

    def __repr__(self) -> str:
        return f"NewPartner(id={self.id!r})"


class PartnerPass(NamedTuple):
    """Whose token this is and what it is for."""

    partner_id: uuid.UUID
    agency_id: uuid.UUID
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A report that a platform has opened over the wire, under the number that its client uses."""

    number: int
    report_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file as it was measured while it came in."""

    file_id: str
    md5: str
    sha1: str
    sha256: str
    size: int  # bytes
    held: str  # digest: its content was discarded; sealed: kept encrypted and locked


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A report that is whole now."""

    number: int
    file_ids: tuple[str, ...]
    receipt: uuid.UUID = field()  # entry of the record, for a proof of receipt
    reference: str
    report_id: uuid.UUID
