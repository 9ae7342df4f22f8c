"""A pack and its rows: duties, windows, roles, anchors, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from bairn.kernel.periods import Counting, LocalClock, Span, WorkCalendar
from bairn.kernel.text import Text

FactValue = bool | int | str | tuple[str, ...]


class Mark(StrEnum):
    """How far a row's source was checked."""

    V = "V"  # the source was read
    V2 = "V2"  # a secondary page, a part or a press report was read
    K = "K"  # recalled from the named source, to be checked
    D = "D"  # our own default, no outside source


class Required(StrEnum):
    """How binding a step is."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Basis(StrEnum):
    """What a step rests on."""

    LAW = "law"
    STANDARD = "standard"
    GUIDANCE = "guidance"
    DEFAULT = "default"


class WindowKind(StrEnum):
    """What a window is about."""

    BIOLOGICAL = "biological"
    MEDICAL = "medical"
    DIGITAL = "digital"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row comes from, how far it was checked, and when somebody must look again."""

    ref: str
    art: str
    mark: Mark
    edition: str
    review_due: date

    @property
    def check_locally(self) -> bool:
        """Whether the row must carry the words "check locally"."""
        return self.mark in (Mark.K, Mark.D)


@dataclass(frozen=True, slots=True)
class Condition:
    """One node of a trigger: an operator of `triggers.OPERATORS` with what it asks about."""

    op: str
    name: str = ""
    value: FactValue | None = None
    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One duty of a pack: who, by when, counted from what, under which source."""

    id: str
    stage: str
    roles: tuple[str, ...]
    title: Text
    advice: Text
    required: Required
    trigger: Condition
    anchor: str
    span: Span | None  # None: a duty without a clock of its own
    counting: Counting
    repeat: bool  # the clock starts anew each time the step is done
    done_by: tuple[str, ...]  # kinds of milestone that fulfil it, beside its own id
    pause_reasons: tuple[str, ...]
    on_overdue: str  # the role outside the team that is told
    safety: bool  # never to be dismissed without action
    basis: Basis
    source: Source
    branch: str = ""  # the course it belongs to; empty: every case's
    each: bool = False  # due anew each time its anchor happens: what was done before is not it


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A course that some cases take; its steps apply where its trigger and their own say yes."""

    id: str
    title: Text
    trigger: Condition


@dataclass(frozen=True, slots=True)
class Modifier:
    """Something about the person that lengthens a window; nothing may shorten one."""

    when: Condition
    collect_until_h: int | None
    note: Text


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as one body publishes it, in hours since last contact; None: it sets none."""

    body: str
    hours: int | None
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """How long a specimen, a medicine or a recording can be had, in hours from its anchor."""

    id: str
    kind: WindowKind
    subject: str  # whose clock: victim, suspect, place
    title: Text
    advice: Text
    applies: Condition
    anchor: str
    opens_h: int
    urgent_until_h: int | None
    collect_until_h: int | None  # None: no upper limit
    visits_h: tuple[tuple[int, int], ...]  # follow-up visits, each from..until
    limits: tuple[Limit, ...]
    modifiers: tuple[Modifier, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Who a step names; `outside` says that the role stands outside the investigating team."""

    id: str
    title: Text
    outside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """A stage, an anchor, a situation or a coded reason with its words."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A moment that clocks start from: a milestone of these kinds, else a fact's bounds."""

    id: str
    title: Text
    milestones: tuple[str, ...]  # empty: the moment comes from the facts alone
    take_last: bool  # the last milestone of these kinds starts the clock anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where a pack draws its lines."""

    child_below: int
    prepubertal_below: int  # below this age only the rows for prepubertal children apply
    pubertal_from: int  # from this age only the others; between the two, both
    floor_band: str  # a child never ranks below this band in triage
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What must stand before a stage: each step in `needs` that applies is done or waived."""

    stage: str  # a stage of the pack, or `closed`
    title: Text
    needs: tuple[str, ...]
    holds: tuple[str, ...]  # the kinds of milestone that wait here; empty: all that enter the stage
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One sourced sentence of a rule, shown beside it."""

    id: str
    title: Text
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewRule:
    """How often a child may be questioned, by and before whom, in which order, kept how."""

    planned: int
    alert_at: int
    repeat_needs: tuple[str, ...]  # what one more interview needs: open_questions, supervisor
    record: str
    present: tuple[Titled, ...]
    excluded: tuple[Titled, ...]
    phases: tuple[Titled, ...]  # in order
    points: tuple[Point, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyRule:
    """Who may see a kind of data, and whether any of it may ever be published."""

    data: str
    title: Text
    visible_to: tuple[str, ...]  # roles of the pack
    reason_logged: bool
    publish: str  # never, or the one exception
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRule:
    """How often somebody looks over an open case, and who."""

    every: Span  # in calendar days
    role: str
    title: Text
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How a role is reached here, as an agency's overlay says."""

    role: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A protocol pack in one version, with the shared tables it takes in."""

    id: str
    version: str
    digest: str  # SHA-256 of its canonical content, hex
    title: Text
    jurisdiction: str
    in_force: date
    review_due: date
    thresholds: Thresholds
    stages: tuple[Titled, ...]
    roles: Mapping[str, Role]
    anchors: Mapping[str, Anchor]
    situations: tuple[Titled, ...]
    waiver_reasons: tuple[Titled, ...]
    pause_reasons: tuple[Titled, ...]
    steps: tuple[Step, ...]
    windows: tuple[Window, ...]
    calendar: WorkCalendar
    calendar_until: date  # the last day the holiday list knows about
    branches: tuple[Branch, ...]
    gates: tuple[Gate, ...]
    interview: InterviewRule
    privacy: tuple[PrivacyRule, ...]
    review: ReviewRule
    contacts: tuple[Contact, ...]
    approvers: Mapping[str, tuple[str, ...]]  # for `safety` and `must`: who may agree to leave out
    overlay: str  # id of the agency's overlay laid over it; empty: none

    def clock(self, zone: ZoneInfo) -> LocalClock:
        """The pack's calendar beside the clock on the wall of `zone`."""
        return LocalClock(zone, self.calendar)

    def step(self, step_id: str) -> Step | None:
        """The step of this id, if the pack has it."""
        return next((step for step in self.steps if step.id == step_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCard:
    """A pack as shown for choosing."""

    id: str
    version: str
    title: Text
    jurisdiction: str
    review_due: date
    stages: tuple[Titled, ...]
    situations: tuple[Titled, ...]
