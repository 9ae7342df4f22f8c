"""The catalogue holds what the issue asks for, and a wrong rule is refused by name."""

import copy
from datetime import date, timedelta

import pytest

from bairn.access import gate
from bairn.kernel.catalogue import CatalogueError, load
from bairn.vigilance import rulebook
from bairn.vigilance.readings import READINGS
from bairn.vigilance.terms import Finding

WANTED = {
    "no_first_contact", "no_supervisor_review", "silent_14_days", "lab_overdue",
    "closed_without_coded_reason", "lowered_then_harmed", "overdue_red_step", "overdue_must_step",
    "accused_unit_near", "excluded_tried", "repeated_postponement", "promise_missed",
    "third_interview", "waiver_burst", "early_advice_missing", "closing_without_second_agency",
    "pack_row_past_review", "handover_stuck", "nobody_holds",
}  # fmt: skip
DAY = date(2026, 11, 27)


def written() -> dict:
    return copy.deepcopy(load(rulebook.FOLDER / "rules.yaml"))


def test_every_rule_of_the_issue_stands_in_the_catalogue() -> None:
    assert set(rulebook.rules().by_id) >= WANTED


def test_the_catalogue_has_no_fault() -> None:
    assert rulebook.faults(rulebook.rules(), on=DAY, acts=gate.policy()) == ()


def test_every_reading_is_asked_by_a_rule() -> None:
    assert {rule.reads for rule in rulebook.rules().by_id.values()} == set(READINGS)


@pytest.mark.parametrize("rule", rulebook.rules().by_id.values(), ids=lambda r: r.id)
def test_a_rule_speaks_both_languages_and_an_inspector_may_always_answer(rule) -> None:
    assert rule.title.en
    assert rule.title.zh
    assert rule.why.en
    assert rule.why.zh
    assert "inspector" in rule.who
    assert rule.source.ref
    assert rule.source.edition


def test_every_finding_has_its_words_and_no_other_is_listed() -> None:
    assert set(rulebook.answers().findings) == {one.value for one in Finding}
    assert rulebook.answers().findings["wrong_signal"].needs_words
    assert rulebook.answers().findings["directed"].needs_date


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reads": "by_feeling"}, "there is no reading by_feeling"),
        ({"given": {}}, "milestone_missing takes"),
        ({"answer_within": "soon"}, "is no span"),
        ({"answer_within": "P1M"}, "count in days"),
        ({"muted": True}, "wrong keys"),
    ],
)
def test_a_wrong_rule_is_refused_by_name(change: dict, said: str) -> None:
    document = written()
    document["rules"][0] |= change
    with pytest.raises(CatalogueError, match=said):
        rulebook.parse(document)


def test_a_rule_that_stands_twice_is_refused() -> None:
    document = written()
    document["rules"].append(document["rules"][0])
    with pytest.raises(CatalogueError, match="stands twice"):
        rulebook.parse(document)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"who": ["supervisor"]}, "who"),
        ({"who": ["investigator", "inspector"]}, "who"),
        ({"cases": "house"}, "scope"),
        ({"answer_within": "PT0H"}, "span"),
        ({"answer_within": "P400D"}, "span"),
    ],
)
def test_the_lint_names_what_is_wrong(change: dict, code: str) -> None:
    document = written()
    document["rules"][0] |= change
    found = rulebook.faults(rulebook.parse(document), on=DAY, acts=gate.policy())
    assert [one.code for one in found] == [code]


def test_the_lint_finds_what_no_room_knows() -> None:
    document = written()
    document["rules"][0]["given"]["wants"] = ["a_miracle"]
    (one,) = rulebook.faults(rulebook.parse(document), on=DAY, acts=gate.policy())
    assert (one.code, one.text) == ("unknown", "wants: there is no a_miracle")


def test_the_lint_warns_of_a_source_past_its_review_day() -> None:
    found = rulebook.faults(rulebook.rules(), on=DAY + timedelta(days=999), acts=gate.policy())
    assert {one.code for one in found} == {"review"}
    assert all(one.warning for one in found)
