"""Readings of what was put off, left out, tried, or done by those who should not have."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from bairn.access.terms import ExclusionReason
from bairn.cases.terms import Promise, PromiseState
from bairn.vigilance.readings.duties import day_of
from bairn.vigilance.readings.found import Found
from bairn.vigilance.terms.reading import CaseReading


def lowered_then_harm(
    case: CaseReading, at: datetime, *, harm: tuple[str, ...]
) -> tuple[Found, ...]:
    """Somebody came to harm after a report behind the case had been put into a lower band."""
    if not case.lowered:
        return ()
    first = min(case.lowered)
    return tuple(
        Found(mark.recorded_at, str(mark.id))
        for mark in case.milestones
        if mark.kind in harm and mark.at > first
    )


def accused_unit_near(
    case: CaseReading, at: datetime, *, facts: tuple[str, ...]
) -> tuple[Found, ...]:
    """The unit of somebody implicated holds the case or sits in its circle.

    Where a fact says that an officer is under suspicion and nobody was kept out as implicated, it
    stands as well: nobody has said yet whose unit that is.
    """
    accused = [one for one in case.kept_out if one.reason == ExclusionReason.IMPLICATED.value]
    near = {case.unit_id, *(one.unit_id for one in case.circle if one.unit_id)}
    met: dict[uuid.UUID, datetime] = {}
    for one in accused:
        if one.unit_id in near and one.unit_id is not None:
            met[one.unit_id] = min(one.from_at, met.get(one.unit_id, one.from_at))
    found = [Found(since, str(unit_id)) for unit_id, since in met.items()]
    if not accused and case.says(*facts):
        found.append(Found(case.opened_at, "unit_not_known"))
    return tuple(found)


def kept_out_tried(case: CaseReading, at: datetime, *, within: timedelta) -> tuple[Found, ...]:
    """Somebody who is kept out asked for this case; one finding for each day it was tried."""
    first: dict[str, datetime] = {}
    for one in case.tried:
        if at - within <= one.at <= at:
            day = day_of(one.at)
            first[day] = min(one.at, first.get(day, one.at))
    return tuple(Found(since, day) for day, since in first.items())


def postponed_often(
    case: CaseReading, at: datetime, *, acts: tuple[str, ...], times: int, within: timedelta
) -> tuple[Found, ...]:
    """Clocks were stopped, and promises and interviews still to come put off, again and again.

    What was put off and then taken back lately counts on, and the taking back with it: otherwise
    promising the same thing anew would begin the count again.
    """
    stopped = _lately(case, at, acts, within)
    moved = case.postponed + sum(_moves(one, at, within) for one in case.promises)
    if len(stopped) + moved < times:
        return ()
    return (Found(stopped[-1] if stopped else case.opened_at),)


def _moves(one: Promise, at: datetime, within: timedelta) -> int:
    """How often this promise was moved, as far as that still matters."""
    if one.withdrawn_at is not None and one.put_off and one.withdrawn_at > at - within:
        return one.put_off + 1
    return one.put_off if one.state(at) is PromiseState.OPEN else 0


def waivers_many(
    case: CaseReading, at: datetime, *, acts: tuple[str, ...], times: int, within: timedelta
) -> tuple[Found, ...]:
    """Many steps of the case were left out within a short time."""
    left_out = _lately(case, at, acts, within)
    return (Found(left_out[times - 1]),) if len(left_out) >= times else ()


def _lately(
    case: CaseReading, at: datetime, acts: tuple[str, ...], within: timedelta
) -> list[datetime]:
    return lately((one.at for one in case.done if one.act in acts), at, within)


def lately(moments: Iterable[datetime], at: datetime, within: timedelta) -> list[datetime]:
    """Those of the moments that lie in the `within` before `at`, earliest first."""
    return sorted(moment for moment in moments if at - within < moment <= at)


def promise_missed(case: CaseReading, at: datetime, *, grace: timedelta) -> tuple[Found, ...]:
    """Somebody was promised something by a moment that has passed, and it has not come."""
    return tuple(
        Found(one.by_at, str(one.id))
        for one in case.promises
        if one.state(at) is PromiseState.MISSED and at > one.by_at + grace
    )


def questioned_often(
    case: CaseReading, at: datetime, *, held: tuple[str, ...], default: int
) -> tuple[Found, ...]:
    """A child was questioned as often as the pack alerts at, or `default` times without a pack.

    Where no ledger counts for each child, the interviews of the case are counted.
    """
    most = case.alert_at or default
    moments = sorted(mark.at for mark in case.marks if mark.kind in held)
    since = moments[-1] if moments else case.opened_at
    if case.questioned is None:
        return (Found(moments[most - 1]),) if len(moments) >= most else ()
    return tuple(
        Found(since, str(child)) for child, count in case.questioned.items() if count >= most
    )


def closing_one_agency(
    case: CaseReading, at: datetime, *, facts: tuple[str, ...]
) -> tuple[Found, ...]:
    """The case was closed by one agency alone, though its facts ask for two."""
    if case.closed_at is None or not case.says(*facts):
        return ()
    return tuple(
        Found(one.confirmed_at)
        for one in case.closings
        if one.confirmed_at is not None and one.reopened_at is None and not one.two_agencies
    )
