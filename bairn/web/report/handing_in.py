"""The three calls that this door makes: hand a report in, look with the code, add to it.

Everything else of the door is pages. Whoever calls stays nobody: one actor for all reporters.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bairn.access import sessions
from bairn.intake import actions as intake
from bairn.intake import queries as reports
from bairn.intake import vocabulary
from bairn.intake.terms import Receipt
from bairn.kernel.refusal import Refusal
from bairn.web.report import order
from bairn.web.report.as_report import to_report
from bairn.web.report.draft import Draft

_UNKNOWN_CODE = frozenset({"intake.code", "intake.code_form"})


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of ours in both languages, with the promise in it, if there is one."""

    text: Mapping[str, str]
    answered_at: datetime
    contact_by: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the code shows: that it arrived, how often it was added to, what we answered."""

    received_at: datetime
    additions: int
    answers: tuple[Said, ...]


def hand_in(*, draft: Draft, at: datetime, language: str) -> Receipt:
    """Hand in the answers; the same draft again gives the same receipt.

    Raises Refusal when the house has no unit yet that could take it in.
    """
    return intake.receive(
        actor=sessions.reporter(),
        at=at,
        draft=to_report(draft=order.only_asked(draft), at=at, language=language),
        sending_key=draft.sending_key,
    )


def look_up(*, code: str, at: datetime) -> Standing | None:
    """What this code shows; None when no report has it."""
    try:
        view = reports.by_code(actor=sessions.reporter(), at=at, code=code)
    except Refusal as refusal:
        if refusal.code in _UNKNOWN_CODE:
            return None
        raise
    words = vocabulary.answers()
    return Standing(
        received_at=view.received_at,
        additions=view.additions,
        answers=tuple(Said(words[a.code], a.answered_at, a.contact_by) for a in view.answers),
    )


def add(*, code: str, words: str, at: datetime) -> None:
    """Add words to the report with this code. Raises Refusal when there is none."""
    intake.add_by_code(actor=sessions.reporter(), at=at, code=code, text=words, facts={})
