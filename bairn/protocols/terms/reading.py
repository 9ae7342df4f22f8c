"""How the rows of a pack read for one case at one moment."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bairn.kernel.periods import Bounds
from bairn.kernel.text import Text
from bairn.protocols.terms.case import Binding, CaseFacts, Happened
from bairn.protocols.terms.pack import (
    Basis,
    Branch,
    Contact,
    Limit,
    Pack,
    Required,
    Source,
    Titled,
    WindowKind,
)


class Truth(StrEnum):
    """The answer of a condition: a fact nobody knows makes neither yes nor no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class StepState(StrEnum):
    """How a step reads at a moment."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    OPEN = "open"
    PAUSED = "paused"
    NOT_YET = "not_yet"  # what starts its clock has not happened
    WAIVED = "waived"
    DONE = "done"


class WindowState(StrEnum):
    """How a window reads at a moment. There is no word for "do not collect" on purpose."""

    URGENT = "urgent"  # yield falls fast: now
    OPEN = "open"
    CLINICIAN_DECIDES = "clinician_decides"  # past the longest published limit
    ASK_HOLDER = "ask_holder"  # a recording that is probably gone: ask all the same
    NOT_YET = "not_yet"  # a test that only works later


@dataclass(frozen=True, slots=True, kw_only=True)
class DueStep:
    """How one step of a case reads at one moment."""

    step: str
    pack: str
    version: str
    stage: str
    title: Text
    advice: Text
    who: tuple[str, ...]
    who_titles: tuple[Text, ...]
    required: Required
    safety: bool
    state: StepState
    anchor: str
    anchored: Bounds  # when its clock started
    due_at: Bounds  # act by the earliest; late only after the latest
    due_on: date | None  # the last local day, where days are counted
    hours_left: float | None  # until the latest; negative: late by so much
    hours_left_least: float | None  # until the earliest
    escalates_to: str
    escalates_to_title: Text
    why: Text
    basis: Basis
    source: Source
    check_locally: bool
    pause_reasons: tuple[str, ...]
    done_at: datetime | None
    reason: str = ""  # code of the waiver or the pause
    done_by: tuple[str, ...] = ()  # kinds of milestone that fulfil it, beside its own id
    branch: str = ""  # the course of its pack that brought it; empty: none
    case_id: uuid.UUID | None = None

    @property
    def met(self) -> bool:
        """Whether nobody has to do it before something else: done at least once, or waived."""
        return self.done_at is not None or self.state is StepState.WAIVED


@dataclass(frozen=True, slots=True)
class Visit:
    """A follow-up visit, as bounds on when to offer it."""

    from_at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowNow:
    """How one window reads at one moment, with everything needed to draw it."""

    window: str
    kind: WindowKind
    subject: str
    title: Text
    advice: Text
    state: WindowState
    anchor: str
    contact: Bounds
    opens_at: datetime | None
    urgent_until: Bounds
    collect_until: Bounds
    no_upper_limit: bool
    at: datetime
    hours_left_urgent: float | None
    hours_left: float | None  # of the longest published limit; None: unknown or without limit
    ask_clinician: bool
    why: Text
    notes: tuple[Text, ...]
    limits: tuple[Limit, ...]
    visits: tuple[Visit, ...]
    source: Source
    check_locally: bool
    about: uuid.UUID | None = None  # the person of the case, where the facts are theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingWaiver:
    """A step that somebody asked to leave out, in the words of its pack, before any answer."""

    case_id: uuid.UUID
    step: str
    title: Text
    reason: Text
    asked_at: datetime
    asked_by: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedWaiver:
    """A step that somebody asked to leave out; it has no effect until a second person agrees."""

    step: str
    reason: str
    asked_at: datetime
    asked_by: uuid.UUID
    approved_at: datetime | None
    approved_by: uuid.UUID | None
    declined_at: datetime | None = None
    declined_by: uuid.UUID | None = None

    @property
    def waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return self.approved_at is None and self.declined_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class GateNow:
    """What must stand before a case enters a stage, and what of it is missing at a moment."""

    stage: str
    title: Text
    open: bool
    missing: tuple[DueStep, ...]  # steps that apply and are neither done nor waived
    holds: tuple[str, ...] = ()  # the kinds of milestone that wait here; empty: all that enter
    source: Source | None = None  # None: the pack sets no gate there


class Change(StrEnum):
    """What a move to another version does to one step of a case."""

    ADDED = "added"
    GONE = "gone"
    DUE = "due"  # its deadline becomes another


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChange:
    """One step of a case that another version of its pack would change, with both deadlines."""

    step: str
    title: Text
    stage: str
    change: Change
    before: Bounds  # empty where it was not there
    after: Bounds
    version: str  # the version it would come from


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The duties of one case, with the words that its pack has for stages and reasons."""

    binding: Binding
    title: Text
    newest: str  # the version that a case opened now would get
    stages: tuple[Titled, ...]
    steps: tuple[DueStep, ...]
    waivers: tuple[AskedWaiver, ...]
    waiver_reasons: tuple[Titled, ...]
    pause_reasons: tuple[Titled, ...]
    branches: tuple[Branch, ...] = ()  # those that this case takes
    gates: tuple[GateNow, ...] = ()
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NextUp:
    """What comes first in one case: its most pressing open duty, and the window closing first."""

    step: DueStep | None
    window: WindowNow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """What presses over many cases: duties, and the windows of each case, first to end first."""

    steps: tuple[DueStep, ...]
    windows: Mapping[uuid.UUID, tuple[WindowNow, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSwept:
    """One open case as a sweep read it: its duties, and what a reader above asks rules of."""

    case_id: uuid.UUID
    unit_id: uuid.UUID
    steps: tuple[DueStep, ...]
    facts: CaseFacts
    happened: tuple[Happened, ...]
    people_facts: Mapping[uuid.UUID, CaseFacts]
    pack: Pack
    recorded_last: datetime | None = None  # when a milestone was last written down


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepPage:
    """Some open cases in the order of their ids; `next` is the last one read, None at the end."""

    cases: tuple[CaseSwept, ...]
    next: uuid.UUID | None
