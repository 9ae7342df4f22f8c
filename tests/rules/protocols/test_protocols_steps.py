"""Steps are read from the milestones: when due, how late, who is told, what stops the clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.kernel.periods import Bounds, Counting, Period, Span
from bairn.protocols import packs
from bairn.protocols.deadlines import LEFT, reading
from bairn.protocols.steps import ORDER, active_pause, due_steps
from bairn.protocols.terms import CaseFacts, Happened, Pause, StepState, Waiver
from bairn.protocols.triggers import ALWAYS

UTC_ZONE = ZoneInfo("UTC")
SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
REPORT = Happened("report_received", AT)
CN = packs.current("cn-2023")
CHILD = CaseFacts({"age": 8, "contact": True})


def read(hours, *, facts=CHILD, pack=CN, past=(REPORT,), zone=UTC_ZONE, **more):
    found = due_steps(pack, facts, past, at=AT + hours * HOUR, zone=zone, **more)
    return {row.step: row for row in found}


def with_step(step_id, **changes):
    """The pack with one step alone, changed."""
    step = replace(CN.step(step_id), trigger=ALWAYS, **changes)
    return replace(CN, steps=(step,))


@pytest.mark.parametrize(
    ("hours", "state"),
    [
        (0, StepState.OPEN),
        (125.99, StepState.OPEN),
        (126, StepState.DUE_SOON),  # a quarter of the 168 hours is left
        (168, StepState.DUE_SOON),  # due exactly now is in time
        (168 + 1e-6, StepState.OVERDUE),
    ],
)
def test_a_step_is_open_then_due_soon_then_overdue(hours, state):
    assert read(hours)["file_case"].state is state


def test_an_overdue_step_says_by_how_much_and_tells_a_role_outside_the_team():
    """Cross-cutting (d), as far as the pack decides it."""
    row = read(170)["file_case"]
    assert row.hours_left == -2
    assert row.escalates_to == "procurator"
    assert CN.roles[row.escalates_to].outside


def test_an_hours_duty_warns_at_once():
    assert read(0)["emergency_protect"].state is StepState.DUE_SOON


def test_a_step_is_done_when_its_own_milestone_stands_on_the_case():
    row = read(500, past=[REPORT, Happened("other", AT + HOUR, "file_case")])["file_case"]
    assert row.state is StepState.DONE
    assert row.done_at == AT + HOUR
    assert row.hours_left is None


def test_a_step_is_done_when_a_kind_of_milestone_that_it_declares_stands_on_the_case():
    row = read(500, past=[REPORT, Happened("case_filed", AT + HOUR)])["file_case"]
    assert row.state is StepState.DONE


def test_a_milestone_that_lies_ahead_fulfils_nothing_yet():
    past = [REPORT, Happened("case_filed", AT + 5 * HOUR)]
    assert read(4, past=past)["file_case"].state is not StepState.DONE
    assert read(5, past=past)["file_case"].state is StepState.DONE


def test_a_step_whose_start_has_not_happened_waits():
    past = [REPORT, Happened("suspect_identified", AT)]
    facts = CaseFacts({"special_duty": True})
    assert read(1, facts=facts)["employment_check"].state is StepState.NOT_YET
    assert read(1, facts=facts, past=past)["employment_check"].state is StepState.OPEN


def test_a_step_counted_from_an_unknown_time_stays_open():
    """Cross-cutting (g)."""
    pack = with_step("file_case", anchor="last_contact_at")
    assert read(10_000, pack=pack)["file_case"].state is StepState.OPEN


def test_a_step_whose_trigger_is_unknown_does_not_fire():
    assert "direct_file" not in read(0)
    assert "direct_file" in read(0, facts=CaseFacts({"age": 8, "evident_injury": True}))


def test_an_unknown_age_makes_a_child():
    assert "guardian_block" in read(0, facts=CaseFacts({"guardian_implicated": True}))
    adult = CaseFacts({"age": 30, "guardian_implicated": True})
    assert "guardian_block" not in read(0, facts=adult)


def test_a_repeating_step_starts_anew_each_time_it_is_done():
    facts = CaseFacts({"captive": True})
    told = Happened("case_reviewed", AT + 20 * 24 * HOUR)
    row = read(24 * 31, facts=facts, past=[REPORT, told])["monthly_review"]
    assert row.state is not StepState.OVERDUE
    assert row.due_on == date(2027, 1, 13)
    assert row.done_at == told.at


def test_a_waived_step_shows_its_reason_and_no_clock():
    waiver = Waiver("file_case", "does_not_fit", AT + HOUR)
    before = read(0.5, waivers=[waiver])["file_case"]
    row = read(500, waivers=[waiver])["file_case"]
    assert before.state is StepState.OPEN
    assert row.state is StepState.WAIVED
    assert row.reason == "does_not_fit"
    assert row.hours_left is None


def test_a_pause_stops_the_clock_and_its_time_is_given_back():
    pause = Pause("interview", "child_unwell", Period(AT + HOUR, AT + 49 * HOUR))
    assert read(10, pauses=[pause])["interview"].state is StepState.PAUSED
    row = read(49, pauses=[pause])["interview"]
    assert row.state is not StepState.PAUSED
    assert row.due_at.latest == AT + (72 + 48) * HOUR


def test_a_pause_without_end_keeps_the_time_left():
    pause = Pause("interview", "child_unwell", Period(AT + HOUR))
    assert read(2, pauses=[pause])["interview"].hours_left == 71
    assert read(5000, pauses=[pause])["interview"].hours_left == 71


def test_a_pause_never_hides_what_was_late_before_it_began():
    pause = Pause("interview", "child_unwell", Period(AT + 73 * HOUR))
    row = read(80, pauses=[pause])["interview"]
    assert row.state is StepState.OVERDUE
    assert row.hours_left == -8


def test_a_pause_of_one_step_does_not_touch_another():
    pause = Pause("interview", "child_unwell", Period(AT))
    assert read(200, pauses=[pause])["file_case"].state is StepState.OVERDUE
    assert active_pause("file_case", [pause], AT) is None
    assert active_pause("interview", [pause], AT) == pause.period


def test_the_same_day_ends_at_local_midnight():
    late = AT + 8 * HOUR  # 17:00 UTC is 01:00 of the next day in Shanghai
    row = read(8, past=[Happened("report_received", late)], zone=SHANGHAI)["specialist"]
    assert row.due_on == date(2026, 11, 25)
    assert row.due_at.latest == datetime(2026, 11, 26, tzinfo=SHANGHAI)


def test_working_days_use_the_holidays_of_the_pack():
    pack = with_step(
        "employment_check", anchor="report_at", span=Span(days=1), counting=Counting.BUSINESS
    )
    before_holiday = Happened("report_received", datetime(2026, 9, 30, 2, tzinfo=UTC))
    row = due_steps(pack, CHILD, [before_holiday], at=AT, zone=SHANGHAI)[0]
    assert row.due_on == date(2026, 10, 8)


def test_what_presses_most_comes_first():
    rows = due_steps(CN, CHILD, [REPORT], at=AT + 3 * HOUR, zone=UTC_ZONE)
    order = [ORDER.index(row.state) for row in rows]
    assert order == sorted(order)
    assert rows[0].state is StepState.OVERDUE
    assert rows[0].safety


def test_every_row_says_why_in_both_languages():
    for row in read(0).values():
        assert row.why.en
        assert row.why.zh
    assert read(0)["file_case"].why.en == "Due within 168 hours of: the report."
    assert read(0)["legal_aid"].why.en == "Due within 7 calendar days of: the report."


def test_time_left_falls_into_half_open_bins():
    assert LEFT.name_of(timedelta()) == "within_4h"
    assert LEFT.name_of(timedelta(microseconds=-1)) == "late"
    assert LEFT.name_of(4 * HOUR) == "within_1d"


def test_a_pack_upgrade_leaves_the_deadlines_of_the_pinned_version_as_they_were():
    """Cross-cutting (b), the pure half: a reading depends on the pack given and nothing else."""
    shorter = replace(CN.step("file_case"), span=Span(elapsed=timedelta(hours=24)))
    upgraded = replace(CN, version="2.0.0", steps=(shorter,))
    assert read(10)["file_case"].due_at.latest == AT + 168 * HOUR
    assert read(10, pack=upgraded)["file_case"].due_at.latest == AT + 24 * HOUR
    assert read(10)["file_case"].version == CN.version


DEADLINE_STATES = [StepState.OPEN, StepState.DUE_SOON, StepState.OVERDUE]
SPANS = st.one_of(
    st.integers(0, 400).map(lambda h: (Span(elapsed=timedelta(hours=h)), Counting.CLOCK)),
    st.integers(0, 40).map(lambda d: (Span(days=d), Counting.DAY)),
    st.integers(0, 20).map(lambda d: (Span(days=d), Counting.BUSINESS)),
)


def state_for(anchor, counted, hours):
    span, counting = counted
    pack = with_step("file_case", anchor="last_contact_at", span=span, counting=counting)
    facts = CaseFacts({}, {"last_contact_at": anchor})
    return read(hours, facts=facts, pack=pack, zone=SHANGHAI)["file_case"]


@given(SPANS, st.integers(0, 900), st.integers(0, 900), st.floats(0, 1), st.integers(0, 900))
def test_bounds_are_late_only_when_every_point_within_them_is(counted, one, other, part, hours):
    """Cross-cutting (a)."""
    early, late = sorted((AT + one * HOUR, AT + other * HOUR))
    point = early + (late - early) * part
    wide = state_for(Bounds(early, late), counted, hours)
    exact = state_for(Bounds.exactly(point), counted, hours)
    if wide.state is StepState.OVERDUE:
        assert exact.state is StepState.OVERDUE
    assert wide.due_at.earliest <= exact.due_at.latest <= wide.due_at.latest


@given(SPANS, st.integers(0, 900), st.integers(0, 900), st.integers(0, 900))
def test_time_only_ever_presses_harder(counted, anchor, now, later):
    start = Bounds.exactly(AT + anchor * HOUR)
    before = state_for(start, counted, now).state
    after = state_for(start, counted, now + later).state
    assert DEADLINE_STATES.index(after) >= DEADLINE_STATES.index(before)


@given(st.none() | st.integers(0, 500), st.none() | st.integers(0, 500), st.integers(0, 900))
def test_an_unknown_side_is_never_late(early, late, hours):
    """Cross-cutting (g)."""
    moments = [None if side is None else AT + side * HOUR for side in (early, late)]
    if None not in moments:
        moments.sort()
    started = Bounds(*moments)
    due = started.moved(lambda moment: moment + HOUR)
    state = reading(started, due, AT + hours * HOUR)
    if started.latest is None:
        assert state is not StepState.OVERDUE


NO_CHARGE = Happened("no_further_action", AT + HOUR)
TOLD = Happened("decision_told", AT + 2 * HOUR, "decision_told")
CHARGED = Happened("charged", AT + 50 * HOUR)


def test_what_was_told_of_one_decision_is_not_told_of_the_next():
    first = read(3, past=(REPORT, NO_CHARGE, TOLD))["decision_told"]
    assert first.state is StepState.DONE
    second = read(51, past=(REPORT, NO_CHARGE, TOLD, CHARGED))["decision_told"]
    assert second.state is StepState.OPEN
    assert second.anchored == Bounds.exactly(CHARGED.at)
    assert second.done_at is None
    again = Happened("decision_told", AT + 60 * HOUR, "decision_told")
    both = (REPORT, NO_CHARGE, TOLD, CHARGED, again)
    assert read(61, past=both)["decision_told"].state is StepState.DONE


def test_leaving_one_telling_out_leaves_out_no_later_one():
    waivers = (Waiver("decision_told", "child_declines", AT + 2 * HOUR),)
    first = read(3, past=(REPORT, NO_CHARGE), waivers=waivers)["decision_told"]
    assert first.state is StepState.WAIVED
    second = read(51, past=(REPORT, NO_CHARGE, CHARGED), waivers=waivers)["decision_told"]
    assert second.state is StepState.OPEN


def test_a_step_due_each_time_says_so_in_both_languages():
    why = read(3, past=(REPORT, NO_CHARGE))["decision_told"].why
    assert "each time anew" in why.en
    assert "每次" in why.zh
