"""The words of the feed: an item with its why, a day in four parts, a window about to close."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bairn.kernel.text import Text
from bairn.protocols.terms import Source, WindowNow
from bairn.triage.terms import Band


class ItemKind(StrEnum):
    """What an item is about."""

    STEP = "step"  # a duty of a case
    REPORT = "report"  # a report in the queue
    LOWERING = "lowering"  # a wish to lower a band
    CLOSING = "closing"  # a wish to close a case
    NOTICE = "notice"  # something left by somebody
    SIGNAL = "signal"  # neglect that somebody outside the unit has to answer
    INTERVIEW = "interview"  # a further interview of a child, asked for
    WAIVER = "waiver"  # a step that somebody asks to leave out
    ADVICE = "advice"  # a prosecutor's early advice, asked for
    WANTED = "wanted"  # a piece of proof to get
    REVIEW = "review"  # a case to look over
    DIRECTION = "direction"  # what a supervisor directed
    HANDOVER = "handover"  # a case that goes from hand to hand
    PROMISE = "promise"  # what somebody in a case was told would happen
    OFFER = "offer"  # exhibits that go from hand to hand
    UNSTORED = "unstored"  # an exhibit that never left one's hands
    KIT = "kit"  # a kit with a day to keep
    UNTESTED = "untested"  # a kit that somebody asks not to test
    DISPOSAL = "disposal"  # an exhibit that somebody asks to dispose of
    CROSSING = "crossing"  # a possible contamination
    FILE = "file"  # a file that is not what was taken in
    UPLOAD = "upload"  # an upload that stopped on its way
    REQUEST = "request"  # what runs out at a holder
    AGREEMENT = "agreement"  # a request whose ground needs an agreement
    SERIES = "series"  # a series that is proposed to a case
    OLD_CASE = "old_case"  # an old case that one looks at again
    KEY = "key"  # a request to other units that waits for one's own side
    ASKED = "asked"  # what another unit asks to see


class Section(StrEnum):
    """The parts of a day."""

    NOW = "now"
    DUE = "due"
    NEW = "new"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that matters now, with the reason; nothing in it recognises anybody."""

    kind: ItemKind
    code: str  # of the step, the channel, the reason, the outcome, the notice
    title: Text
    why: Text
    since: datetime  # when it came up
    reference: str = ""
    report_id: uuid.UUID | None = None
    case_id: uuid.UUID | None = None
    about: uuid.UUID | None = None  # the notice or the wish itself
    due_at: datetime | None = None
    source: Source | None = None
    band: Band | None = None
    safety: bool = False
    late: bool = False
    fresh: bool = False  # came up since the last shift
    unassessed: bool = False
    followed: bool = False
    step: str = ""

    @property
    def key(self) -> str:
        """What the item is called when it is set aside; the same tomorrow as today."""
        return f"{self.kind.value}:{self.about or self.case_id or self.report_id}:{self.code}"

    @property
    def check_locally(self) -> bool:
        """Whether the item must carry the words "check locally"."""
        return self.source is not None and self.source.check_locally


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """An item that somebody set aside until a moment."""

    key: str
    set_at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingWindow:
    """A window of a case that closes within a day."""

    case_id: uuid.UUID
    reference: str
    window: WindowNow
    ends_at: datetime

    def hours_left(self, at: datetime) -> float:
        """Hours until it ends, never below 0."""
        return max((self.ends_at - at).total_seconds() / 3600, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What matters to one person now, most pressing first, and the windows closing within a day."""

    now: tuple[Item, ...]
    due: tuple[Item, ...]
    new: tuple[Item, ...]
    waiting: tuple[Item, ...]
    windows: tuple[ClosingWindow, ...]
    left_out: int = 0  # items beyond what a page can hold
    windows_left_out: int = 0  # windows that close within a day, beyond what a strip can hold

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item of the day."""
        return (*self.now, *self.due, *self.new, *self.waiting)
