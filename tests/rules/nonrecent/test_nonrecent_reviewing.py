"""What a review of an old case asks, when it may end, and how the funnel counts."""

import pytest

from bairn.kernel.refusal import Refusal
from bairn.nonrecent import book as catalogue
from bairn.nonrecent import reviewing
from bairn.nonrecent.terms import ChecklistAnswer

BOOK = catalogue.book()
ALL = {one.code: ChecklistAnswer.DONE for one in BOOK.questions}


def answer(question="links", answer="done", words="", answered=("safety_now",)):
    return reviewing.may_answer(
        BOOK, question=question, answer=answer, words=words, answered=answered
    )


def finish(outcome="nothing_new", reasons=("all_checked",), answers=ALL):
    reviewing.may_finish(BOOK, outcome=outcome, reasons=reasons, answers=answers)


def refused(code, call, **given):
    with pytest.raises(Refusal) as refusal:
        call(**given)
    assert refusal.value.code == code


def test_whether_children_are_safe_now_is_answered_first():
    refused("nonrecent.first", answer, answered=())
    assert answer("safety_now", answered=()) is ChecklistAnswer.DONE
    assert answer() is ChecklistAnswer.DONE


def test_work_to_do_is_said_in_words():
    refused("nonrecent.words", answer, answer="to_do", words=" ")
    assert answer(answer="to_do", words="Ask the laboratory") is ChecklistAnswer.TO_DO


def test_a_question_or_answer_that_is_not_in_the_catalogue_is_refused():
    refused("nonrecent.question", answer, question="credibility")
    refused("nonrecent.answer", answer, answer="perhaps")


def test_a_review_ends_when_everything_is_answered_with_a_reason_of_its_own():
    finish()
    refused("nonrecent.unanswered", finish, answers={"safety_now": ChecklistAnswer.DONE})
    refused("nonrecent.reason", finish, reasons=("new_result",))
    refused("nonrecent.outcome", finish, outcome="shelved")


@pytest.mark.parametrize("code", sorted(BOOK.never))
def test_some_reasons_end_no_review(code):
    refused("nonrecent.never", finish, reasons=("all_checked", code))


def test_ordered_work_keeps_a_review_open_before_everything_is_answered():
    finish("work_ordered", ("testing",), {"safety_now": ChecklistAnswer.DONE})


def test_nothing_more_can_be_done_is_refused_over_open_work():
    refused(
        "nonrecent.open_work",
        finish,
        outcome="not_possible",
        reasons=("exhibits_lost",),
        answers=ALL | {"exhibits_found": ChecklistAnswer.TO_DO},
    )
