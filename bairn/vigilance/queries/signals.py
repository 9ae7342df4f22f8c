"""Signals: one's own, those of a case, a list by unit and kind, and one with all said to it."""

import uuid
from datetime import datetime

from django.db.models import Q, QuerySet

from bairn.access import circles, gate
from bairn.access.terms import Role
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vigilance import ages, answering, kept, models
from bairn.vigilance.terms import (
    Level,
    Opened,
    Overseer,
    SignalCard,
    SignalFile,
    SignalFilters,
    SignalPage,
)

MOST = 200


@gate.look("vigilance.mine")
def my_signals(*, actor: Actor, at: datetime) -> tuple[SignalCard, ...]:
    """What the actor has to answer, the earliest due first, at most 200."""
    found = _waiting_for(actor).order_by("answer_by", "id")[:MOST]
    gate.note(count=len(found))
    return tuple(map(kept.card, found))


def _waiting_for(actor: Actor) -> QuerySet[models.Signal]:
    own = Q(owner_id=actor.id)
    if actor.has(Role.INSPECTOR.value):
        own |= Q(level=Level.ALL_INSPECTORS) & ~Q(unit_id=actor.unit)
    return models.Signal.objects.filter(own, answered_at__isnull=True)


@gate.look("vigilance.of_case")
def signals_of_case(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[SignalCard, ...]:
    """Every signal of the case: those that wait first, the oldest first; at most 200."""
    rows = models.Signal.objects.filter(case_id=case_id).order_by("raised_at", "id")[:MOST]
    cards = sorted(map(kept.card, rows), key=lambda one: one.answered_at is not None)
    gate.note(count=len(cards))
    return tuple(cards)


@gate.look("vigilance.board")
def listed(*, actor: Actor, at: datetime, filters: SignalFilters) -> SignalPage:
    """The signals in one's reach that fit, the oldest first, at most 200."""
    rows = _waiting_for(actor) if filters.mine else models.Signal.objects.all()
    if filters.opened is not Opened.ALL:
        rows = rows.filter(answered_at__isnull=filters.opened is Opened.WAITING)
    if filters.unit_id:
        rows = rows.filter(unit_id=filters.unit_id)
    if filters.rule:
        rows = rows.filter(rule=filters.rule)
    if filters.age:
        newest, oldest = ages.raised_between(filters.age, at=at)
        rows = rows.filter(raised_at__lte=newest)
        rows = rows.filter(raised_at__gt=oldest) if oldest else rows
    found = tuple(map(kept.card, rows.order_by("raised_at", "id")[: MOST + 1]))
    gate.note(count=min(len(found), MOST))
    return SignalPage(signals=found[:MOST], more=len(found) > MOST)


@gate.look("vigilance.signal")
def signal(*, actor: Actor, at: datetime, signal_id: uuid.UUID) -> SignalFile:
    """One signal with what the unit said and what became of it. Raises Refusal vigilance.signal."""
    row = models.Signal.objects.filter(id=signal_id).first()
    if row is None:
        raise Refusal("vigilance.signal", "There is no such signal that you may see.")
    card = kept.card(row)
    gate.about(case_id=card.case_id)
    gate.subject(card.id)
    return SignalFile(
        card=card,
        explanations=kept.explanations(card.id),
        turns=kept.turns(card.id),
        mine=card.answered_at is None and answering.owns(card, actor),
        near=card.case_id is not None and circles.kind_of(card.case_id) is not None,
    )


@gate.look("vigilance.overseers")
def overseers(*, actor: Actor, at: datetime) -> tuple[Overseer, ...]:
    """Who oversees which unit now."""
    return tuple(map(kept.overseer, kept.overseers(at)))
