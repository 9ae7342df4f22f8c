"""Who may answer, explain and oversee. The database asks the same once more."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from bairn.access.terms import Role, StaffCard
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vigilance.rulebook import NEVER, OWNING
from bairn.vigilance.terms.rule import Coded, Rule
from bairn.vigilance.terms.signal import Level, SignalCard

FURTHEST = timedelta(days=90)  # a day further off would be a mute by another name


def owns(card: SignalCard, actor: Actor) -> bool:
    """Whether this is the actor's to answer: their own, or an inspector's once it is all theirs."""
    if actor.id == card.owner_id:
        return True
    return card.level is Level.ALL_INSPECTORS and actor.has(Role.INSPECTOR.value)


def may_answer(card: SignalCard, *, actor: Actor, known: Rule | None) -> None:
    """Raises Refusal unless it waits and is the actor's to answer. The unit itself never may.

    `known` is None where the rule is not asked any more: then any owner answers.
    """
    if card.answered_at is not None:
        raise Refusal("vigilance.answered", "This signal has been answered already.")
    if card.unit_id is not None and card.unit_id == actor.unit:
        raise too_near()
    if not owns(card, actor):
        raise Refusal("vigilance.not_owner", "Only the owner of this signal answers it.")
    if not actor.has(*(known.who if known else OWNING)):
        raise Refusal("vigilance.role_answers", "This signal is answered by another role.")


def too_near() -> Refusal:
    """The no to whoever works in a unit that has or had the case, or is in its circle."""
    return Refusal("vigilance.own_unit", "Somebody outside this unit has to answer.")


def check_answer(
    finding: str,
    *,
    known: Mapping[str, Coded],
    words: str,
    directed_by: date | None,
    at: datetime,
) -> None:
    """Raises Refusal for an unlisted finding, missing words, and a day gone or too far off."""
    chosen = known.get(finding)
    if chosen is None:
        raise Refusal("vigilance.finding", "Choose one of the listed findings.", field="finding")
    if chosen.needs_words and not words.strip():
        raise Refusal("vigilance.words", "This needs words.", field="words")
    if chosen.needs_date and directed_by is None:
        raise Refusal("vigilance.directed_by", "Say by which day.", field="directed_by")
    if directed_by is not None and directed_by < at.date():
        raise Refusal("vigilance.day_gone", "This day has gone.", field="directed_by")
    if directed_by is not None and directed_by > at.date() + FURTHEST:
        raise Refusal("vigilance.day_far", "Choose a day within 90 days.", field="directed_by")


def quiet_until(rule: Rule | None, *, directed_by: date | None, at: datetime) -> datetime | None:
    """How long an answer holds while the condition stands: until the day that was directed, else as
    the rule says; None: for good, also where the rule is not asked any more.
    """
    if directed_by is not None:
        return datetime.combine(directed_by + timedelta(days=1), time(), at.tzinfo)
    if rule is None or rule.again_after == NEVER:
        return None
    return at + rule.again_after


def may_explain(card: SignalCard, *, code: str, words: str, known: Mapping[str, Coded]) -> None:
    """Raises Refusal for a signal that is answered, an unlisted code, or missing words."""
    if card.answered_at is not None:
        raise Refusal("vigilance.answered", "This signal has been answered already.")
    chosen = known.get(code)
    if chosen is None:
        raise Refusal("vigilance.explanation", "Choose one of the listed codes.", field="code")
    if chosen.needs_words and not words.strip():
        raise Refusal("vigilance.words", "This needs words.", field="words")


def may_choose_overseer(actor: Actor, *, unit_id: uuid.UUID) -> None:
    """Raises Refusal for whoever works in the unit: nobody chooses who watches over them."""
    if actor.unit is not None and actor.unit == unit_id:
        raise Refusal(
            "vigilance.own_overseer",
            "Somebody outside this unit says who oversees it.",
            field="unit_id",
        )


def may_oversee(person: StaffCard | None, *, unit_id: uuid.UUID) -> None:
    """Raises Refusal unless this person is in service, answers for work, and works elsewhere."""
    if person is None or not person.active:
        raise Refusal("access.staff", "There is nobody like this in service.", field="staff_id")
    if person.unit_id == unit_id:
        raise Refusal(
            "vigilance.own_unit", "Nobody oversees the unit they work in.", field="staff_id"
        )
    if person.roles.isdisjoint(OWNING):
        raise Refusal(
            "vigilance.role",
            "An overseer is a supervisor, a prosecutor or an inspector.",
            field="staff_id",
        )
