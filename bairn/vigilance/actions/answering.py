"""The unit says something to a signal, its owner answers. Each once is kept and never rewritten."""

import uuid
from datetime import date, datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import wording
from bairn.vigilance import answering, holding, kept, models
from bairn.vigilance.rulebook import answers, rules
from bairn.vigilance.terms import SignalCard, TurnKind


@gate.act("vigilance.explain")
def explain(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    signal_id: uuid.UUID,
    code: str,
    words: str = "",
) -> uuid.UUID:
    """What the circle of the case says to a signal: it is shown to the owner and closes nothing.

    Raises Refusal vigilance.signal, vigilance.answered, vigilance.explanation, vigilance.words.
    """
    card = _card(signal_id)
    if card.case_id != case_id:
        raise _no_signal()
    answering.may_explain(card, code=code, words=words, known=answers().explanations)
    row = models.Explanation(
        signal_id=signal_id,
        case_id=case_id,
        code=code,
        words_id=_sealed(actor, at, signal_id, "explanation", words),
        at=at,
        by_id=actor.id,
    )
    row.save(force_insert=True)
    kept.turn([signal_id], TurnKind.EXPLAINED, at=at, by_id=actor.id)
    gate.subject(signal_id)
    gate.note(rule=card.rule, explained=code)
    return row.id


@gate.act("vigilance.answer")
def answer(
    *,
    actor: Actor,
    at: datetime,
    signal_id: uuid.UUID,
    finding: str,
    words: str = "",
    directed_by: date | None = None,
) -> None:
    """The owner's answer, once. Where the condition still stands when the answer holds no longer,
    a new signal is raised.

    Raises Refusal vigilance.signal, vigilance.answered, vigilance.own_unit, vigilance.not_owner,
    vigilance.role_answers, vigilance.finding, vigilance.words, vigilance.directed_by,
    vigilance.day_gone or vigilance.day_far.
    """
    card = _card(signal_id)
    gate.about(case_id=card.case_id)
    gate.subject(signal_id)
    rule = rules().by_id.get(card.rule)
    answering.may_answer(card, actor=actor, known=rule)
    if not holding.may_own(actor.id, unit_id=card.unit_id, case_id=card.case_id):
        raise answering.too_near()
    known = answers().findings
    answering.check_answer(finding, known=known, words=words, directed_by=directed_by, at=at)
    changed = models.Signal.objects.filter(id=signal_id, answered_at__isnull=True).update(
        answered_at=at,
        answered_by=actor.id,
        finding=finding,
        words_id=_sealed(actor, at, signal_id, "answer", words),
        directed_by=directed_by,
        quiet_until=answering.quiet_until(rule, directed_by=directed_by, at=at),
        standing=card.ended_at is None,
    )
    if not changed:
        raise Refusal("vigilance.answered", "This signal has been answered already.")
    kept.turn([signal_id], TurnKind.ANSWERED, at=at, by_id=actor.id)
    gate.note(rule=card.rule, finding=finding, late=card.late(at))


def _card(signal_id: uuid.UUID) -> SignalCard:
    row = models.Signal.objects.filter(id=signal_id).first()
    if row is None:
        raise _no_signal()
    return kept.card(row)


def _no_signal() -> Refusal:
    return Refusal("vigilance.signal", "There is no such signal that you may see.")


def _sealed(
    actor: Actor, at: datetime, signal_id: uuid.UUID, field: str, words: str
) -> uuid.UUID | None:
    """The words, sealed under the signal; None where there are none."""
    if words.strip():
        holding.open_circle(signal_id, at=at)
    return wording.sealed(actor, at, {field: words}, case_id=signal_id)
