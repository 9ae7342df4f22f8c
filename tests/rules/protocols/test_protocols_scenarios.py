"""S01, S05, S06 and S09 to T+24 h as the packs read them; the journeys have tests of their own."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bairn.kernel.periods import Bounds
from bairn.protocols import packs
from bairn.protocols.steps import due_steps
from bairn.protocols.terms import CaseFacts, Happened, StepState, WindowKind, WindowState
from bairn.protocols.windows import windows_now

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ZONES = {"cn-2023": "Asia/Shanghai", "cac-us": "America/New_York", "barnahus-eu": "Europe/Oslo"}
EVERY_PACK = pytest.mark.parametrize("pack", sorted(ZONES))
S01 = CaseFacts(
    {
        "age": 8,
        "contact": True,
        "person_has_access": True,
        "lives_in_home": True,
        "guardian_implicated": True,
    },
    {"last_contact_at": Bounds.exactly(AT - 20 * HOUR)},
)
S05 = CaseFacts(
    {
        "age": 12,
        "contact": False,
        "online": True,
        "platform_report": True,
        "meeting_planned": True,
        "danger_now": True,
    }
)
S06 = CaseFacts(
    {
        "captive": True,
        "trafficking_signs": True,
        "children_present": True,
        "public_video": True,
        "danger_now": True,
    }
)
S09 = CaseFacts(
    {"online": True, "platform_report": True, "files_unviewed": True, "images_spreading": True}
)


def steps(pack, facts, hours, *milestones):
    past = (Happened("report_received", AT), *milestones)
    zone = ZoneInfo(ZONES[pack])
    found = due_steps(packs.current(pack), facts, past, at=AT + hours * HOUR, zone=zone)
    return {row.step: row for row in found}


def windows(pack, facts, hours):
    past = (Happened("report_received", AT),)
    found = windows_now(packs.current(pack), facts, past, at=AT + hours * HOUR)
    return {row.window: row for row in found}


def test_s01_at_the_report_the_swab_has_4_hours_left_and_pep_52():
    found = windows("cn-2023", S01, 0)
    assert found["prepub_body_swab"].hours_left_urgent == 4
    assert found["hiv_pep"].hours_left == 52
    assert found["clothing_bedding_nappy"].no_upper_limit
    assert "wash" in found["clothing_bedding_nappy"].advice.en


def test_s01_after_the_urgent_hours_the_swab_is_still_open():
    row = windows("cn-2023", S01, 5)["prepub_body_swab"]
    assert row.state is WindowState.OPEN
    assert row.hours_left == 71


def test_s01_within_two_hours_the_examination_is_owed_with_advice_on_unwashed_things():
    row = steps("cn-2023", S01, 0)["exam_offer"]
    assert row.hours_left == 2
    assert "Unwashed" in row.advice.en
    assert "未清洗" in row.advice.zh


def test_s01_the_implicated_guardian_is_kept_out_within_the_hour():
    row = steps("cn-2023", S01, 0)["guardian_block"]
    assert row.hours_left == 1
    assert row.safety


def test_s01_without_the_filing_test_the_seven_day_review_shows_its_owner():
    row = steps("cn-2023", S01, 24)["file_case"]
    assert row.hours_left == 144
    assert row.who == ("police",)


def test_s01_with_the_filing_test_met_the_case_is_filed_at_once_and_no_review_runs():
    met = CaseFacts({"filing_test_met": True}).over(S01)
    found = steps("cn-2023", met, 0)
    assert found["file_now"].hours_left == 24
    assert "file_case" not in found


def test_s01_direct_filing_fires_only_on_a_recorded_evident_injury():
    assert "direct_file" not in steps("cn-2023", S01, 0)
    injured = CaseFacts({"evident_injury": True}).over(S01)
    assert "direct_file" in steps("cn-2023", injured, 0)


def test_s01_the_procuratorate_is_told_within_a_day():
    assert steps("cn-2023", S01, 0)["proc_early"].hours_left == 24
    told = Happened("procuratorate_told", AT + 20 * HOUR)
    assert steps("cn-2023", S01, 24, told)["proc_early"].state is StepState.DONE


def test_s05_the_child_is_located_and_the_platform_asked_within_the_hour():
    found = steps("cac-us", S05, 0)
    assert found["safety_now"].hours_left == 1
    assert found["emergency_disclosure"].hours_left == 1
    assert found["platform_report_linked"].state is StepState.DONE
    assert found["safe_meeting_plan"].hours_left == 4
    assert "never used as bait" in found["safe_meeting_plan"].advice.en


def test_s05_preservation_and_device_are_owed_within_a_day_and_the_year_is_visible():
    found = steps("cac-us", S05, 0)
    assert found["preservation"].hours_left == 24
    assert found["device_acquired"].hours_left == 24
    assert windows("cac-us", S05, 0)["provider_report_year"].hours_left == 365 * 24


def test_s05_a_meeting_that_has_not_happened_opens_no_body_window():
    kinds = {row.kind for row in windows("cac-us", S05, 0).values()}
    assert WindowKind.BIOLOGICAL not in kinds


def test_s06_the_video_is_kept_and_a_unit_from_outside_checks_within_the_hour():
    found = steps("cn-2023", S06, 0)
    assert found["public_video_kept"].hours_left == 1
    assert found["welfare_check_outside"].hours_left == 1
    assert "outside the local chain" in found["welfare_check_outside"].title.en


def test_s06_it_is_filed_at_once_and_the_others_in_the_house_are_checked():
    found = steps("cn-2023", S06, 0)
    assert found["trafficking_file"].hours_left == 2
    assert found["others_checked"].hours_left == 2
    assert "family matter" in found["trafficking_file"].advice.en


def test_s06_within_a_day_the_procuratorate_dna_and_capacity_are_owed():
    found = steps("cn-2023", S06, 0)
    for step in ("proc_early", "kinship_dna", "capacity_assessment"):
        assert found[step].hours_left == 24


def test_s06_lateness_reaches_a_body_above_the_county():
    row = steps("cn-2023", S06, 3)["trafficking_file"]
    assert row.state is StepState.OVERDUE
    assert row.escalates_to == "oversight_above"


def test_s06_unknown_time_of_contact_asks_a_clinician_and_closes_nothing():
    body = [r for r in windows("cn-2023", S06, 0).values() if r.kind is WindowKind.BIOLOGICAL]
    assert body
    assert all(row.state is WindowState.OPEN and row.ask_clinician for row in body)


def test_s09_location_access_and_authority_are_owed_within_two_days():
    found = steps("cac-us", S09, 0)
    assert found["online_location_check"].hours_left == 48
    assert found["warrant_guard"].hours_left == 48


def test_s09_the_provider_expiry_is_the_report_and_a_year():
    row = windows("cac-us", S09, 0)["provider_report_year"]
    assert row.collect_until.latest == AT + timedelta(days=365)


@EVERY_PACK
def test_every_pack_carries_s01_with_care_safety_and_the_guardian_within_hours(pack):
    pressing = {row.step for row in steps(pack, S01, 0).values() if (row.hours_left or 99) <= 2}
    assert "exam_offer" in pressing
    assert pressing & {"guardian_block", "guardian_conflict"}
    assert pressing & {"safety_now", "emergency_protect"}


@EVERY_PACK
def test_every_pack_carries_s06_with_a_welfare_check_from_outside(pack):
    found = steps(pack, S06, 0)
    rows = [row for row in found.values() if "outside the local chain" in row.title.en]
    assert [row.hours_left for row in rows] == [1]


@EVERY_PACK
def test_every_row_that_shows_says_whether_to_check_locally(pack):
    """Cross-cutting (c)."""
    for facts in (S01, S05, S06, S09):
        shown = (*steps(pack, facts, 0).values(), *windows(pack, facts, 0).values())
        for row in shown:
            assert row.check_locally is (row.source.mark.value in "KD")
            assert row.source.edition
