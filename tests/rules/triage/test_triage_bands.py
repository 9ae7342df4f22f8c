"""Bands: now, today, raise, lift, ahead and the floor, each with its reasons."""

import pytest

from bairn.triage.terms import Band, Effect
from tests.rules.triage.invented import ADULT, RULES, assess, window


def test_a_report_about_a_known_adult_without_any_reason_is_planned():
    found = assess(**ADULT)
    assert (found.band, found.reasons, found.floor, found.floor_applied) == (
        Band.C,
        (),
        None,
        False,
    )


@pytest.mark.parametrize("fact", ["danger_now", "abuse_in_progress", "live_streamed", "captive",
                                  "missing", "platform_escalated", "meeting_arranged"])  # fmt: skip
def test_one_fact_of_immediate_risk_is_enough_for_band_a(fact):
    assert assess(**ADULT, **{fact: True}).band is Band.A


def test_a_no_is_no_reason():
    assert assess(**ADULT, danger_now=False, captive=False, weapon=False).reasons == ()


@pytest.mark.parametrize("fact", ["suspect_has_access", "suspect_in_household", "self_harm_signs",
                                  "pregnancy", "sti_signs", "evident_injury"])  # fmt: skip
def test_access_and_health_bring_a_report_to_today(fact):
    assert assess(**ADULT, **{fact: True}).band is Band.B


@pytest.mark.parametrize("when", ["within_7_days", "later"])
def test_a_meeting_said_to_be_later_is_for_today(when):
    assert assess(**ADULT, meeting_arranged=True, meeting_when=when).band is Band.B


@pytest.mark.parametrize("when", ["within_24_hours", "time_unknown"])
def test_a_meeting_near_or_at_an_unknown_time_is_for_now(when):
    assert assess(**ADULT, meeting_arranged=True, meeting_when=when).band is Band.A


def test_one_raising_reason_goes_one_band_up():
    assert assess(**ADULT, weapon=True).band is Band.B
    assert assess(**ADULT, weapon=True, suspect_has_access=True).band is Band.A


def test_many_raising_reasons_raise_once_and_are_all_shown():
    found = assess(**ADULT, weapon=True, grooming=True, suspects_count=4, prior_similar=True)
    assert found.band is Band.B
    assert found.codes == {"force", "grooming", "several_suspects", "prior_similar"}


def test_the_floor_holds_a_child_without_any_other_reason():
    found = assess(victim_age_min=16, victim_age_max=17)
    assert (found.band, found.floor, found.floor_applied) == (Band.B, Band.B, True)
    assert [one.effect for one in found.reasons] == [Effect.FLOOR]


@pytest.mark.parametrize("facts", [{}, {"age_unknown": True}, {"victim_age_max": 40},
                                   {"victim_age_min": 30, "age_unknown": True}])  # fmt: skip
def test_the_floor_holds_whoever_may_be_a_child(facts):
    assert assess(**facts).band is Band.B


def test_eighteen_is_the_first_age_without_a_floor():
    assert assess(victim_age_min=17).floor is Band.B
    assert assess(victim_age_min=18).floor is None


def test_a_raising_reason_is_counted_below_the_floor_and_does_not_add_to_it():
    found = assess(victim_age_min=13, victim_age_max=13)
    assert (found.band, found.floor_applied) == (Band.B, False)
    assert found.codes == {"under_14", "floor"}


def test_a_new_file_lifts_a_child_above_the_floor():
    assert assess(age_unknown=True, known_digest=True).band is Band.B
    assert assess(age_unknown=True, known_digest=True, unknown_digest=True).band is Band.A


def test_a_known_file_changes_nothing():
    assert assess(**ADULT, known_digest=True) == assess(**ADULT)


def test_files_that_nobody_viewed_go_ahead_within_their_band():
    found = assess(**ADULT, files_not_viewed=True)
    assert (found.band, found.ahead) == (Band.C, True)


def test_an_open_window_brings_a_report_to_today_and_shows_its_hours():
    found = assess(window(hours=52), window("hiv_pep", "medical", hours=4), **ADULT)
    assert found.band is Band.B
    assert [one.window for one in found.windows] == ["hiv_pep", "vaginal_swab"]
    assert "window_open" in found.codes


def test_a_follow_up_visit_is_no_reason_to_hurry():
    found = assess(window("wellbeing_check", "medical", hours=900), **ADULT)
    assert (found.band, len(found.windows)) == (Band.C, 1)


def test_a_window_whose_end_nobody_knows_counts_and_comes_last():
    found = assess(window(hours=None), window("hiv_pep", "medical", hours=4), **ADULT)
    assert [one.window for one in found.windows] == ["hiv_pep", "vaginal_swab"]
    assert found.band is Band.B


def test_every_reason_carries_words_in_both_languages_a_source_and_a_mark():
    for rule in RULES.rules:
        assert all((rule.text.en, rule.text.zh, rule.source.ref, rule.source.mark))


def test_a_default_of_our_own_says_check_locally():
    found = assess(**ADULT, origin_unknown=True, suspect_has_access=True)
    assert {one.code: one.check_locally for one in found.reasons} == {
        "origin_unknown": True,
        "access": False,
    }


def test_reasons_stand_in_the_order_of_their_weight():
    found = assess(victim_age_min=8, weapon=True, captive=True, suspect_has_access=True)
    assert [one.effect for one in found.reasons] == [
        Effect.NOW, Effect.TODAY, Effect.RAISE, Effect.RAISE, Effect.RAISE, Effect.FLOOR,
    ]  # fmt: skip


@pytest.mark.parametrize(("band", "en", "zh"), [(1, "now", "立即"), (2, "today", "当日"),
                                                (3, "planned", "按计划")])  # fmt: skip
def test_a_band_has_a_word(band, en, zh):
    assert (Band(band).word.en, Band(band).word.zh) == (en, zh)
