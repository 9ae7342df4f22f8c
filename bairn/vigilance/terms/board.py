"""The neglect board: what stands unanswered by unit, age and kind, and how that has gone."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bairn.vigilance.terms.signal import SignalCard


class Age(StrEnum):
    """How long a signal has stood; half-open bins, so that each has exactly one."""

    DAYS_3 = "days_3"
    DAYS_7 = "days_7"
    DAYS_14 = "days_14"
    DAYS_28 = "days_28"
    LONGER = "longer"


class Opened(StrEnum):
    """Which signals a list holds."""

    WAITING = "waiting"
    ANSWERED = "answered"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitName:
    """A unit as the board names it; the house itself has no id."""

    id: uuid.UUID | None
    name: str
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One unit and one kind of neglect: how many wait, how old, how many without anybody."""

    unit_id: uuid.UUID | None
    rule: str
    waiting: int
    late: int  # of those, past the day they had to be answered by
    ownerless: int  # of those, with nobody to answer
    oldest: datetime | None  # when the oldest of those was raised


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What was raised and what was answered in seven days from `monday` on."""

    monday: date
    raised: int
    answered: int
    answered_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What stands unanswered, oldest first, and the last twelve weeks."""

    rows: tuple[BoardRow, ...]
    weeks: tuple[Week, ...]
    ages: Mapping[Age, int]  # of those that wait
    waiting: int
    late: int
    ownerless: int
    answered: int  # in these twelve weeks
    answered_late: int  # of those


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalFilters:
    """What of the signals is wanted: codes and ids only."""

    unit_id: uuid.UUID | None = None
    rule: str = ""
    age: Age | None = None
    opened: Opened = Opened.WAITING
    mine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalPage:
    """Signals, the oldest first; `more` says that there are others beyond the cap."""

    signals: tuple[SignalCard, ...]
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Overseer:
    """Who answers for the signals of a unit, from when until when."""

    id: uuid.UUID
    unit_id: uuid.UUID
    staff_id: uuid.UUID
    from_at: datetime
    until_at: datetime | None
