"""A report as it is kept: receipts and cards. No name and no words stand in any of them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bairn.intake.terms.draft import Channel, Element, FactValue, FileHeld, PersonRole, ReportState
from bairn.kernel.periods import Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What whoever reports takes away. The code is shown once and kept nowhere."""

    report_id: uuid.UUID
    reference: str
    code: str | None = field(repr=False)  # only for people: platforms and partners have accounts
    entry_id: uuid.UUID  # of the record, for a proof of receipt
    repeated: bool = False  # the same sending came before; this is its receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A person of a report without identity: open it through the vault by `subject_id`."""

    subject_id: uuid.UUID
    role: PersonRole
    facts: Mapping[str, FactValue]
    identified: bool  # whether anything that identifies them was given


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCard:
    """A file of a report, without its name and locator: those are in the vault."""

    id: uuid.UUID
    file_id: str
    held: FileHeld
    md5: str
    sha1: str
    sha256: str
    size: int | None
    stated_digests: tuple[tuple[str, str], ...]
    classification: str
    relevance: str
    viewed_by_platform: bool | None
    exif_viewed_by_platform: bool | None
    publicly_available: bool | None
    annotations: frozenset[str]
    subject_id: uuid.UUID | None
    received_at: datetime
    kept_unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditionCard:
    """Something added to a report later; its words are in the vault."""

    id: uuid.UUID
    subject_id: uuid.UUID
    added_at: datetime
    by_kind: str  # of the actor: reporter, staff, platform, partner
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    case_id: uuid.UUID | None = None  # read its words with this; None: with the report's id


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to the reporter: a code of catalogue/answers.yaml, so it can give nothing away."""

    code: str
    answered_at: datetime
    contact_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCard:
    """The open part of a report: codes, times, counts. No name, no words."""

    id: uuid.UUID
    reference: str
    channel: Channel
    state: ReportState
    received_at: datetime
    unit_id: uuid.UUID
    case_id: uuid.UUID | None
    merged_into: uuid.UUID | None
    platform_id: uuid.UUID | None
    platform_name: str
    pack: str
    situation: str
    incident_codes: tuple[str, ...]
    incident: Bounds
    last_contact: Bounds
    facts: Mapping[str, FactValue]
    kept_unknown: tuple[str, ...]
    open_elements: tuple[Element, ...]
    words_id: uuid.UUID | None  # subject in the vault: what was said
    document_id: uuid.UUID | None  # subject in the vault: every element, and the original
    people: tuple[PersonCard, ...] = ()
    files: tuple[FileCard, ...] = ()
    additions: tuple[AdditionCard, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """A report in a list: enough to choose it, nothing to recognise anybody."""

    id: uuid.UUID
    reference: str
    channel: Channel
    state: ReportState
    received_at: datetime
    unit_id: uuid.UUID
    case_id: uuid.UUID | None
    platform_name: str
    incident_codes: tuple[str, ...]
    situation: str
    facts: Mapping[str, FactValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReporterView:
    """What a reporter sees with the code: that it arrived, what we answered. No case data."""

    report_id: uuid.UUID
    reference: str
    received_at: datetime
    additions: int
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SameSending:
    """An earlier report that shows to be the same: by its content, or by its sender's number."""

    report_id: uuid.UUID
    received_at: datetime
    kind: str  # same_content | same_platform_report


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerView:
    """What whoever brought a report by machine sees of it: that it arrived and where it stands."""

    report_id: uuid.UUID
    reference: str
    state: ReportState
    in_case: bool
    received_at: datetime
    additions: int
    answers: tuple[Answer, ...]
