"""What a screen for conflicts of interest finds, and who may say what it means."""

import uuid
from datetime import UTC, datetime

import pytest

from bairn.access import judging
from bairn.access.terms import ConflictCard, StaffName, Verdict
from bairn.journeys.screen_conflicts import found
from bairn.kernel.refusal import Refusal
from bairn.vault.terms import Alike, Likeness

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SUSPECT, OTHER, MAPLE, TWIN, UNIT, ELSEWHERE = (uuid.UUID(int=n) for n in range(1, 7))
STAFF = (
    StaffName(id=MAPLE, name="Jon Maple", username="maple", unit_id=UNIT),
    StaffName(id=TWIN, name="Jon Maple", username="jmaple", unit_id=None),
)


def alike(colleague, how=Likeness.SAME_NAME, subject=SUSPECT):
    return Alike(subject_id=subject, colleague_id=colleague, likeness=how)


def card(**changed):
    row = {
        "id": uuid.UUID(int=9), "holder_id": uuid.UUID(int=10), "staff_id": MAPLE,
        "unit_id": UNIT, "reason": "same_name", "namesakes": 0, "own_unit": False,
        "found_at": AT, "verdict": None,
        "judged_at": None, "judged_by": None,
    }  # fmt: skip
    return ConflictCard(**{**row, **changed})


def test_a_colleague_is_found_once_by_the_strongest_reason():
    (one,) = found(
        [alike(MAPLE, Likeness.PART_OF_NAME, OTHER), alike(MAPLE)], STAFF, case_unit=UNIT
    )
    assert (one.staff_id, one.unit_id, one.reason) == (MAPLE, UNIT, "same_name")


def test_a_common_name_says_how_many_others_carry_it():
    one, other = found([alike(MAPLE), alike(TWIN)], STAFF, case_unit=UNIT)
    assert (one.namesakes, other.namesakes) == (1, 1)
    assert (one.own_unit, other.own_unit) == (True, False)


def test_nobody_alike_is_nobody_found():
    assert found([], STAFF, case_unit=UNIT) == ()


def test_somebody_of_another_unit_may_judge_and_somebody_without_a_unit():
    judging.may_judge(card(), actor_id=OTHER, unit_id=ELSEWHERE)
    judging.may_judge(card(unit_id=None), actor_id=OTHER, unit_id=None)


@pytest.mark.parametrize(("actor", "unit"), [(MAPLE, UNIT), (MAPLE, ELSEWHERE), (OTHER, UNIT)])
def test_neither_the_colleague_nor_their_unit_may_judge(actor, unit):
    with pytest.raises(Refusal, match=r"access\.own_conflict"):
        judging.may_judge(card(), actor_id=actor, unit_id=unit)


def test_what_was_judged_is_not_judged_again():
    with pytest.raises(Refusal, match=r"access\.conflict_judged"):
        judging.may_judge(card(judged_at=AT), actor_id=OTHER, unit_id=ELSEWHERE)


@pytest.mark.parametrize("to_unit", [None, UNIT])
def test_a_case_does_not_stay_with_the_unit_of_whoever_is_suspected(to_unit):
    with pytest.raises(Refusal, match=r"access\.route"):
        judging.check_route(card(own_unit=True), verdict=Verdict.KEPT_OUT, to_unit=to_unit)


def test_a_namesake_moves_no_case_and_a_case_elsewhere_may_stay():
    judging.check_route(card(own_unit=True), verdict=Verdict.OTHER_PERSON, to_unit=None)
    judging.check_route(card(), verdict=Verdict.UNIT_KEPT_OUT, to_unit=None)
    judging.check_route(card(own_unit=True), verdict=Verdict.KEPT_OUT, to_unit=ELSEWHERE)
