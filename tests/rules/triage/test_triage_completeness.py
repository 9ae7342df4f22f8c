"""Completeness: a second number, with what is missing, that ranks nothing."""

from bairn.triage.terms import Band
from tests.rules.triage.invented import ADULT, RULES, assess, contact


def test_an_empty_report_answers_nothing_and_is_still_for_today():
    found = assess()
    assert (found.completeness, found.band) == (0, Band.B)
    assert found.missing == RULES.questions


def test_a_thin_report_of_danger_stands_above_a_complete_one_without():
    thin = assess(meeting_arranged=True)
    complete = assess(
        **ADULT, danger_now=False, abuse_in_progress=False, suspect_has_access=False,
        guardian_implicated=False, children_in_house=False, relationship_to_suspect="colleague",
        online=False, evident_injury=False, moments=contact(hours_ago=24 * 365),
    )  # fmt: skip
    assert (complete.completeness, complete.missing, complete.band) == (100, (), Band.C)
    assert thin.completeness < complete.completeness
    assert thin.band < complete.band


def test_a_no_is_an_answer():
    assert "safe_now" not in {one.id for one in assess(danger_now=False).missing}


def test_a_known_moment_is_an_answer():
    assert "last_contact" in {one.id for one in assess().missing}
    assert "last_contact" not in {one.id for one in assess(moments=contact(20)).missing}
