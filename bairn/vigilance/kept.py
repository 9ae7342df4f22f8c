"""Between the tables of vigilance and its terms."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from bairn.vigilance import models
from bairn.vigilance.terms import (
    Explanation,
    Level,
    Overseer,
    SignalCard,
    Standing,
    Turn,
    TurnKind,
)


def card(row: models.Signal) -> SignalCard:
    """A signal as a list shows it."""
    return SignalCard(
        id=row.id,
        rule=row.rule,
        code=row.code,
        case_id=row.case_id,
        reference=row.reference,
        unit_id=row.unit_id,
        since=row.since,
        raised_at=row.raised_at,
        owner_id=row.owner_id,
        level=Level(row.level),
        answer_by=row.answer_by,
        escalated_at=row.escalated_at,
        ended_at=row.ended_at,
        answered_at=row.answered_at,
        answered_by=row.answered_by,
        finding=row.finding,
        directed_by=row.directed_by,
        words_id=row.words_id,
        entry_id=row.entry_id,
    )


def standing(rows: Iterable[models.Signal]) -> tuple[Standing, ...]:
    """Signals as a sweep needs them."""
    return tuple(
        Standing(
            id=row.id,
            rule=row.rule,
            key=row.key,
            case_id=row.case_id,
            unit_id=row.unit_id,
            owner_id=row.owner_id,
            level=Level(row.level),
            answer_by=row.answer_by,
            ended_at=row.ended_at,
            answered_at=row.answered_at,
            quiet_until=row.quiet_until,
        )
        for row in rows
    )


def explanations(signal_id: uuid.UUID) -> tuple[Explanation, ...]:
    """What the unit said to it, earliest first."""
    rows = models.Explanation.objects.filter(signal_id=signal_id).order_by("at", "id")
    return tuple(
        Explanation(id=row.id, code=row.code, words_id=row.words_id, at=row.at, by_id=row.by_id)
        for row in rows
    )


def turns(signal_id: uuid.UUID) -> tuple[Turn, ...]:
    """What has become of it, earliest first."""
    rows = models.Turn.objects.filter(signal_id=signal_id).order_by("at", "id")
    return tuple(
        Turn(kind=TurnKind(row.kind), at=row.at, by_id=row.by_id, to_id=row.to_id) for row in rows
    )


def turn(
    signal_ids: Sequence[uuid.UUID],
    kind: TurnKind,
    *,
    at: datetime,
    by_id: uuid.UUID | None = None,
    to_id: uuid.UUID | None = None,
) -> None:
    """Keep that this became of these signals."""
    models.Turn.objects.bulk_create(
        models.Turn(signal_id=one, kind=kind.value, at=at, by_id=by_id, to_id=to_id)
        for one in signal_ids
    )


def overseers(at: datetime) -> QuerySet[models.Overseer]:
    """Those who oversee a unit at this moment."""
    in_force = Q(until_at__isnull=True) | Q(until_at__gt=at)
    return models.Overseer.objects.filter(in_force, from_at__lte=at).order_by("from_at", "id")


def overseer(row: models.Overseer) -> Overseer:
    """Who oversees a unit."""
    return Overseer(
        id=row.id,
        unit_id=row.unit_id,
        staff_id=row.staff_id,
        from_at=row.from_at,
        until_at=row.until_at,
    )
