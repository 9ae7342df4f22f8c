"""A sweep raises what stands, once, gives it to somebody outside the unit, and moves it up."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bairn.access import actions as access
from bairn.access import queries as record
from bairn.access import sessions
from bairn.cases import actions as cases
from bairn.cases import queries as queries_of_cases
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.oversight.terms import EntryKind
from bairn.protocols import actions as protocols
from bairn.vigilance import actions, gathering, queries
from bairn.vigilance.models import Signal
from bairn.vigilance.sweeping import sweep_everything, sweep_open
from bairn.vigilance.terms import Level, SignalFilters, TurnKind
from tests import cast
from tests.rooms.vigilance.conftest import LATER, Watch

DAY = timedelta(days=1)


def rules_of(watch: Watch, actor: Actor, at=LATER, **filters) -> dict:
    page = queries.listed(actor=actor, at=at, filters=SignalFilters(**filters))
    return {one.rule: one for one in page.signals}


def test_a_neglected_case_is_found_and_each_rule_raises_it_once(watch: Watch) -> None:
    case = watch.case()
    first, again = watch.sweep(), watch.sweep()
    found = rules_of(watch, watch.inspector)
    assert {"no_first_contact", "silent_14_days"} <= set(found)
    assert found["silent_14_days"].case_id == case
    assert first.raised == len(found)
    assert again.raised == 0


def test_without_a_named_overseer_an_inspector_owns_it(watch: Watch) -> None:
    watch.case()
    watch.sweep()
    owners = {one.owner_id for one in rules_of(watch, watch.inspector).values()}
    assert owners == {watch.inspector.id, watch.second.id}


def test_the_named_overseer_owns_what_their_role_may_answer(watch: Watch) -> None:
    watch.case()
    unit = watch.place.unit.id
    actions.name_overseer(
        actor=watch.inspector, at=cast.AT, unit_id=unit, staff_id=watch.overseer.id
    )
    watch.sweep()
    assert rules_of(watch, watch.inspector)["silent_14_days"].owner_id == watch.overseer.id
    assert {one.rule for one in queries.my_signals(actor=watch.overseer, at=LATER)} >= {
        "silent_14_days",
        "no_first_contact",
    }


def test_what_was_done_since_ends_the_signal_and_leaves_it_waiting(watch: Watch) -> None:
    case = watch.case()
    watch.sweep()
    cases.mark(actor=watch.officer, at=LATER, case_id=case, kind="child_located", happened_at=LATER)
    assert watch.sweep(LATER + timedelta(hours=1)).ended == 2
    waiting = rules_of(watch, watch.inspector)
    assert waiting["no_first_contact"].ended_at is not None
    assert waiting["no_first_contact"].answered_at is None


def test_what_comes_back_before_anybody_answered_is_the_same_signal(watch: Watch) -> None:
    case = watch.case()
    watch.sweep()
    before = rules_of(watch, watch.inspector)["silent_14_days"].id
    cases.mark(actor=watch.officer, at=LATER, case_id=case, kind="child_located", happened_at=LATER)
    watch.sweep(LATER + DAY)
    watch.sweep(LATER + 30 * DAY)
    again = rules_of(watch, watch.inspector, LATER + 30 * DAY)["silent_14_days"]
    assert (again.id, again.ended_at) == (before, None)


def test_a_case_that_nobody_holds_is_raised_about_nobody(watch: Watch) -> None:
    case = watch.case()
    for one in (watch.officer, watch.supervisor):
        access.release(actor=watch.supervisor, at=cast.AT + DAY, case_id=case, staff_id=one.id)
    watch.sweep()
    assert rules_of(watch, watch.inspector)["nobody_holds"].case_id == case


def test_somebody_kept_out_who_asks_for_the_case_is_raised(watch: Watch) -> None:
    case = watch.case()
    access.exclude(
        actor=watch.supervisor, at=cast.AT + DAY, case_id=case, staff_id=watch.officer.id,
        reason="related",
    )  # fmt: skip
    with pytest.raises(Refusal):
        cases.mark(
            actor=watch.officer, at=cast.AT + 10 * DAY, case_id=case, kind="child_located",
            happened_at=cast.AT,
        )  # fmt: skip
    watch.sweep()
    assert rules_of(watch, watch.inspector)["excluded_tried"].code == "2026-03-12"


def test_somebody_else_who_was_refused_is_no_signal(watch: Watch) -> None:
    case = watch.case()
    with pytest.raises(Refusal):
        cases.mark(
            actor=watch.overseer, at=cast.AT + DAY, case_id=case, kind="child_located",
            happened_at=cast.AT,
        )  # fmt: skip
    watch.sweep()
    assert "excluded_tried" not in rules_of(watch, watch.inspector)


def test_the_accused_officers_unit_that_holds_the_case_is_raised_to_an_inspector(
    watch: Watch,
) -> None:
    case = watch.case()
    unit = watch.place.unit.id
    actions.name_overseer(
        actor=watch.inspector, at=cast.AT, unit_id=unit, staff_id=watch.overseer.id
    )
    access.exclude(
        actor=watch.supervisor, at=cast.AT + DAY, case_id=case, staff_id=watch.officer.id,
        reason="implicated",
    )  # fmt: skip
    watch.sweep()
    one = rules_of(watch, watch.inspector)["accused_unit_near"]
    assert one.code == str(unit)
    assert one.owner_id in {watch.inspector.id, watch.second.id}


def test_an_unanswered_signal_goes_to_another_inspector_and_then_to_all(watch: Watch) -> None:
    watch.case()
    watch.sweep()
    before = rules_of(watch, watch.inspector)["silent_14_days"]
    watch.sweep(LATER + 4 * DAY)
    first = rules_of(watch, watch.inspector)["silent_14_days"]
    assert first.level is Level.INSPECTOR
    assert first.owner_id != before.owner_id
    watch.sweep(LATER + 9 * DAY)
    top = rules_of(watch, watch.inspector)["silent_14_days"]
    assert top.level is Level.ALL_INSPECTORS
    for inspector in (watch.inspector, watch.second):
        mine = {one.id for one in queries.my_signals(actor=inspector, at=LATER)}
        assert top.id in mine


def test_a_signal_goes_up_one_level_at_a_time_and_never_beyond_all(watch: Watch) -> None:
    watch.case()
    watch.sweep()
    watch.sweep(LATER + 300 * DAY)
    assert rules_of(watch, watch.inspector)["silent_14_days"].level is Level.INSPECTOR
    watch.sweep(LATER + 600 * DAY)
    top = rules_of(watch, watch.inspector)["silent_14_days"]
    assert top.level is Level.ALL_INSPECTORS
    watch.sweep(LATER + 900 * DAY)
    assert rules_of(watch, watch.inspector)["silent_14_days"] == top


def test_where_nobody_can_answer_it_stands_without_an_owner_and_says_so(watch: Watch) -> None:
    watch.case()
    for inspector in (watch.inspector, watch.second):
        access.leave(actor=sessions.system(), at=cast.AT + DAY, staff_id=inspector.id)
    watch.sweep()
    health = queries.health(actor=sessions.system(), at=LATER)
    assert health.waiting == health.ownerless > 0
    board = queries.neglect_board(actor=watch.supervisor, at=LATER)
    assert board.ownerless == board.waiting > 0


def test_it_gets_an_owner_as_soon_as_there_is_one(watch: Watch) -> None:
    watch.case()
    for inspector in (watch.inspector, watch.second):
        access.leave(actor=sessions.system(), at=cast.AT + DAY, staff_id=inspector.id)
    watch.sweep()
    cast.staff("newcomer", "inspector", unit=watch.place.other_unit)
    watch.sweep(LATER + timedelta(hours=1))
    assert queries.health(actor=sessions.system(), at=LATER).ownerless == 0


def test_an_owner_who_comes_into_the_circle_is_replaced(watch: Watch) -> None:
    case = watch.case()
    unit = watch.place.unit.id
    actions.name_overseer(
        actor=watch.inspector, at=cast.AT, unit_id=unit, staff_id=watch.overseer.id
    )
    watch.sweep()
    access.assign(
        actor=watch.supervisor, at=LATER, case_id=case, staff_id=watch.overseer.id,
        role="supervisor",
    )  # fmt: skip
    watch.sweep(LATER + timedelta(hours=1))
    one = rules_of(watch, watch.inspector)["silent_14_days"]
    assert one.owner_id in {watch.inspector.id, watch.second.id}
    file = queries.signal(actor=watch.inspector, at=LATER, signal_id=one.id)
    assert TurnKind.OWNED in {turn.kind for turn in file.turns}


def test_each_raise_stands_on_the_record_of_its_case(watch: Watch) -> None:
    case = watch.case()
    watch.sweep()
    page = record.record_of(actor=watch.officer, at=LATER, case_id=case, limit=200)
    raised = [one.entry for one in page.entries if one.entry.act == "vigilance.raise"]
    signals = queries.signals_of_case(actor=watch.officer, at=LATER, case_id=case)
    assert {entry.id for entry in raised} == {one.entry_id for one in signals}
    assert {entry.kind for entry in raised} == {EntryKind.ACT}
    assert {entry.detail["rule"] for entry in raised} == {one.rule for one in signals}


def test_a_page_of_many_cases_asks_as_many_questions_as_a_page_of_few(watch: Watch) -> None:
    house = sessions.system()

    def questions() -> int:
        watch.sweep()
        with CaptureQueriesContext(connection) as asked:
            actions.sweep(actor=house, at=LATER)
        return len(asked)

    watch.case()
    few = questions()
    for _ in range(9):
        watch.case()
    assert questions() == few


def test_a_sweep_walks_through_every_page(watch: Watch) -> None:
    ids = [watch.case() for _ in range(5)]
    house, after, seen = sessions.system(), None, 0
    while True:
        page = actions.sweep(actor=house, at=LATER, after=after, limit=2)
        seen += page.cases
        after = page.next
        if after is None:
            break
    assert seen == len(ids)


def test_a_pack_past_its_review_day_is_raised_to_the_house_and_not_to_a_unit(
    watch: Watch,
) -> None:
    late = LATER + 3650 * DAY
    sweep_everything(actor=sessions.system(), at=late)
    one = rules_of(watch, watch.inspector, late, rule="pack_row_past_review")
    assert one["pack_row_past_review"].case_id is None
    assert one["pack_row_past_review"].unit_id is None


def test_two_stretches_find_what_one_sweep_finds_and_a_whole_sweep_adds_nothing(
    watch: Watch,
) -> None:
    house = sessions.system()
    ids = sorted(watch.case() for _ in range(4))
    first = list(sweep_open(actor=house, at=LATER, until=ids[1]))
    second = list(sweep_open(actor=house, at=LATER, after=ids[1]))
    assert [sum(one.cases for one in pages) for pages in (first, second)] == [2, 2]
    raised = sum(one.raised for one in (*first, *second))
    assert raised == Signal.objects.filter(case_id__in=ids).count() > 0
    assert watch.sweep().raised == Signal.objects.filter(case_id__isnull=True).count()


def test_what_a_sweep_reads_of_a_case_is_what_its_own_milestones_say(watch: Watch) -> None:
    house, case = sessions.system(), watch.case()
    protocols.start(
        actor=watch.supervisor, at=cast.AT, case_id=case, pack_id="barnahus-eu", time_zone="UTC"
    )
    for days in (3, 1):
        happened = cast.AT + timedelta(days=days)
        cases.mark(
            actor=watch.officer,
            at=happened + DAY,
            case_id=case,
            kind="child_located",
            happened_at=happened,
        )
    (page,) = gathering.open_page(
        actor=house, at=LATER, after=None, until=None, limit=10, done={}
    ).cases
    marks = queries_of_cases.milestones(actor=watch.officer, at=LATER, case_id=case)
    assert [(one.kind, one.at, one.step) for one in page.marks] == [
        (one.kind, one.at, one.step) for one in marks
    ]
    assert page.recorded_last == max(one.recorded_at for one in marks)
    assert len(page.steps) > 1
