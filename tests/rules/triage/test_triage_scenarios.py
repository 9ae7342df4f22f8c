"""The acceptance scenarios of protocol-facts section 5 that triage answers."""

from bairn.triage.terms import Band
from tests.rules.triage.invented import ADULT, assess, window


def test_s01_access_under_ten_and_an_open_window_are_shown_as_reasons():
    found = assess(
        window("prepub_body_swab", hours=76), window("hiv_pep", "medical", hours=52),
        victim_age_min=8, victim_age_max=8, suspect_in_household=True, suspect_has_access=True,
    )  # fmt: skip
    assert found.band in (Band.A, Band.B)
    assert {"access", "under_10", "window_open", "floor"} <= found.codes


def test_s02_a_suspect_who_now_coaches_children_brings_a_higher_band():
    told = {**ADULT, "delay": "years"}
    coaching = assess(**told, suspect_has_access=True, suspect_trusted_role=True)
    assert coaching.band < assess(**told).band


def test_s04_a_girl_of_sixteen_four_suspects_and_an_open_window_are_band_a():
    found = assess(window(hours=162), victim_age_min=16, victim_age_max=16, suspects_count=4)
    assert found.band is Band.A


def test_s05_a_thin_report_of_a_meeting_tomorrow_stands_above_complete_ones():
    found = assess(
        victim_age_min=12, victim_age_max=12, grooming=True, online=True, meeting_arranged=True,
        meeting_when="within_24_hours",
    )  # fmt: skip
    assert found.band is Band.A
    assert found.completeness < 50


def test_s06_a_link_to_a_video_of_a_captive_person_is_enough_for_band_a():
    found = assess(captive=True, origin_unknown=True, children_in_house=True, public_video=True)
    assert found.band is Band.A
    assert {"captive", "origin_unknown", "several_victims"} <= found.codes


def test_s07_a_telling_after_five_weeks_lowers_nothing():
    told = {"victim_age_min": 9, "victim_age_max": 9, "suspect_has_access": True}
    assert assess(**told, delay="weeks").band is assess(**told).band


def test_s12_a_boy_with_self_harm_signs_and_images_used_as_a_threat_is_band_a():
    found = assess(
        victim_age_min=14, victim_age_max=14, self_harm_signs=True, threat_with_images=True,
        sextortion=True, minor_to_minor=True,
    )  # fmt: skip
    assert found.band is Band.A


def test_s14_taking_it_back_leaves_the_band_unchanged():
    told = {"victim_age_min": 11, "suspect_in_household": True}
    assert assess(**told, retraction=True).band is assess(**told).band
