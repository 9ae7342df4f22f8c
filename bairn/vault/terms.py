"""The words of the vault: subject, field, token, candidate, hold, erasure."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum


class SubjectKind(StrEnum):
    """What a sealed subject is. It decides which look may open it."""

    PERSON = "person"  # names, birth dates, addresses, numbers of somebody
    WORDS = "words"  # an account, a note, an answer: somebody's own words
    DOCUMENT = "document"  # what arrived as a file or message, byte for byte
    FILE = "file"  # the key of a file that lies encrypted on the disk


class TokenKind(IntEnum):
    """What a blind token stands for. Each is rare enough that nothing can be ranked.

    There is none for a single name, a sex, an age or an offence, and there must never be.
    """

    SURNAME_AND_BIRTH_DATE = 1
    PHONE = 2
    EMAIL = 3
    NATIONAL_ID = 4
    ACCOUNT = 5


@dataclass(frozen=True, slots=True)
class TokenSource:
    """What a token is made of, as it was written down; it lives only until it is hashed."""

    kind: TokenKind
    parts: tuple[str, ...] = field(repr=False)

    @classmethod
    def surname_and_birth_date(cls, surname: str, birth_date: date) -> "TokenSource":
        """A surname together with a full birth date; neither makes a token alone."""
        return cls(TokenKind.SURNAME_AND_BIRTH_DATE, (surname, birth_date.isoformat()))

    @classmethod
    def phone(cls, number: str, region: str = "") -> "TokenSource":
        """A telephone number; `region` (ISO 3166, two letters) is needed when it has no `+`."""
        return cls(TokenKind.PHONE, (number, region))

    @classmethod
    def email(cls, address: str) -> "TokenSource":
        """An e-mail address."""
        return cls(TokenKind.EMAIL, (address,))

    @classmethod
    def national_id(cls, country: str, number: str) -> "TokenSource":
        """A number that a state gave to a person; `country` is ISO 3166, two letters."""
        return cls(TokenKind.NATIONAL_ID, (country, number))

    @classmethod
    def account(cls, platform: str, handle: str) -> "TokenSource":
        """A handle on a platform."""
        return cls(TokenKind.ACCOUNT, (platform, handle))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """One subject to be sealed. Without `subject_id` a new subject is made.

    `fields` are named by codes (`[a-z][a-z0-9_]*`, up to 48); their values are text or bytes.
    """

    kind: SubjectKind
    fields: Mapping[str, str | bytes] = field(repr=False)
    tokens: Sequence[TokenSource] = field(default=(), repr=False)
    subject_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedIdentity:
    """A person's fields in clear, the newest version of each. To be shown and forgotten."""

    subject_id: uuid.UUID
    fields: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedWords:
    """Somebody's words in clear, the newest version of each field."""

    subject_id: uuid.UUID
    fields: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedDocument:
    """A document's parts as they arrived, byte for byte."""

    subject_id: uuid.UUID
    parts: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A subject whose token of this kind agrees. A token is short: it may be somebody else."""

    kind: TokenKind
    subject_id: uuid.UUID
    holder_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """What a look-up found: by name what is in one's reach, and whether there is more elsewhere."""

    within_reach: tuple[Candidate, ...]
    elsewhere: bool  # another unit holds something; not how much, not where
    capped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A subject that has a token of the asked report or case too; 20 bits, so perhaps by chance."""

    kind: TokenKind
    token: bytes
    subject_id: uuid.UUID
    holder_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """Who shares tokens: by id what is in one's reach, and whether there is more elsewhere."""

    within_reach: tuple[Shared, ...]
    elsewhere: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What a move re-wrapped: only keys change hands, no field is opened."""

    subjects: int
    keys: int


class HoldReason(StrEnum):
    """Why nothing of a report or case may be erased."""

    PROCEEDINGS = "proceedings"  # investigation or trial is open
    APPEAL = "appeal"
    COURT_ORDER = "court_order"
    COMPLAINT = "complaint"  # about how the case was handled
    SURVIVOR_REQUEST = "survivor_request"


class ErasureReason(StrEnum):
    """Why something is erased."""

    RETENTION_OVER = "retention_over"
    SURVIVOR_REQUEST = "survivor_request"
    COURT_ORDER = "court_order"
    RECORDED_BY_MISTAKE = "recorded_by_mistake"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A legal hold on a report or case."""

    id: uuid.UUID
    holder_id: uuid.UUID
    reason: HoldReason
    placed_by: uuid.UUID
    placed_at: datetime
    released_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """An erasure: ordered by one person, carried out by another."""

    id: uuid.UUID
    holder_id: uuid.UUID
    subject_id: uuid.UUID | None  # None erases everything of the holder
    reason: ErasureReason
    ordered_by: uuid.UUID
    ordered_at: datetime
    confirmed_by: uuid.UUID | None = None
    confirmed_at: datetime | None = None


class Likeness(StrEnum):
    """How a name in a case agrees with a colleague's; the strongest stands first."""

    SAME_NAME = "same_name"
    OTHER_ORDER = "other_order"
    PART_OF_NAME = "part_of_name"  # as where one leaves out a middle name or a title
    SERVICE_NAME = "service_name"  # a handle or mailbox that is what they sign in with


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """A member of staff, to be compared with; their names are no secret of the house."""

    id: uuid.UUID
    name: str
    service_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Somebody in the case who may be this colleague. It names nobody in clear."""

    subject_id: uuid.UUID
    colleague_id: uuid.UUID
    likeness: Likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A person who was sealed, amended, moved or, where `gone`, erased."""

    subject_id: uuid.UUID
    holder_id: uuid.UUID
    changed_at: datetime
    gone: bool
