"""How often a child was questioned, by anybody; when that raises the alert; what comes next."""

from collections.abc import Sequence
from datetime import datetime

from bairn.interviews.terms import (
    Fault,
    Interview,
    InterviewPurpose,
    InterviewState,
    NextMove,
    Questioning,
    Sitting,
    Tally,
)


def tally(interviews: Sequence[Interview], questionings: Sequence[Questioning]) -> Tally:
    """The child's numbers. Sittings of one interview add minutes; each other questioning counts."""
    held = [one for one in interviews if one.sittings]
    known = [one.minutes for one in questionings if one.minutes is not None]
    supplements = sum(one.purpose is InterviewPurpose.SUPPLEMENT for one in held)
    return Tally(
        interviews=len(held) - supplements,
        supplements=supplements,
        questionings=len(questionings),
        minutes=sum(one.minutes for one in held) + sum(known),
        minutes_unknown=len(questionings) - len(known),
    )


def alert(count: Tally, *, alert_at: int) -> bool:
    """Whether the child was questioned so often that somebody above has to know."""
    return count.total >= alert_at


def next_move(interviews: Sequence[Interview], *, at: datetime) -> NextMove:
    """What comes next for the child."""
    states = {one.state for one in interviews}
    if InterviewState.ASKED in states:
        return NextMove.APPROVE
    planned = [one for one in interviews if one.state is InterviewState.PLANNED]
    if planned:
        return NextMove.HOLD_LATE if planned[0].planned_at < at else NextMove.HOLD
    if any(one.sittings_left for one in interviews):
        return NextMove.GO_ON
    return NextMove.ASK_NO_MORE if InterviewState.HELD in states else NextMove.PLAN


def faults(sitting: Sitting, *, adapted_site: bool) -> tuple[Fault, ...]:
    """What was not as it must be, worst first."""
    found = {
        Fault.UNRECORDED: sitting.recording is None,
        Fault.RECORDING_BROKEN: sitting.recording is not None and not sitting.recording.unbroken,
        Fault.NOT_ADAPTED: not adapted_site,
        Fault.LEADING: bool(sitting.leading_prompts),
    }
    return tuple(fault for fault, so in found.items() if so)
