"""A report before it is accepted: whatever the channel, it is this."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from bairn.kernel.periods import Bounds

FactValue = str | int | bool | None
UNKNOWN_TIME = Bounds()


def _no_facts() -> Mapping[str, FactValue]:
    return MappingProxyType({})


class Channel(StrEnum):
    """How a report reached us."""

    PUBLIC_FORM = "public_form"
    MANDATED_FORM = "mandated_form"
    OFFICER_FORM = "officer_form"
    PLATFORM_FILE = "platform_file"  # a CyberTipline XML file, by command
    PLATFORM_WIRE = "platform_wire"  # a platform's own client, over the CyberTipline protocol
    PARTNER_API = "partner_api"


class ReportState(StrEnum):
    """Where a report stands. None of them loses it."""

    ARRIVING = "arriving"  # a platform has opened it and not yet finished
    RECEIVED = "received"
    MERGED = "merged"  # joined to another report; its link is kept
    RETRACTED = "retracted"  # taken back by the platform before it was finished


class PersonRole(StrEnum):
    """What somebody is in this report."""

    REPORTER = "reporter"
    VICTIM = "victim"
    SUSPECT = "suspect"
    GUARDIAN = "guardian"
    WITNESS = "witness"
    OTHER = "other"


class FileHeld(StrEnum):
    """What we hold of a file that a platform named or sent."""

    NAMED = "named"  # described only, no content came
    DIGEST = "digest"  # content was hashed while it came in, and discarded
    SEALED = "sealed"  # kept encrypted and locked, where the house is set to do so


@dataclass(frozen=True, slots=True)
class Account:
    """An account on a platform: its handle, and where it can be found."""

    platform: str = field(repr=False)
    handle: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NationalId:
    """A number that a state gave to a person; `country` is ISO 3166, two letters."""

    country: str = field(repr=False)
    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Noted:
    """A value of some kind with what was said of it: an address, a device, an IP address."""

    kind: str
    value: str = field(repr=False)
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Everything that says who somebody is. Sealed at receipt, never printed."""

    family_name: str = field(default="", repr=False)
    given_name: str = field(default="", repr=False)
    full_name: str = field(default="", repr=False)  # where nobody split it
    other_names: tuple[str, ...] = field(default=(), repr=False)
    birth_date: date | None = field(default=None, repr=False)
    phones: tuple[str, ...] = field(default=(), repr=False)
    emails: tuple[str, ...] = field(default=(), repr=False)
    addresses: tuple[Noted, ...] = field(default=(), repr=False)
    accounts: tuple[Account, ...] = field(default=(), repr=False)
    national_ids: tuple[NationalId, ...] = field(default=(), repr=False)
    devices: tuple[Noted, ...] = field(default=(), repr=False)
    ip_addresses: tuple[Noted, ...] = field(default=(), repr=False)
    urls: tuple[str, ...] = field(default=(), repr=False)
    school: str = field(default="", repr=False)
    notes: tuple[Noted, ...] = field(default=(), repr=False)  # anything else about this person

    @property
    def empty(self) -> bool:
        """Whether nothing at all is known."""
        return self == NOBODY_KNOWN


NOBODY_KNOWN = Identity()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    """A person in a report: a role, what identifies them, and a few coded facts.

    Facts a person may carry: `age_min`, `age_max` (years), `sex`, `implicated`, `stance_unknown`,
    `minor_possible`, `compromised_account`, `third_party`, `intended_recipient`.
    """

    role: PersonRole
    identity: Identity = NOBODY_KNOWN
    facts: Mapping[str, FactValue] = field(default_factory=_no_facts)


PERSON_FACTS = frozenset(
    {
        "age_min",
        "age_max",
        "sex",
        "implicated",
        "stance_unknown",
        "minor_possible",
        "compromised_account",
        "third_party",
        "intended_recipient",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What was said, as it was said. Sealed at receipt, never printed."""

    narrative: str = field(default="", repr=False)
    first_account: str = field(default="", repr=False)  # the child's own words, once, verbatim
    who_told: str = field(default="", repr=False)
    escalation: str = field(default="", repr=False)  # a platform's reason for urgency
    when: str = field(default="", repr=False)
    where: str = field(default="", repr=False)
    how_known: str = field(default="", repr=False)
    contact_wish: str = field(default="", repr=False)  # how and when the reporter may be reached
    platform: str = field(default="", repr=False)  # where it happened, as the sender names it


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNote:
    """A file as we know it: digests, size, classification, where it was. Never its picture."""

    file_id: str = ""  # 32 hexadecimal digits, given by us
    held: FileHeld = FileHeld.NAMED
    md5: str = ""
    sha1: str = ""
    sha256: str = ""
    size: int | None = None  # bytes
    stated_digests: tuple[tuple[str, str], ...] = ()  # (kind, value) as the platform states them
    classification: str = ""  # industry scale A1, A2, B1, B2
    relevance: str = ""  # reported | supplemental
    viewed_by_platform: bool | None = None
    exif_viewed_by_platform: bool | None = None
    publicly_available: bool | None = None
    uploaded: Bounds = UNKNOWN_TIME
    annotations: frozenset[str] = frozenset()  # codes of catalogue/cybertip.yaml
    name: str = field(default="", repr=False)
    locator: str = field(default="", repr=False)
    notes: tuple[Noted, ...] = field(default=(), repr=False)  # EXIF, addresses, devices, remarks


@dataclass(frozen=True, slots=True)
class Element:
    """One element of what arrived: where it stood, its attributes, its text."""

    path: str  # `report/victim[2]/screenName`
    value: str = field(default="", repr=False)
    attributes: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    """A report as it arrived, before it is accepted. Everything may be missing but the channel."""

    channel: Channel
    pack: str = ""  # a hint: the pack of the place it concerns
    language: str = ""  # of the reporter, for the answer
    sender_number: str = field(default="", repr=False)  # that the sender gave to its own report
    situation: str = ""  # code of catalogue/situations.yaml
    incident_codes: tuple[str, ...] = ()  # codes of catalogue/incidents.yaml
    incident: Bounds = UNKNOWN_TIME
    last_contact: Bounds = UNKNOWN_TIME
    facts: Mapping[str, FactValue] = field(default_factory=_no_facts)
    people: tuple[PersonDraft, ...] = ()
    words: Words = Words()
    files: tuple[FileNote, ...] = ()
    elements: tuple[Element, ...] = ()
    open_elements: tuple[Element, ...] = ()  # of these the codes, times and yes-or-no
    kept_unknown: tuple[str, ...] = ()  # paths of elements and values that no schema names
    original: bytes = field(default=b"", repr=False)  # the document, byte for byte
