"""What is told thing by thing is not told again as a step or a milestone of its case."""

from datetime import datetime

from bairn.preservation.terms import Counted, Kind, State, WatchedRequest
from bairn.protocols.terms import StepState
from bairn.vigilance.terms.reading import CaseReading

UNSENT = frozenset({State.DRAFTED, State.APPROVED})
_AT_LAB = "kit_at_lab"


def told_apart(case: CaseReading, at: datetime) -> frozenset[str]:
    """Milestones whose absence a late kit or request tells by itself."""
    kits = (one.fulfils for one in case.evidence.kits if one.due_at and one.due_at <= at)
    requests = (name for one in case.requests if _own_clock_over(one, at) for name in one.fulfils)
    return frozenset({*kits, *requests} - {""})


def _own_clock_over(one: WatchedRequest, at: datetime) -> bool:
    if one.state in UNSENT:
        return over(one, at, Counted.ASK) is not None
    return one.kind is Kind.TAKEDOWN and over(one, at, Counted.ANSWER) is not None


def over(one: WatchedRequest, at: datetime, *counted: Counted) -> datetime | None:
    """The earliest of these clocks of a request that is over by `at`."""
    ends = [row.until for row in one.readings if row.counted in counted and row.until <= at]
    return min(ends, default=None)


def safety_late(case: CaseReading) -> frozenset[str]:
    """What late steps of safety wait for: they are the more urgent, and stand instead."""
    late = (one for one in case.steps if one.safety and one.state is StepState.OVERDUE)
    return frozenset(name for one in late for name in (one.step, *one.done_by))


def own_starts(case: CaseReading, after: tuple[str, ...]) -> frozenset[datetime]:
    """When kits came to a laboratory whose day is set by a table of their own."""
    if _AT_LAB not in after:
        return frozenset()
    ruled = (one for one in case.evidence.kits if one.at_lab and one.due_at is not None)
    return frozenset(one.submitted_at for one in ruled if one.submitted_at is not None)
