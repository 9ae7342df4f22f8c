"""The words of kits: where one stands, what happened to it, what still holds it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bairn.evidence.terms.disposing import Objection, Obstacle
from bairn.kernel.text import Text
from bairn.protocols.terms import KitDeadline, KitRule, Source


class KitKind(StrEnum):
    """What a kit belongs to."""

    REPORTED = "reported"
    UNREPORTED = "unreported"
    KNOWN_SUSPECT = "known_suspect"
    NON_RECENT = "non_recent"


class KitStands(StrEnum):
    """Where a kit stands on its way: a column of the board."""

    UNREPORTED = "unreported"
    AWAITING_PICKUP = "awaiting_pickup"
    WITH_POLICE = "with_police"
    TO_LAB = "to_lab"
    AT_LAB = "at_lab"
    RESULTED = "resulted"
    NOT_TESTED = "not_tested"
    NOTICE = "notice"
    DISPOSED = "disposed"
    LOST = "lost"
    OUT_OF_STATE = "out_of_state"
    REPURPOSED = "repurposed"
    EXPIRED = "expired"


class NoticeKind(StrEnum):
    """What a person was told in writing."""

    RETENTION = "retention"  # at the examination: number, custodian, how long, which day
    DISPOSAL = "disposal"  # that it will be disposed of


@dataclass(frozen=True, slots=True, kw_only=True)
class KitCode:
    """A code that may be said of a kit, with its words; `only` narrows where it may be said."""

    code: str
    text: Text
    only: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KitMove:
    """Something that can happen to a kit: from which states, and where it is then."""

    event: str
    text: Text
    sources: frozenset[KitStands]
    to: KitStands | None = None  # None: it stays where it is, or goes back
    back: bool = False  # to where it stood before
    custody: bool = False  # read from an accepted hand-over, never typed


@dataclass(frozen=True, slots=True, kw_only=True)
class KitState:
    """A state with its words; a side state stands apart from the way."""

    stands: KitStands
    text: Text
    side: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KitBook:
    """The catalogue: states in the order of the board, moves, lists of codes, sources."""

    states: tuple[KitState, ...]
    moves: Mapping[str, KitMove]
    lists: Mapping[str, Mapping[str, KitCode]]
    sources: Mapping[str, Source]
    notice_days: int

    def state(self, stands: KitStands) -> KitState:
        """The state with its words."""
        return next(one for one in self.states if one.stands is stands)


@dataclass(frozen=True, slots=True, kw_only=True)
class KitEvent:
    """One thing that happened to a kit, and when it was put down."""

    number: int
    event: str
    happened_at: datetime
    recorded_at: datetime
    by_id: uuid.UUID
    code: str = ""
    ledger_id: uuid.UUID | None = None  # the custody event it was read from


@dataclass(frozen=True, slots=True, kw_only=True)
class KitWay:
    """What a kit's events come to: its state, the one before, and the moments of its clocks."""

    stands: KitStands
    before: KitStands | None
    moments: Mapping[str, datetime]
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKit:
    """What whoever registers a kit says of it."""

    number: str  # as printed on the box
    kind: KitKind
    place: str  # whose table rules it: US-ID, CN
    zone: str
    collected_at: datetime
    of_child: bool = False
    lot: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KitCard:
    """A kit in a list."""

    id: uuid.UUID  # of the exhibit: a kit is one
    holder_id: uuid.UUID  # its case, or the kit's own while nobody reported
    number: str
    kind: KitKind
    of_child: bool
    place: str
    zone: str
    unit_id: uuid.UUID
    lab_unit_id: uuid.UUID | None
    lot: str
    expires_on: date | None
    collected_at: datetime
    stands: KitStands
    due_at: datetime | None  # the earliest day that is still open
    reported: bool

    def late(self, at: datetime) -> bool:
        """Whether a day that a rule sets has passed."""
        return self.due_at is not None and self.due_at <= at


@dataclass(frozen=True, slots=True, kw_only=True)
class Untested:
    """Somebody asked not to test a kit, and what a prosecutor said."""

    id: uuid.UUID
    reason: str
    asked_by: uuid.UUID
    asked_at: datetime
    agreed: bool | None = None
    answered_by: uuid.UUID | None = None
    answered_at: datetime | None = None
    refused_for: str = ""
    reversed_by: uuid.UUID | None = None
    reversed_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether no prosecutor has answered, and nobody has taken it back."""
        return self.agreed is None and self.reversed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchStep:
    """A step of the way through the databases; `match` is 0 before any match, then its number."""

    match: int
    step: str
    happened_at: datetime
    recorded_at: datetime
    by_id: uuid.UUID
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanToTell:
    """How a person wishes to be told of a match; the safe words are sealed."""

    match: int
    choice: str
    channel: str
    place: str
    advocate_id: uuid.UUID
    words_id: uuid.UUID
    by_id: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KitNotice:
    """What was told in writing: how, when, by whom, in which language, for which day."""

    id: uuid.UUID
    kind: NoticeKind
    language: str
    told_how: str
    told_at: datetime
    told_by: uuid.UUID
    disposal_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class KitVeto:
    """A prosecutor or supervisor keeps the kit from being disposed of."""

    id: uuid.UUID
    reason: str
    by_id: uuid.UUID
    role: str
    at: datetime
    lifted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptUntil:
    """The first day after the years a rule names, and the rule."""

    rule: KitRule
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class KitFile:
    """Everything of one kit."""

    card: KitCard
    way: KitWay
    events: tuple[KitEvent, ...]
    clocks: tuple[KitDeadline, ...]
    kept: tuple[KeptUntil, ...]
    untested: tuple[Untested, ...]
    match_steps: tuple[MatchStep, ...]
    plans: tuple[PlanToTell, ...]
    notices: tuple[KitNotice, ...]
    objections: tuple[Objection, ...]
    vetoes: tuple[KitVeto, ...]
    obstacles: tuple[Obstacle, ...]
