"""Each reading finds what stands and nothing that is met."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.cases.terms import Outcome
from bairn.kernel.periods import Bounds, Span
from bairn.protocols.terms import Required, StepState
from bairn.vigilance.readings import conditions_of, duties, house, of_the_house, people
from bairn.vigilance.rulebook import rules
from bairn.vigilance.terms import (
    CaseReading,
    Done,
    HandedOver,
    HouseReading,
    KeptOut,
    PackRows,
    Placed,
    Tried,
    UnitWaivers,
)
from tests.rules.vigilance.casework import (
    AT,
    DAY,
    HOUR,
    INSPECTOR,
    OFFICER,
    OTHER_UNIT,
    UNIT,
    case,
    closing,
    facts,
    mark,
    promise,
    step,
)


def found(rule: str, one: CaseReading, at: datetime) -> list[str]:
    """The codes of what this rule of the catalogue finds standing."""
    return [c.code for c in conditions_of(one, rules(), at=at) if c.rule == rule]


def test_no_first_contact_stands_a_day_after_opening_and_not_a_moment_before() -> None:
    assert found("no_first_contact", case(), AT + DAY) == []
    assert found("no_first_contact", case(), AT + DAY + HOUR) == [""]


@pytest.mark.parametrize("kind", ["child_located", "support_offered", "interview_held"])
def test_any_contact_at_all_meets_the_first_contact(kind: str) -> None:
    one = case(marks=(mark(kind, AT + 3 * DAY),))
    assert found("no_first_contact", one, AT + 9 * DAY) == []


def test_each_kit_at_the_laboratory_waits_for_a_result_of_its_own() -> None:
    one = case(
        marks=(
            mark("kit_at_lab", AT),
            mark("kit_at_lab", AT + DAY),
            mark("kit_result", AT + 30 * DAY),
        )
    )
    assert found("lab_overdue", one, AT + 90 * DAY + HOUR) == []
    assert found("lab_overdue", one, AT + 91 * DAY + HOUR) == ["n1"]


def test_a_result_from_before_a_kit_arrived_answers_for_no_kit() -> None:
    one = case(marks=(mark("kit_result", AT - DAY), mark("kit_at_lab", AT)))
    assert found("lab_overdue", one, AT + 100 * DAY) == ["n0"]


def test_early_advice_counts_from_the_first_suspect_and_any_advice_meets_it() -> None:
    suspected = mark("suspect_identified", AT + DAY)
    assert found("early_advice_missing", case(), AT + 99 * DAY) == []
    assert found("early_advice_missing", case(marks=(suspected,)), AT + 16 * DAY) == [""]
    advised = case(marks=(mark("early_advice_given", AT), suspected))
    assert found("early_advice_missing", advised, AT + 99 * DAY) == []


def test_a_review_is_due_by_the_packs_cadence_in_whole_days() -> None:
    one = case(review_every=Span(days=14), marks=(mark("case_reviewed", AT + DAY),))
    assert found("no_supervisor_review", one, AT + 15 * DAY) == []
    assert found("no_supervisor_review", one, AT + 16 * DAY) == [""]


def test_without_a_pack_a_review_is_due_by_our_own_default() -> None:
    assert found("no_supervisor_review", case(), AT + 30 * DAY) == []
    assert found("no_supervisor_review", case(), AT + 31 * DAY) == [""]


def test_silence_counts_from_what_was_recorded_last_and_not_from_when_it_happened() -> None:
    late = mark("exam_done", AT, recorded_at=AT + 10 * DAY)
    assert found("silent_14_days", case(marks=(late,)), AT + 24 * DAY) == []
    assert found("silent_14_days", case(marks=(late,)), AT + 24 * DAY + HOUR) == [""]


def test_an_overdue_step_of_safety_stands_at_once_and_another_after_two_days() -> None:
    one = case(
        steps=(
            step("safe", StepState.OVERDUE, AT, safety=True),
            step("file", StepState.OVERDUE, AT),
        )
    )
    assert found("overdue_red_step", one, AT + HOUR) == ["safe"]
    assert found("overdue_must_step", one, AT + HOUR) == []
    assert found("overdue_must_step", one, AT + 2 * DAY + HOUR) == ["file"]


@pytest.mark.parametrize("state", [s for s in StepState if s is not StepState.OVERDUE])
def test_a_step_that_is_not_late_is_never_a_signal(state: StepState) -> None:
    one = case(
        steps=(step("safe", state, AT, safety=True), step("file", state, AT)),
    )
    assert found("overdue_red_step", one, AT + 99 * DAY) == []
    assert found("overdue_must_step", one, AT + 99 * DAY) == []


def test_a_step_that_only_should_be_taken_is_no_signal() -> None:
    one = case(steps=(step("talk", StepState.OVERDUE, AT, required=Required.SHOULD),))
    assert found("overdue_must_step", one, AT + 9 * DAY) == []


def test_a_closed_case_needs_an_agreed_closing_with_a_reason_of_its_outcome() -> None:
    closed = {"closed_at": AT + DAY}
    rule = "closed_without_coded_reason"
    assert found(rule, case(**closed, closings=(closing(),)), AT + 2 * DAY) == []
    assert found(rule, case(**closed), AT + 2 * DAY) == [""]
    wrong = closing(outcome=Outcome.NOT_CHARGED)
    assert found(rule, case(**closed, closings=(wrong,)), AT + 2 * DAY) == [""]
    undone = closing(reopened_at=AT + DAY)
    assert found(rule, case(**closed, closings=(undone,)), AT + 2 * DAY) == [""]


def test_an_open_case_is_not_asked_how_it_was_closed() -> None:
    assert found("closed_without_coded_reason", case(), AT + 99 * DAY) == []


def test_one_agency_alone_does_not_close_a_case_of_somebody_held() -> None:
    rule = "closing_without_second_agency"
    held = {"closed_at": AT + DAY, "facts": facts(captive=True)}
    assert found(rule, case(**held, closings=(closing(),)), AT + 2 * DAY) == [""]
    both = closing(two_agencies=True)
    assert found(rule, case(**held, closings=(both,)), AT + 2 * DAY) == []
    free = {"closed_at": AT + DAY, "facts": facts(captive=False)}
    assert found(rule, case(**free, closings=(closing(),)), AT + 2 * DAY) == []


def test_harm_after_a_lowering_stands_and_harm_before_it_does_not() -> None:
    before, after = mark("harm_since", AT), mark("harm_since", AT + 2 * DAY)
    one = case(marks=(before, after), lowered=(AT + DAY,))
    assert found("lowered_then_harmed", one, AT + 3 * DAY) == [str(after.id)]
    assert found("lowered_then_harmed", case(marks=(after,)), AT + 3 * DAY) == []


def accused(unit: uuid.UUID | None) -> KeptOut:
    return KeptOut(staff_id=OFFICER, unit_id=unit, reason="implicated", from_at=AT)


def test_the_accused_officers_unit_holding_the_case_stands() -> None:
    one = case(kept_out=(accused(UNIT),))
    assert found("accused_unit_near", one, AT + HOUR) == [str(UNIT)]


def test_the_accused_officers_unit_in_the_circle_stands() -> None:
    colleague = Placed(staff_id=INSPECTOR, unit_id=OTHER_UNIT)
    one = case(kept_out=(accused(OTHER_UNIT),), circle=(colleague,))
    assert found("accused_unit_near", one, AT + HOUR) == [str(OTHER_UNIT)]


def test_an_accused_officer_of_a_unit_that_is_far_away_is_no_signal() -> None:
    assert found("accused_unit_near", case(kept_out=(accused(OTHER_UNIT),)), AT) == []


def test_a_relative_who_is_kept_out_brings_no_unit_with_them() -> None:
    relative = KeptOut(staff_id=OFFICER, unit_id=UNIT, reason="related", from_at=AT)
    assert found("accused_unit_near", case(kept_out=(relative,)), AT + HOUR) == []


def test_an_officer_under_suspicion_whom_nobody_named_stands_as_not_known() -> None:
    one = case(facts=facts(suspect_officer=True))
    assert found("accused_unit_near", one, AT) == ["unit_not_known"]
    told = case(facts=facts(suspect_officer=True), kept_out=(accused(OTHER_UNIT),))
    assert found("accused_unit_near", told, AT) == []


def test_each_day_on_which_somebody_kept_out_tried_is_a_finding_of_its_own() -> None:
    tries = (Tried(AT), Tried(AT + HOUR), Tried(AT + 2 * DAY))
    assert found("excluded_tried", case(tried=tries), AT + 3 * DAY) == ["2026-03-02", "2026-03-04"]
    assert found("excluded_tried", case(tried=tries), AT + 99 * DAY) == []


def test_pauses_and_promises_put_off_count_together() -> None:
    pauses = tuple(Done("protocols.pause", AT + n * DAY) for n in range(3))
    moved = promise(AT + 40 * DAY, put_off=1)
    rule = "repeated_postponement"
    assert found(rule, case(done=pauses), AT + 4 * DAY) == []
    assert found(rule, case(done=pauses, promises=(moved,)), AT + 4 * DAY) == [""]
    assert found(rule, case(done=pauses, promises=(moved,)), AT + 39 * DAY) == []
    assert found(rule, case(done=pauses, postponed=1), AT + 4 * DAY) == [""]


def test_taking_a_promise_back_and_making_it_anew_begins_no_new_count() -> None:
    rule = "repeated_postponement"
    taken_back = promise(AT + 9 * DAY, put_off=2, withdrawn_at=AT + 5 * DAY)
    anew = promise(AT + 20 * DAY, put_off=1)
    assert found(rule, case(promises=(taken_back,)), AT + 6 * DAY) == []
    assert found(rule, case(promises=(taken_back, anew)), AT + 6 * DAY) == [""]
    assert found(rule, case(promises=(taken_back, anew)), AT + 36 * DAY) == []
    never_moved = [promise(AT + 9 * DAY, withdrawn_at=AT + 5 * DAY) for _ in range(4)]
    assert found(rule, case(promises=tuple(never_moved)), AT + 6 * DAY) == []


def test_a_promise_counts_as_missed_once_its_moment_has_passed() -> None:
    made = promise(AT + DAY)
    assert found("promise_missed", case(promises=(made,)), AT + DAY) == []
    assert found("promise_missed", case(promises=(made,)), AT + DAY + HOUR) == [str(made.id)]


@pytest.mark.parametrize(
    "met", [{"kept_at": AT + HOUR}, {"withdrawn_at": AT + HOUR}, {"kept_at": AT + 5 * DAY}]
)
def test_a_promise_that_was_kept_or_taken_back_no_longer_stands(met: dict) -> None:
    assert found("promise_missed", case(promises=(promise(AT + DAY, **met),)), AT + 9 * DAY) == []


def test_the_third_interview_stands_and_the_packs_own_number_comes_first() -> None:
    held = tuple(mark("interview_held", AT + n * DAY) for n in range(3))
    assert found("third_interview", case(marks=held[:2]), AT + 9 * DAY) == []
    assert found("third_interview", case(marks=held), AT + 9 * DAY) == [""]
    assert found("third_interview", case(marks=held[:2], alert_at=2), AT + 9 * DAY) == [""]


def test_where_each_child_is_counted_two_children_once_each_are_no_third_time() -> None:
    held = tuple(mark("interview_held", AT + n * DAY) for n in range(3))
    one, other = uuid.UUID(int=31), uuid.UUID(int=32)
    counted = case(marks=held, questioned={one: 1, other: 2})
    assert found("third_interview", counted, AT + 9 * DAY) == []
    often = case(marks=held, questioned={one: 3, other: 2})
    assert found("third_interview", often, AT + 9 * DAY) == [str(one)]


def test_four_waivers_within_a_week_are_a_burst_and_in_two_weeks_are_not() -> None:
    quick = tuple(Done("protocols.approve_waiver", AT + n * DAY) for n in range(4))
    slow = tuple(Done("protocols.approve_waiver", AT + 3 * n * DAY) for n in range(4))
    assert found("waiver_burst", case(done=quick), AT + 4 * DAY) == [""]
    assert found("waiver_burst", case(done=slow), AT + 10 * DAY) == []


def test_a_case_with_an_empty_circle_stands_after_four_hours() -> None:
    assert found("nobody_holds", case(), AT + 4 * HOUR) == []
    assert found("nobody_holds", case(), AT + 5 * HOUR) == [""]
    held = case(circle=(Placed(staff_id=OFFICER, unit_id=UNIT),))
    assert found("nobody_holds", held, AT + 99 * DAY) == []


def test_a_hand_over_that_nobody_finishes_for_three_days_stands() -> None:
    offered = HandedOver(uuid.UUID(int=41), AT)
    assert found("handover_stuck", case(handed_over=(offered,)), AT + 3 * DAY) == []
    stuck = found("handover_stuck", case(handed_over=(offered,)), AT + 4 * DAY)
    assert stuck == [str(offered.id)]


def test_a_pack_with_one_row_past_its_review_day_stands_once() -> None:
    packs = (
        PackRows(id="cn-2023", review_due=(date(2026, 3, 1), date(2026, 2, 1))),
        PackRows(id="cac-us", review_due=(date(2026, 3, 2),)),
    )
    (one,) = house.pack_row_past_review(HouseReading(packs=packs), AT)
    assert (one.code, one.since) == ("cn-2023", datetime(2026, 2, 1, tzinfo=UTC))


def test_ten_waivers_of_one_unit_within_a_week_stand_for_the_unit() -> None:
    ten = UnitWaivers(unit_id=UNIT, at=tuple(AT + n * HOUR for n in range(10)))
    nine = UnitWaivers(unit_id=OTHER_UNIT, at=tuple(AT + n * HOUR for n in range(9)))
    (one,) = of_the_house(HouseReading(waivers=(ten, nine)), rules(), at=AT + DAY)
    assert (one.rule, one.unit_id, one.case_id) == ("waiver_burst_unit", UNIT, None)


moments = st.integers(0, 60 * 24).map(lambda hours: AT + hours * HOUR)


@given(opened=moments, contact=moments, asked=moments)
def test_a_first_contact_that_was_made_is_never_said_to_be_missing(opened, contact, asked) -> None:
    one = case(opened_at=opened, marks=(mark("child_located", contact),))
    assert found("no_first_contact", one, asked) == []


@given(at_lab=st.lists(moments, max_size=5), wait=st.integers(0, 2000), asked=moments)
def test_a_kit_whose_result_came_is_never_said_to_be_late(at_lab, wait, asked) -> None:
    marks = [mark("kit_at_lab", moment) for moment in at_lab]
    marks += [mark("kit_result", moment + wait * HOUR) for moment in at_lab]
    assert found("lab_overdue", case(marks=tuple(marks)), asked + 400 * DAY) == []


@given(every=st.integers(1, 60), since=st.integers(0, 24 * 60))
def test_a_review_within_the_cadence_is_never_said_to_be_missing(every: int, since: int) -> None:
    looked = AT + 100 * DAY
    one = case(review_every=Span(days=every), marks=(mark("case_reviewed", looked),))
    asked = looked + min(since * HOUR, every * DAY)
    assert found("no_supervisor_review", one, asked) == []


@given(quiet=st.integers(0, 14 * 24))
def test_a_case_on_which_something_was_recorded_is_never_said_to_be_silent(quiet: int) -> None:
    one = case(marks=(mark("exam_done", AT),))
    assert duties.silent(one, AT + quiet * HOUR, within=timedelta(days=14)) == ()


@given(due=moments, kept=st.integers(0, 5000), asked=moments)
def test_a_promise_that_was_kept_is_never_said_to_be_missed(due, kept, asked) -> None:
    one = case(promises=(promise(due, kept_at=AT + kept * HOUR),))
    assert people.promise_missed(one, asked + 400 * DAY, grace=timedelta()) == ()


@given(asked=moments, later=st.integers(1, 5000))
def test_what_stands_keeps_its_key_as_time_goes_on(asked, later) -> None:
    one = case(steps=(step("safe", StepState.OVERDUE, AT, safety=True),))
    now = {c.key for c in conditions_of(one, rules(), at=asked)}
    then = {c.key for c in conditions_of(one, rules(), at=asked + later * HOUR)}
    assert now <= then


def test_a_clock_that_stands_still_is_seen_a_month_after_it_began() -> None:
    paused = replace(step("interview", StepState.PAUSED, None), anchored=Bounds.exactly(AT))
    running, wished = replace(paused, state=StepState.OPEN), replace(paused, required=Required.MAY)
    one = case(steps=(paused, replace(running, step="a"), replace(wished, step="b")))
    assert found("clock_still", one, AT + 30 * DAY) == []
    assert found("clock_still", one, AT + 30 * DAY + HOUR) == ["interview"]
