"""Early advice: a prosecutor is asked what is needed, and answers while it can still be got."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import gate
from bairn.cases import actions as cases
from bairn.cases.terms import Code
from bairn.kernel.actor import Actor
from bairn.proof import actions as proof
from bairn.proof.terms import Want

ASKED = "early_advice_asked"
GIVEN = "early_advice_given"


@gate.act("journeys.ask_advice")
def ask(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    questions: Sequence[str],
    words: str = "",
) -> uuid.UUID:
    """Asks for early advice and marks it in the case; the question's id.

    Refuses while an earlier question waits for its answer, and in a closed case.
    """
    question = proof.ask_advice(
        actor=actor, at=at, case_id=case_id, questions=questions, words=words
    )
    cases.mark(actor=actor, at=at, case_id=case_id, kind=ASKED, happened_at=at)
    return question


@gate.act("journeys.give_advice")
def give(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    code: str,
    words: str = "",
    wants: Sequence[Want] = (),
) -> tuple[uuid.UUID, ...]:
    """Gives the advice that waits and marks it in the case; ids of the items it asked for.

    Each want becomes a missing item with who gets it by when. Refuses whatever proof refuses.
    """
    made = proof.give_advice(
        actor=actor, at=at, case_id=case_id, code=code, words=words, wants=wants
    )
    detail: dict[str, Code] = {"advice": code, "items": len(made)}
    cases.mark(actor=actor, at=at, case_id=case_id, kind=GIVEN, happened_at=at, detail=detail)
    return made
