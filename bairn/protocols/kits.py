"""When a kit must be where, and until when it is kept: from its moments and the rules of a place.

A rule of the state comes first, then what holds in the whole country. No rule here says when to
destroy a kit: a place that names years says how long it is kept at least, an open objection keeps
it on, and only a time that has fully passed makes a stretch late or lets a hold go.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from bairn.kernel.periods import Bounds, Counting, LocalClock, Span, due_after
from bairn.protocols import deadlines
from bairn.protocols.terms import (
    KitClock,
    KitDeadline,
    KitKeep,
    KitRule,
    KitState,
    StepState,
)

Moments = Mapping[str, datetime]
_MOMENT = timedelta(microseconds=1)
_READS = {
    StepState.OVERDUE: KitState.LATE,
    StepState.DUE_SOON: KitState.DUE_SOON,
    StepState.OPEN: KitState.OPEN,
}


def rules_for(place: str, rules: Iterable[KitRule]) -> tuple[KitRule, ...]:
    """The rules that hold in a place, its own before those of the country it belongs to."""
    country = place.partition("-")[0]
    holding = [rule for rule in rules if rule.jurisdiction in (place, country)]
    return tuple(sorted(holding, key=lambda rule: (rule.jurisdiction != place, rule.id)))


def kit_deadlines(
    rule: KitRule,
    moments: Moments,
    *,
    at: datetime,
    clock: LocalClock,
    objection_open: bool = False,
) -> tuple[KitDeadline, ...]:
    """Every stretch of a kit's way under a rule at `at`; what lies after `at` is not seen."""
    seen = {name: moment for name, moment in moments.items() if moment <= at}
    return tuple(_read(rule, one, seen, at, clock, objection_open) for one in rule.clocks)


def kept_until(
    rule: KitRule, collected_at: datetime, *, kind: str, clock: LocalClock
) -> date | None:
    """The first day after the years a rule names for a kind of kit; None when it names none.

    Years that a rule names for every kit hold for a kind it does not name.
    """
    keeps = {one.id: one for one in rule.keep}
    found: KitKeep | None = keeps.get(kind) or keeps.get("any")
    if found is None:
        return None
    span = Span(months=12 * found.years)
    return clock.day_of(due_after(collected_at, span, counting=Counting.DAY, clock=clock))


def _read(
    rule: KitRule,
    one: KitClock,
    seen: Moments,
    at: datetime,
    clock: LocalClock,
    objection_open: bool,
) -> KitDeadline:
    started, ended = seen.get(one.from_event), seen.get(one.to_event)
    due_at = (
        None
        if started is None
        else due_after(started, one.span, counting=one.counting, clock=clock)
    )
    in_days = one.counting is not Counting.CLOCK
    last = clock.day_of(due_at - _MOMENT) if due_at is not None and in_days else None
    return KitDeadline(
        rule=rule.id,
        clock=one.id,
        title=one.title,
        from_event=one.from_event,
        to_event=one.to_event,
        started_at=started,
        due_at=due_at,
        due_on=last,
        state=_state(one, started, ended, due_at, at, objection_open),
        source=rule.source,
    )


def _state(
    one: KitClock,
    started: datetime | None,
    ended: datetime | None,
    due_at: datetime | None,
    at: datetime,
    objection_open: bool,
) -> KitState:
    if one.not_before:
        return _held(ended, due_at, at, objection_open)
    if ended is not None:
        return KitState.DONE_LATE if due_at is not None and ended > due_at else KitState.DONE
    if started is None or due_at is None:
        return KitState.NOT_YET
    return _READS[deadlines.reading(Bounds.exactly(started), Bounds.exactly(due_at), at)]


def _held(
    ended: datetime | None, due_at: datetime | None, at: datetime, objection_open: bool
) -> KitState:
    # Without the notice nothing may be disposed of at all: a hold that never began still holds.
    waiting = due_at is None or (ended or at) <= due_at
    if ended is not None:
        return KitState.DONE_TOO_SOON if waiting or objection_open else KitState.DONE
    return KitState.HELD if waiting or objection_open else KitState.RELEASED
