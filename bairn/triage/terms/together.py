"""Reports that may be one."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ProposalKind(StrEnum):
    """Why reports may belong together."""

    SAME_CONTENT = "same_content"
    SAME_PLATFORM_REPORT = "same_platform_report"
    BURST = "burst"


class DismissReason(StrEnum):
    """Why a person says that reports are not the same."""

    OTHER_PERSON = "other_person"
    OTHER_INCIDENT = "other_incident"
    SHARED_ACCOUNT = "shared_account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What is compared of a report: keyed digests and tokens only, never the words themselves."""

    report_id: uuid.UUID
    received_at: datetime
    content: bytes | None = None  # keyed digest of what was sent
    platform_report: bytes | None = None  # token of the platform and its own report number
    accounts: frozenset[bytes] = frozenset()  # tokens of reported accounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Reports that may be one, the earliest leading; a person decides, and none is closed."""

    kind: ProposalKind
    lead: uuid.UUID
    others: tuple[uuid.UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalCard:
    """Two reports that may be one."""

    id: uuid.UUID
    report_id: uuid.UUID
    lead_id: uuid.UUID
    kind: ProposalKind
    found_at: datetime
