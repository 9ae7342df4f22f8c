"""A child is interviewed once; one more needs named questions and somebody else who agrees."""

from datetime import timedelta

import pytest

from bairn.interviews import planning
from bairn.interviews.terms import InterviewPurpose, InterviewState
from bairn.kernel.refusal import why_not
from tests.rules.interviews.invented import ASKER, AT, HOUR, OTHER, interview, wish

FIRST, REPEAT, SUPPLEMENT = InterviewPurpose
HELD = interview(InterviewState.HELD)
QUESTIONS = "Which room was it?\nWas anybody else at home?"


def refused(*before, planned=1, **more):
    no = why_not(planning.may_plan, wish(**more), before=before, planned=planned, at=AT)
    return no and no.code


def test_the_first_is_planned_when_none_stands():
    assert refused() is None
    assert refused(interview(InterviewState.WITHDRAWN), interview(InterviewState.DECLINED)) is None


def test_a_second_first_is_refused_and_so_is_one_beside_a_planned_one():
    assert refused(HELD) == "interviews.repeat"
    assert refused(interview()) == "interviews.planned_already"
    assert refused(interview(InterviewState.ASKED), purpose=REPEAT, open_questions=QUESTIONS) == (
        "interviews.planned_already"
    )


def test_a_rule_that_plans_two_lets_two_be_planned():
    assert refused(HELD, planned=2) is None


@pytest.mark.parametrize("questions", ["", " \n\t\n"])
def test_one_more_without_named_questions_is_refused(questions):
    assert refused(HELD, purpose=REPEAT, open_questions=questions) == "interviews.open_questions"
    assert refused(HELD, purpose=REPEAT, open_questions=QUESTIONS) is None


def test_one_more_without_a_first_is_refused():
    assert refused(purpose=REPEAT, open_questions=QUESTIONS) == "interviews.no_first"
    assert refused(purpose=SUPPLEMENT, open_questions=QUESTIONS) == "interviews.no_first"


def test_the_defences_questions_go_through_the_same_interviewer_once():
    asked = {"purpose": SUPPLEMENT, "open_questions": QUESTIONS}
    assert refused(HELD, **asked) is None
    assert refused(HELD, **asked, interviewer=OTHER) == "interviews.same_interviewer"
    once = interview(InterviewState.HELD, purpose=SUPPLEMENT)
    assert refused(HELD, once, **asked) == "interviews.supplement"
    assert refused(HELD, once, purpose=REPEAT, open_questions=QUESTIONS) is None


def test_questions_are_counted_by_lines_that_say_something():
    assert planning.questions_in(f"\n{QUESTIONS}\n \n") == 2


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"planned_at": AT - HOUR}, "interviews.past"),
        ({"planned_at": AT - timedelta(minutes=4)}, None),
        ({"planned_at": AT + timedelta(days=366)}, None),
        ({"planned_at": AT + timedelta(days=367)}, "interviews.far"),
        ({"sittings": 0}, "interviews.sittings"),
        ({"sittings": 6}, None),
        ({"sittings": 7}, "interviews.sittings"),
        ({"covers": 0}, "interviews.covers"),
        ({"covers": 4}, None),
        ({"covers": 51}, "interviews.covers"),
    ],
)
def test_a_plan_lies_ahead_and_its_numbers_are_in_bounds(more, code):
    assert refused(**more) == code


def test_one_more_is_never_planned_in_several_sittings():
    more = {"purpose": REPEAT, "open_questions": QUESTIONS, "sittings": 2}
    assert refused(HELD, **more) == "interviews.sittings"


@pytest.mark.parametrize(
    ("state", "by", "code"),
    [
        (InterviewState.ASKED, OTHER, None),
        (InterviewState.ASKED, ASKER, "interviews.second_person"),
        (InterviewState.PLANNED, OTHER, "interviews.not_asked"),
        (InterviewState.DECLINED, OTHER, "interviews.not_asked"),
    ],
)
def test_only_somebody_else_answers_and_only_once(state, by, code):
    no = why_not(planning.may_answer, state=state, asked_by=ASKER, by=by)
    assert (no and no.code) == code


@pytest.mark.parametrize(
    ("state", "until", "code"),
    [
        (InterviewState.PLANNED, AT + HOUR, None),
        (InterviewState.ASKED, AT + HOUR, None),
        (InterviewState.PLANNED, AT, "interviews.until"),
        (InterviewState.PLANNED, AT + timedelta(days=367), "interviews.until"),
        (InterviewState.HELD, AT + HOUR, "interviews.not_planned"),
    ],
)
def test_what_is_still_to_be_held_may_be_put_off_to_later(state, until, code):
    no = why_not(planning.may_postpone, state=state, until=until, at=AT)
    assert (no and no.code) == code


@pytest.mark.parametrize(
    ("state", "left", "code"),
    [
        (InterviewState.PLANNED, 1, None),
        (InterviewState.HELD, 1, None),
        (InterviewState.HELD, 0, "interviews.not_planned"),
        (InterviewState.WITHDRAWN, 1, "interviews.not_planned"),
    ],
)
def test_what_is_still_to_come_may_be_withdrawn(state, left, code):
    no = why_not(planning.may_withdraw, state=state, sittings_left=left)
    assert (no and no.code) == code
