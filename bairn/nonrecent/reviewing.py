"""What a review of an old case asks of whoever does it, and when it may end."""

from collections.abc import Collection, Mapping

from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text
from bairn.nonrecent.terms import Book, ChecklistAnswer, Question

GOES_ON = "work_ordered"  # the one outcome after which the item stays open


def may_answer(
    book: Book, *, question: str, answer: str, words: str, answered: Collection[str]
) -> ChecklistAnswer:
    """The answer, if it can be taken. What comes first is answered before anything else."""
    asked = next((one for one in book.questions if one.code == question), None)
    if asked is None:
        raise Refusal("nonrecent.question", "There is no such question.", field="question")
    try:
        found = ChecklistAnswer(answer)
    except ValueError:
        raise Refusal("nonrecent.answer", "Choose one of the answers.", field="answer") from None
    if not asked.first and (open_ones := first_open(book, answered)):
        raise _named("nonrecent.first", "First answer: ", "请先答复：", open_ones[0].title)
    if found in book.needs_words and not words.strip():
        raise Refusal(
            "nonrecent.words", "Say in words what is to be done or why not.", field="words"
        )
    return found


def may_finish(
    book: Book, *, outcome: str, reasons: Collection[str], answers: Mapping[str, ChecklistAnswer]
) -> None:
    """Raises Refusal unless the outcome has a reason of its own and the checklist bears it."""
    option = book.outcomes.get(outcome)
    if option is None:
        raise Refusal("nonrecent.outcome", "Choose how the review ends.", field="outcome")
    if barred := book.never & set(reasons):
        code = sorted(barred)[0]
        raise _named(
            "nonrecent.never", "This ends no review: ", "不得作为结束复查的理由：", Text(code, code)
        )
    if set(reasons) - set(book.reasons):
        raise Refusal("nonrecent.reason", "There is no such reason.", field="reasons")
    if not set(option.needs) & set(reasons):
        raise Refusal(
            "nonrecent.reason", "Choose a reason that fits this outcome.", field="reasons"
        )
    missing = [one for one in book.questions if one.code not in answers]
    if outcome != GOES_ON and missing:
        raise _named("nonrecent.unanswered", "Not answered yet: ", "尚未答复：", missing[0].title)
    # "Nothing more can be done" over open work would bury it.
    if outcome == "not_possible" and ChecklistAnswer.TO_DO in answers.values():
        raise Refusal(
            "nonrecent.open_work", "Something is still to be done: order it, or say why not."
        )


def first_open(book: Book, answered: Collection[str]) -> tuple[Question, ...]:
    """The questions that come before all others and have no answer yet."""
    return tuple(one for one in book.questions if one.first and one.code not in answered)


def _named(code: str, en: str, zh: str, what: Text) -> Refusal:
    return Refusal(code, en + what.en, text=Text(en + what.en, zh + what.zh))
