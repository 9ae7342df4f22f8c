"""Readings of what should have been done by now and was not."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bairn.cases import closing
from bairn.cases.terms import ClosingCard
from bairn.kernel.periods import Counting, LocalClock, Span, due_after
from bairn.protocols.terms import Required, StepState
from bairn.vigilance.readings.apart import own_starts, told_apart
from bairn.vigilance.readings.found import Found
from bairn.vigilance.terms.reading import CaseReading

_UTC = LocalClock(ZoneInfo("UTC"))


def milestone_missing(
    case: CaseReading,
    at: datetime,
    *,
    after: tuple[str, ...],
    wants: tuple[str, ...],
    within: timedelta,
    each: bool,
) -> tuple[Found, ...]:
    """None of `wants` stands, though it was due `within` after the first of `after`.

    An empty `after` counts from the opening. With `each`, every one of `after` needs an answer of
    its own, first come first met; without, any one of `wants` meets all.
    """
    starts = [case.opened_at] if not after else _moments(case, after)
    met = _moments(case, wants)
    if not each:
        open_ones = [] if met else list(enumerate(starts))[:1]
    else:
        open_ones = list(enumerate(starts))[_answered(starts, met) :]
        own = own_starts(case, after)
        open_ones = [(place, start) for place, start in open_ones if start not in own]
    return tuple(
        Found(start + within, f"n{place}" if each else "")
        for place, start in open_ones
        if at > start + within
    )


def _moments(case: CaseReading, kinds: tuple[str, ...]) -> list[datetime]:
    return sorted(mark.at for mark in case.marks if mark.kind in kinds)


def _answered(starts: list[datetime], met: list[datetime]) -> int:
    """How many of `starts` an answer stands for: each answer meets the first that waits."""
    count = 0
    for moment in met:
        if count < len(starts) and moment >= starts[count]:
            count += 1
    return count


def review_missing(
    case: CaseReading, at: datetime, *, wants: tuple[str, ...], default: timedelta
) -> tuple[Found, ...]:
    """Nobody has looked over the case for longer than its pack's cadence, or than `default`."""
    last = max([case.opened_at, *_moments(case, wants)])
    every = case.review_every or Span(days=default.days)
    due = due_after(last, every, counting=Counting.DAY, clock=case.clock or _UTC)
    return (Found(due),) if at >= due else ()


def silent(case: CaseReading, at: datetime, *, within: timedelta) -> tuple[Found, ...]:
    """Nothing was recorded on the case for so long."""
    last = max(case.opened_at, case.recorded_last or case.opened_at)
    return (Found(last + within),) if at > last + within else ()


def step_overdue(
    case: CaseReading, at: datetime, *, safety: bool, grace: timedelta
) -> tuple[Found, ...]:
    """A step is late by more than `grace`: one of safety, or else one that the pack says must be.

    What is paused, waived or done is not late, and neither is what has no deadline of its own. What
    a late kit or letter tells by itself is not told twice; a matter of safety always is a step.
    """
    found = []
    apart = frozenset() if safety else told_apart(case, at)
    for step in case.steps:
        if apart & {step.step, *step.done_by}:
            continue
        asked = step.safety if safety else step.required is Required.MUST and not step.safety
        due = step.due_at.latest
        if asked and step.state is StepState.OVERDUE and due is not None and at > due + grace:
            found.append(Found(due, step.step))
    return tuple(found)


def clock_still(case: CaseReading, at: datetime, *, within: timedelta) -> tuple[Found, ...]:
    """The clock of a step that must be taken stands still, so long after it first began.

    Each reason for a pause is the pack's own; that a pause has no end is what nobody sees.
    """
    found = []
    for step in case.steps:
        begun = step.anchored.latest or step.anchored.earliest
        asked = step.safety or step.required is Required.MUST
        if asked and step.state is StepState.PAUSED and begun is not None and at > begun + within:
            found.append(Found(begun + within, step.step))
    return tuple(found)


def closed_without_reason(case: CaseReading, at: datetime) -> tuple[Found, ...]:
    """The case is closed, and no closing that anybody agreed to carries it by a listed reason."""
    if case.closed_at is None:
        return ()
    carried = any(_carries(one) for one in case.closings)
    return () if carried else (Found(case.closed_at),)


def _carries(one: ClosingCard) -> bool:
    book = closing.book()
    needed = set(book.outcomes[one.outcome].needs)
    listed = set(one.reasons) <= set(book.reasons)
    agreed = one.confirmed_at is not None and one.reopened_at is None
    return agreed and listed and bool(needed & set(one.reasons))


def nobody_holds(case: CaseReading, at: datetime, *, grace: timedelta) -> tuple[Found, ...]:
    """Nobody is in the circle of the case, so that it is nobody's work."""
    due = case.opened_at + grace
    return (Found(due),) if not case.circle and at > due else ()


def handed_over_waits(case: CaseReading, at: datetime, *, within: timedelta) -> tuple[Found, ...]:
    """A hand-over was offered and nobody has finished it for so long."""
    return tuple(
        Found(one.offered_at + within, str(one.id))
        for one in case.handed_over
        if at > one.offered_at + within
    )


def day_of(moment: datetime) -> str:
    """The day of a moment as a code."""
    return moment.astimezone(UTC).date().isoformat()
