"""Where a step's clock starts, when it is due, and how that reads at a moment.

An anchor known only within bounds gives a deadline within bounds: act by its earliest, late only
after its latest, so that doubt never closes anything. Due exactly at T is in time at T.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bairn.kernel.periods import Bins, Bounds, Counting, LocalClock, Period, due_after
from bairn.protocols.terms import CaseFacts, DueStep, Happened, Pack, Step, StepState

DONE_OF = "done."  # an anchor `done.file_case` is the moment the step `file_case` was done
_HOUR = timedelta(hours=1)
_SOON_AT_LEAST = _HOUR
_SOON_AT_MOST = timedelta(days=3)

ORDER = (
    StepState.OVERDUE,
    StepState.DUE_SOON,
    StepState.OPEN,
    StepState.PAUSED,
    StepState.NOT_YET,
    StepState.WAIVED,
    StepState.DONE,
)
FINISHED = frozenset({StepState.DONE, StepState.WAIVED})
_PLACE = {state: place for place, state in enumerate(ORDER)}
_NEVER = float("inf")

# How much time is left, for lists and boards: each length falls into exactly one bin.
LEFT = Bins(
    edges=(
        timedelta(days=-1),
        timedelta(),
        timedelta(hours=4),
        timedelta(days=1),
        timedelta(days=3),
        timedelta(days=7),
    ),
    names=("late_over_a_day", "late", "within_4h", "within_1d", "within_3d", "within_7d", "later"),
)


def completions(step: Step, happened: Sequence[Happened]) -> tuple[datetime, ...]:
    """The moments at which the step was done, in order: by its own id or by a kind it declares."""
    return tuple(
        sorted(one.at for one in happened if one.step == step.id or one.kind in step.done_by)
    )


def counting_now(step: Step, moments: Sequence[datetime], started: Bounds) -> tuple[datetime, ...]:
    """Of the moments at which a step was done or left out, those that answer its latest anchor.

    All of them, but for a step that is due anew each time its anchor happens.
    """
    if not step.each or started.latest is None:
        return tuple(moments)
    return tuple(one for one in moments if one >= started.latest)


def anchored(name: str, pack: Pack, facts: CaseFacts, happened: Sequence[Happened]) -> Bounds:
    """When the clock of an anchor started; empty bounds when that is unknown or not yet."""
    if name.startswith(DONE_OF):
        step = pack.step(name.removeprefix(DONE_OF))
        done = completions(step, happened) if step else ()
        return Bounds.exactly(done[-1]) if done else Bounds()
    anchor = pack.anchors[name]
    moments = sorted(one.at for one in happened if one.kind in anchor.milestones)
    if moments:
        return Bounds.exactly(moments[-1] if anchor.take_last else moments[0])
    return facts.moments.get(name, Bounds())


def waits_for_milestone(name: str, pack: Pack) -> bool:
    """Whether the anchor is something that has still to happen, rather than an unknown time."""
    return name.startswith(DONE_OF) or bool(pack.anchors[name].milestones)


def due(step: Step, started: Bounds, clock: LocalClock, pauses: Sequence[Period] = ()) -> Bounds:
    """Until when the step is in time, for each side of its anchor; empty without a clock."""
    span = step.span
    if span is None:
        return Bounds()
    return started.moved(
        lambda anchor: due_after(anchor, span, counting=step.counting, clock=clock, pauses=pauses)
    )


def reading(started: Bounds, due_at: Bounds, at: datetime) -> StepState:
    """Open, due soon or overdue. Overdue needs the latest possible deadline to have passed."""
    if due_at.latest is not None and at > due_at.latest:
        return StepState.OVERDUE
    act_by = due_at.earliest or due_at.latest
    anchor = started.earliest or started.latest
    if act_by is None or anchor is None:
        return StepState.OPEN
    return StepState.DUE_SOON if at >= act_by - _soon(act_by - anchor) else StepState.OPEN


def _soon(allowed: timedelta) -> timedelta:
    # A quarter of the time allowed: an hour's duty warns at once, a month's three days ahead.
    return min(max(allowed / 4, _SOON_AT_LEAST), _SOON_AT_MOST)


def last_day(step: Step, due_at: Bounds, clock: LocalClock) -> date | None:
    """The last local day in time, where days are counted: the deadline itself is its midnight."""
    moment = due_at.latest or due_at.earliest
    if moment is None or step.counting is Counting.CLOCK:
        return None
    return clock.day_of(moment - timedelta(microseconds=1))


def hours_until(moment: datetime | None, at: datetime) -> float | None:
    """Hours from `at` until `moment`, negative when it has passed, to two decimals."""
    return None if moment is None else round((moment - at) / _HOUR, 2)


def urgency(row: DueStep) -> tuple[int, bool, float]:
    """The key by which duties are put in order: state, safety first, then the time left."""
    left = row.hours_left_least if row.hours_left_least is not None else row.hours_left
    return _PLACE[row.state], not row.safety, _NEVER if left is None else left
