"""When early advice may be asked for and given: codes, and one question at a time."""

import uuid
from collections.abc import Collection, Mapping, Sequence

from bairn.kernel.refusal import Refusal
from bairn.proof.terms import Advice, Want
from bairn.protocols.terms import Titled

LISTED = "get_what_is_listed"
_MOST_WANTED = 60


def waiting(advice: Sequence[Advice]) -> Advice | None:
    """The advice that was asked for and has not been given."""
    return next((one for one in advice if one.given is None), None)


def may_ask(
    *, questions: Collection[str], listed: Mapping[str, Titled], advice: Sequence[Advice]
) -> None:
    """Raises Refusal unless the questions are listed and none is waiting for an answer."""
    nothing_waits(advice)
    if not questions or not set(questions) <= set(listed):
        raise Refusal("proof.questions", "Choose among the listed questions.", field="questions")


def nothing_waits(advice: Sequence[Advice]) -> None:
    """Raises Refusal while an answer is waited for."""
    if waiting(advice) is not None:
        raise Refusal("proof.asked", "Advice was asked already, and the answer is not here yet.")


def may_give(
    *,
    asked: Advice | None,
    by: uuid.UUID,
    code: str,
    listed: Mapping[str, Titled],
    wants: Sequence[Want],
) -> Advice:
    """The question that is answered. Raises Refusal unless it waits and the code fits."""
    waits = may_answer(asked=asked, by=by)
    if code not in listed:
        raise Refusal("proof.advice_code", "Choose one of the listed answers.", field="code")
    if code == LISTED and not wants:
        raise Refusal("proof.wants", "List at least one piece of proof.", field="code")
    if len(wants) > _MOST_WANTED:
        raise Refusal("proof.too_many_wants", "List at most 60 pieces of proof at once.")
    return waits


def may_answer(*, asked: Advice | None, by: uuid.UUID) -> Advice:
    """The question that waits. Raises Refusal unless there is one that somebody else asked."""
    if asked is None or asked.given is not None:
        raise Refusal("proof.not_asked", "Nobody waits for advice in this case.")
    if asked.by_id == by:
        raise Refusal("proof.own_question", "Somebody else answers one's own question.")
    return asked
