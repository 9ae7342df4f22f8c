"""How much of what we ask a report answers: a number of its own that ranks nothing (facts 0.6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bairn.protocols.terms import CaseFacts
from bairn.triage.terms import Question


@dataclass(frozen=True, slots=True)
class Answered:
    """Percent of the questions answered, 0 to 100, and the ones that are open."""

    percent: int
    missing: tuple[Question, ...]


def of(questions: Sequence[Question], facts: CaseFacts) -> Answered:
    """What these facts answer; a no is an answer, and no questions at all are 100 percent."""
    missing = tuple(one for one in questions if not _known(one, facts))
    if not questions:
        return Answered(100, ())
    return Answered(100 * (len(questions) - len(missing)) // len(questions), missing)


def _known(question: Question, facts: CaseFacts) -> bool:
    return any(
        facts.values.get(name) is not None or (name in facts.moments and facts.moments[name].known)
        for name in question.facts
    )
