"""Rows of the packs as a case reads them: arrest clocks, branches, foreign routes, hits."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bairn.protocols import packs
from bairn.protocols.steps import due_steps
from bairn.protocols.terms import CaseFacts, Happened, StepState

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
EU, US, CN = "barnahus-eu", "cac-us", "cn-2023"
EVERY_PACK = pytest.mark.parametrize("pack", [EU, US, CN])


def steps(pack, facts, *kinds, hours=0):
    past = [Happened("report_received", AT), *(Happened(kind, AT, kind) for kind in kinds)]
    found = due_steps(
        packs.current(pack), CaseFacts(facts), past, at=AT + hours * HOUR, zone=ZoneInfo("UTC")
    )
    return {row.step: row for row in found}


@pytest.mark.parametrize(
    ("facts", "step", "days"),
    [
        ({}, "arrest_clock", 3),
        ({"arrest_extended": False}, "arrest_clock", 3),
        ({"arrest_extended": True}, "arrest_clock_extended", 7),
        ({"roaming_or_gang": True}, "arrest_clock_gang", 30),
        ({"arrest_extended": True, "roaming_or_gang": True}, "arrest_clock_gang", 30),
    ],
)
def test_china_counts_one_arrest_clock_and_no_other(facts, step, days):
    found = steps(CN, facts, "suspect_arrested")
    assert {name for name in found if name.startswith("arrest_clock")} == {step}
    assert (found[step].due_on - AT.date()).days == days


def test_after_the_request_the_procuratorate_has_seven_days_and_the_inquiry_two_months():
    found = steps(CN, {}, "suspect_arrested", "arrest_requested", "arrest_approved")
    assert found["arrest_clock"].state is StepState.DONE
    assert found["arrest_decision"].state is StepState.DONE
    assert found["custody_inquiry"].due_on.isoformat() == "2027-01-24"


def test_an_adult_case_is_filed_in_three_days_or_thirty_when_it_is_major():
    assert "file_case_ordinary" in steps(CN, {"age": 30})
    major = steps(CN, {"age": 30, "major_or_difficult": True})
    assert "file_case_ordinary" not in major
    assert "file_case_major" in major
    assert not {"file_case_ordinary", "file_case_major"} & set(steps(CN, {"age": 9}))


@EVERY_PACK
@pytest.mark.parametrize(
    ("fact", "branch"),
    [
        ("suspect_officer", "officer_suspect"),
        ("non_recent", "non_recent"),
        ("suspect_minor", "child_suspect"),
        ("guardian_implicated", "implicated_guardian"),
        ("unaccompanied", "implicated_guardian"),
        ("trafficking_signs", "trafficking"),
    ],
)
def test_a_branch_brings_its_steps_when_its_fact_is_known_and_not_before(pack, fact, branch):
    with_it = {row.step for row in steps(pack, {"age": 9, fact: True}).values() if row.branch}
    own = {step.id for step in packs.current(pack).steps if step.branch == branch}
    assert with_it & own
    assert with_it <= own
    for known in ({"age": 9}, {"age": 9, fact: False}):
        assert not own & set(steps(pack, known))


def test_a_kit_without_a_report_is_for_an_adult_who_has_not_gone_to_the_police():
    facts = {"age": 25, "reported_to_police": False, "contact": True}
    found = steps(US, facts)
    assert found["choices_shown"].hours_left == 1
    assert found["unreported_kit"].hours_left == 24
    assert "unreported_kit" not in steps(US, {**facts, "age": 15})
    assert "unreported_kit" not in steps(US, {**facts, "reported_to_police": True})


@EVERY_PACK
def test_a_second_route_is_owed_until_the_other_state_has_answered(pack):
    facts = {"abroad": True, "abuse_live": True}
    assert "second_route" not in steps(pack, facts)
    asked = steps(pack, facts, "foreign_route")
    assert asked["second_route"].hours_left == 1
    assert asked["foreign_acknowledged"].state is StepState.OPEN
    answered = steps(pack, facts, "foreign_route", "foreign_acknowledged")
    assert "second_route" not in answered
    assert answered["foreign_acknowledged"].state is StepState.DONE


@EVERY_PACK
def test_taking_it_back_brings_a_check_for_pressure_and_takes_no_step_away(pack):
    facts = {"age": 9, "contact": True, "lives_in_home": True}
    before, after = steps(pack, facts), steps(pack, facts, "account_retracted")
    assert set(after) - set(before) == {"pressure_assessed", "lawyer_alone"}
    assert set(before) <= set(after)
    assert after["pressure_assessed"].hours_left == 24
    assert after["lawyer_alone"].hours_left == 72


@EVERY_PACK
def test_a_wish_for_deletion_gets_a_receipt_and_an_answer_in_parts(pack):
    found = steps(pack, {}, "deletion_requested")
    assert found["deletion_receipt"].due_on.isoformat() == "2026-11-27"
    assert "restricted" in found["deletion_answer"].advice.en
    assert found["deletion_answer"].check_locally


def test_a_hit_is_told_by_plan_within_two_working_days_and_holds_disposal():
    found = steps(US, {}, "db_hit")
    # Thanksgiving lies between.
    assert found["notification_plan"].due_on.isoformat() == "2026-11-27"
    assert found["disposal_hold"].hours_left == 24
    assert "voicemail" in found["notification_plan"].advice.en


@EVERY_PACK
def test_a_doubt_whether_it_was_long_ago_keeps_the_examination(pack):
    facts = {"age": 6, "contact": True, "non_verbal": True}
    assert steps(pack, facts)["exam_without_history"].hours_left == 4
    assert "exam_without_history" not in steps(pack, {**facts, "non_recent": True})
