"""The commands of vigilance in a house of their own."""

import pytest


@pytest.fixture(scope="module")
def unit(house) -> str:
    answer = house.bairn("unit", "add", "Night desk", "--agency", "Hillside Police", "--json")
    assert answer.code == 0, answer.err
    return answer.lines[0]["id"]


def test_the_rules_are_listed_with_their_sources_and_have_no_fault(house) -> None:
    answer = house.bairn("vigilance", "rules", "--json")
    assert answer.code == 0, answer.err
    rows = {row["id"]: row for row in answer.lines}
    assert rows["silent_14_days"]["source"]
    assert {row["findings"] for row in rows.values()} == {0}


def test_a_sweep_says_what_it_did_and_a_second_one_raises_nothing(house) -> None:
    first = house.bairn("vigilance", "sweep", "--json")
    assert first.code == 0, first.err
    (row,) = first.lines
    assert {"cases", "raised", "ended", "escalated", "waiting", "without_owner"} <= set(row)
    (again,) = house.bairn("vigilance", "sweep", "--json").lines
    assert again["raised"] == 0


def test_units_without_a_named_overseer_are_listed_as_such(house, unit: str) -> None:
    answer = house.bairn("vigilance", "overseers", "--json")
    assert answer.code == 0, answer.err
    assert {row["overseer"] for row in answer.lines if row["unit_id"] == unit} == {""}


def test_ending_an_oversight_that_nobody_has_is_refused(house, unit: str) -> None:
    answer = house.bairn("vigilance", "end", unit, "--json")
    assert answer.code == 1
    assert answer.lines == [
        {"error": "vigilance.no_overseer", "reason": "Nobody oversees this unit."}
    ]


def test_a_stranger_is_not_named(house, unit: str) -> None:
    answer = house.bairn("vigilance", "name", unit, unit, "--json")
    assert answer.code == 1
    assert answer.lines[0]["error"] == "access.staff"
