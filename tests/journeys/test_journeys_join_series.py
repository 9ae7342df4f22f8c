"""A series is proposed to the cases behind it; those that agree see each other, and nobody else."""

from datetime import timedelta

import pytest

from bairn.cases import queries as cases
from bairn.journeys import join_series
from bairn.kernel.refusal import Refusal
from bairn.series import queries
from bairn.series.terms import Answer
from tests.cast import AT
from tests.rooms.series import conftest as series_desk

desk = series_desk.desk


@pytest.fixture
def proposed(desk):
    """The analyst proposes a series of two cases."""
    offences = [desk.code(desk.ben, desk.case_id), desk.code(desk.elle, desk.other_case)]
    join_series.join_series(actor=desk.ana, at=AT, offence_ids=offences, reason="behaviour")
    return offences


def part(actor):
    """The one proposal that waits for this supervisor."""
    (found,) = queries.to_review(actor=actor, at=AT)
    return found


def answer(actor, word, *, at=AT):
    """What this supervisor says of it."""
    waiting = part(actor)
    join_series.answer_series(
        actor=actor, at=at, case_id=waiting.case_id, part_id=waiting.id, answer=word
    )
    return waiting


def test_each_supervisor_is_asked_about_their_own_offences_alone(desk, proposed) -> None:
    mine, theirs = part(desk.cleo), part(desk.emil)
    assert (mine.case_id, mine.offence_ids) == (desk.case_id, (proposed[0],))
    assert (theirs.case_id, theirs.offence_ids) == (desk.other_case, (proposed[1],))
    assert queries.to_review(actor=desk.cleo, at=AT, case_id=desk.other_case) == ()


def test_cases_see_each_other_once_both_have_agreed_and_not_before(desk, proposed) -> None:
    answer(desk.cleo, Answer.YES)
    assert queries.related(actor=desk.ben, at=AT, case_id=desk.case_id) == ()
    answer(desk.emil, Answer.YES)
    (seen,) = queries.related(actor=desk.ben, at=AT, case_id=desk.case_id)
    (back,) = queries.related(actor=desk.elle, at=AT, case_id=desk.other_case)
    theirs = cases.case(actor=desk.elle, at=AT, case_id=desk.other_case)
    assert (seen.reference, seen.unit_id) == (theirs.reference, theirs.unit_id)
    assert back.case_id == desk.case_id
    with pytest.raises(Refusal, match=r"access\.reach"):
        cases.case(actor=desk.ben, at=AT, case_id=desk.other_case)


def test_the_analyst_learns_of_no_case_and_not_now_looks_like_no_answer(desk, proposed) -> None:
    before = queries.proposals(actor=desk.ana, at=AT)
    answer(desk.cleo, Answer.NOT_NOW)
    assert queries.proposals(actor=desk.ana, at=AT) == before
    answer(desk.emil, Answer.YES)
    (told,) = queries.proposals(actor=desk.ana, at=AT)
    assert (told.agreed, told.waiting) == ((proposed[1],), (proposed[0],))
    assert queries.related(actor=desk.elle, at=AT, case_id=desk.other_case) == ()


def test_not_now_may_become_a_yes_and_a_yes_stays(desk, proposed) -> None:
    asked = answer(desk.cleo, Answer.NOT_NOW)
    again = {
        "actor": desk.cleo, "at": AT + timedelta(days=3), "case_id": desk.case_id,
        "part_id": asked.id,
    }  # fmt: skip
    (still,) = queries.to_review(actor=desk.cleo, at=AT, case_id=desk.case_id)
    assert still.answer is Answer.NOT_NOW
    join_series.answer_series(**again, answer=Answer.YES)
    with pytest.raises(Refusal, match=r"series\.agreed"):
        join_series.answer_series(**again, answer=Answer.NOT_NOW)


def test_a_supervisor_elsewhere_and_an_investigator_answer_nothing(desk, proposed) -> None:
    waiting = part(desk.cleo)
    said = {"at": AT, "part_id": waiting.id, "answer": Answer.YES}
    with pytest.raises(Refusal, match=r"access\.reach"):
        join_series.answer_series(actor=desk.emil, case_id=desk.case_id, **said)
    with pytest.raises(Refusal, match=r"series\.no_part"):
        join_series.answer_series(actor=desk.emil, case_id=desk.other_case, **said)
    with pytest.raises(Refusal, match=r"access\.role"):
        join_series.answer_series(actor=desk.ben, case_id=desk.case_id, **said)


def test_nothing_is_merged(desk, proposed) -> None:
    answer(desk.cleo, Answer.YES)
    answer(desk.emil, Answer.YES)
    for actor, case_id, offence in (
        (desk.ben, desk.case_id, proposed[0]), (desk.elle, desk.other_case, proposed[1]),
    ):  # fmt: skip
        (own,) = queries.offences(actor=actor, at=AT, case_id=case_id)
        assert own.id == offence
        assert len(queries.offences(actor=actor, at=AT)) == 1
