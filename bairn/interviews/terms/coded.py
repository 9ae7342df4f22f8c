"""What an interview can be for, where it stands, what was wrong with it; lists to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bairn.kernel.text import Text


class InterviewPurpose(StrEnum):
    """Why somebody would interview the child."""

    FIRST = "first"  # the one that is planned
    REPEAT = "repeat"  # one more: named open questions, and a supervisor who did not ask
    SUPPLEMENT = "supplement"  # the defence's questions, by the same interviewer


class InterviewState(StrEnum):
    """Where a planned interview stands."""

    ASKED = "asked"  # a repeat that no supervisor has answered
    PLANNED = "planned"
    HELD = "held"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Fault(StrEnum):
    """What was not as it must be when an interview was held; shown, never hidden."""

    UNRECORDED = "unrecorded"
    RECORDING_BROKEN = "recording_broken"
    NOT_ADAPTED = "not_adapted"
    LEADING = "leading"


class NextMove(StrEnum):
    """What comes next for a child."""

    PLAN = "plan"
    APPROVE = "approve"
    HOLD = "hold"
    HOLD_LATE = "hold_late"  # its time has passed: hold it, postpone it or withdraw it
    GO_ON = "go_on"  # a planned sitting is still to come
    ASK_NO_MORE = "ask_no_more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A code that may be chosen, with its words."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Every list of codes, and what the codes of two of them mean."""

    lists: Mapping[str, Mapping[str, Choice]]
    beside_child: frozenset[str]  # who of `present` is an adult beside the child
    staff: frozenset[str]  # who of `present` is always one of our staff
    adapted: frozenset[str]  # which of `place` is made for children
