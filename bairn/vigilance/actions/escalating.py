"""What nobody answers in time goes up: to an inspector, to another one, to all of them."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bairn.access import across, gate
from bairn.cases import queries as cases
from bairn.kernel.actor import Actor
from bairn.vigilance import choosing, holding, kept, models
from bairn.vigilance.carrying import Carried
from bairn.vigilance.owners import Choice, Near
from bairn.vigilance.rulebook import rules
from bairn.vigilance.terms import Level, Standing, TurnKind

MOST = 500


@gate.act("vigilance.escalate_due")
def escalate_due(
    *, actor: Actor, at: datetime, limit: int = MOST, carried: Carried | None = None
) -> int:
    """Move up what should have been answered by now, the longest waiting first; how many."""
    holding.hold()
    rows = models.Signal.objects.filter(
        answered_at__isnull=True, answer_by__lte=at, level__lt=Level.ALL_INSPECTORS
    ).order_by("answer_by", "id")[:limit]
    late = kept.standing(rows)
    near = _nearness(late, actor, at)
    owners = choosing.choice(actor=actor, at=at, waiting=(carried or Carried()).tally())
    for one in late:
        escalate(
            actor=actor,
            at=at,
            signal=one,
            owners=owners,
            near=near[one.id],
            case_id=one.case_id,
        )
    gate.note(count=len(late))
    return len(late)


@gate.act("vigilance.escalate")
def escalate(
    *,
    actor: Actor,
    at: datetime,
    signal: Standing,
    owners: Choice,
    near: Near,
    case_id: uuid.UUID | None = None,
) -> None:
    """One level up: to another inspector, then to all. Where there is no other it stays with whom
    it is, and the level says that it should not.
    """
    level = Level(signal.level + 1)
    owner = owners.inspector(near, but=[signal.owner_id]) or signal.owner_id
    rule = rules().by_id.get(signal.rule)
    after: dict[str, Any] = {"answer_by": at + rule.escalate_after} if rule else {}
    models.Signal.objects.filter(id=signal.id).update(
        level=level.value, owner_id=owner, escalated_at=at, **after
    )
    readers = [owner] if owner else []
    if level is Level.ALL_INSPECTORS:
        holding.open_circle(signal.id, at=at)
        readers += [one.staff_id for one in owners.inspectors(near)]
    holding.admit(signal.id, readers, by=actor.id, at=at)
    kept.turn([signal.id], TurnKind.ESCALATED, at=at, to_id=owner)
    gate.subject(signal.id)
    gate.note(rule=signal.rule, level=level.value, owned=owner is not None)


@gate.act("vigilance.pass_on")
def pass_on(
    *,
    actor: Actor,
    at: datetime,
    signal_id: uuid.UUID,
    owner_id: uuid.UUID | None,
    case_id: uuid.UUID | None = None,
) -> None:
    """Give a signal to another owner, because the first may own it no more. Done by a sweep."""
    models.Signal.objects.filter(id=signal_id).update(owner_id=owner_id)
    if owner_id is not None:
        holding.admit(signal_id, [owner_id], by=actor.id, at=at)
    kept.turn([signal_id], TurnKind.OWNED, at=at, to_id=owner_id)
    gate.subject(signal_id)
    gate.note(owned=owner_id is not None)


def _nearness(late: Sequence[Standing], actor: Actor, at: datetime) -> dict[uuid.UUID, Near]:
    """Who is too near to each of these signals."""
    this: dict[str, Any] = {
        "actor": actor,
        "at": at,
        "case_ids": list({one.case_id for one in late if one.case_id}),
    }
    circles, kept_out = across.circles_across(**this), across.kept_out_across(**this)
    units = {one.id: one.unit_id for one in cases.by_ids(**this)}
    found = {}
    for one in late:
        members = circles.get(one.case_id, ()) if one.case_id else ()
        outside = kept_out.get(one.case_id, ()) if one.case_id else ()
        found[one.id] = Near.of(
            unit_id=units.get(one.case_id, one.unit_id) if one.case_id else one.unit_id,
            circle=[m.staff_id for m in members],
            kept_out=[(o.staff_id, o.unit_id, o.reason) for o in outside],
        ).beside(one.unit_id)
    return found
