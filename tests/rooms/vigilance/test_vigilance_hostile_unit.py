"""A unit that would rather not be watched: what it can do with its own acts mutes nothing."""

from datetime import timedelta

import pytest
from django.db import Error

from bairn.access import actions as access
from bairn.access import sessions
from bairn.cases import actions as cases
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vigilance import actions, queries
from bairn.vigilance.terms import Level, SignalCard, SignalFilters
from tests import cast
from tests.rooms.vigilance.conftest import LATER, Watch
from tests.rooms.vigilance.test_vigilance_nobody_mutes import tried

HOUR = timedelta(hours=1)


def silent(watch: Watch, at=LATER, seen_by: Actor | None = None) -> SignalCard:
    page = queries.listed(actor=seen_by or watch.inspector, at=at, filters=SignalFilters())
    return next(one for one in page.signals if one.rule == "silent_14_days")


def overseen(watch: Watch) -> SignalCard:
    """A signal that the overseer of the unit owns, who works in the other unit."""
    actions.name_overseer(
        actor=watch.inspector, at=cast.AT, unit_id=watch.place.unit.id, staff_id=watch.overseer.id
    )
    watch.case()
    watch.sweep()
    assert silent(watch).owner_id == watch.overseer.id
    return silent(watch)


def move(watch: Watch, one: SignalCard) -> None:
    """The case comes to the unit in which the overseer works."""
    cases.move_unit(
        actor=sessions.system(), at=LATER, case_id=one.case_id, unit_id=watch.place.other_unit.id
    )


def test_an_owner_whose_unit_took_the_case_over_answers_no_more(watch: Watch) -> None:
    one = overseen(watch)
    move(watch, one)
    with pytest.raises(Refusal, match=r"vigilance\.own_unit"):
        actions.answer(actor=watch.overseer, at=LATER, signal_id=one.id, finding="acted")
    with pytest.raises(Error, match="only an answer"):
        tried(
            watch.overseer,
            "update vigilance_signal set answered_at = now(), answered_by = %s, finding = 'acted' "
            "where id = %s",
            watch.overseer.id,
            one.id,
        )


def test_a_case_that_moved_is_still_watched_by_nobody_of_the_unit_it_came_from(
    watch: Watch,
) -> None:
    one = overseen(watch)
    move(watch, one)
    actions.name_overseer(
        actor=watch.inspector, at=cast.AT, unit_id=watch.place.other_unit.id,
        staff_id=watch.supervisor.id,
    )  # fmt: skip
    access.release(actor=sessions.system(), at=LATER, case_id=one.case_id,
                   staff_id=watch.supervisor.id)  # fmt: skip
    watch.sweep(LATER + HOUR)
    assert silent(watch).owner_id in {watch.inspector.id, watch.second.id}


def test_a_signal_of_a_case_that_moved_goes_up_to_nobody_of_either_unit(watch: Watch) -> None:
    one = overseen(watch)
    move(watch, one)
    near = cast.staff("near", "inspector", unit=watch.place.other_unit)
    for far in (watch.inspector, watch.second):
        access.leave(actor=sessions.system(), at=LATER, staff_id=far.id)
    watch.sweep(LATER + timedelta(days=5))
    late = silent(watch, LATER + timedelta(days=5), seen_by=near)
    assert (late.level, late.owner_id) == (Level.INSPECTOR, None)


@pytest.mark.parametrize("role", ["operator", "inspector"])
def test_nobody_says_who_oversees_the_unit_they_work_in(watch: Watch, role: str) -> None:
    both = cast.staff("both", "supervisor", role, unit=watch.place.unit)
    unit = watch.place.unit.id
    with pytest.raises(Refusal, match=r"vigilance\.own_overseer"):
        actions.name_overseer(actor=both, at=LATER, unit_id=unit, staff_id=watch.overseer.id)
    actions.name_overseer(actor=watch.inspector, at=LATER, unit_id=unit, staff_id=watch.overseer.id)
    with pytest.raises(Refusal, match=r"vigilance\.own_overseer"):
        actions.end_overseer(actor=both, at=LATER + HOUR, unit_id=unit)
    assert tried(both, "update vigilance_overseer set until_at = now()") == 0
    with pytest.raises(Error, match="row-level security"):
        tried(
            both,
            "insert into vigilance_overseer (id, unit_id, staff_id, from_at, named_by) "
            "values (gen_random_uuid(), %s, %s, now(), %s)",
            unit,
            watch.overseer.id,
            both.id,
        )


def keep_out(watch: Watch, one: SignalCard, **whom) -> None:
    access.exclude(actor=watch.supervisor, at=LATER, case_id=one.case_id, reason="conflict", **whom)


def test_a_unit_keeps_out_one_inspector_and_never_the_last(watch: Watch) -> None:
    one = overseen(watch)
    keep_out(watch, one, staff_id=watch.inspector.id)
    with pytest.raises(Refusal, match=r"access\.last_inspector"):
        keep_out(watch, one, staff_id=watch.second.id)
    assert signals_seen(watch.second)


def test_a_unit_never_keeps_out_the_only_unit_that_inspects(watch: Watch) -> None:
    one = overseen(watch)
    with pytest.raises(Refusal, match=r"access\.last_inspector"):
        keep_out(watch, one, unit_id=watch.inspector.unit)
    keep_out(watch, one, unit_id=watch.place.other_unit.id)
    assert signals_seen(watch.inspector)


def test_an_inspector_of_the_unit_itself_does_not_count(watch: Watch) -> None:
    one = overseen(watch)
    cast.staff("inside", "inspector", unit=watch.place.unit)
    with pytest.raises(Refusal, match=r"access\.last_inspector"):
        keep_out(watch, one, unit_id=watch.inspector.unit)


def signals_seen(actor: Actor) -> tuple[SignalCard, ...]:
    return queries.listed(actor=actor, at=LATER, filters=SignalFilters()).signals
