"""Who oversees a unit: named by an operator or an inspector, and never one of the unit's own."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.access import queries as access
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vigilance import answering, kept, models


@gate.act("vigilance.name_overseer")
def name_overseer(
    *, actor: Actor, at: datetime, unit_id: uuid.UUID, staff_id: uuid.UUID
) -> uuid.UUID:
    """From now on new signals of this unit go to this person first; whoever was named before is not
    any more.

    Raises Refusal access.unit, access.staff, vigilance.own_overseer, vigilance.own_unit or
    vigilance.role.
    """
    answering.may_choose_overseer(actor, unit_id=unit_id)
    if unit_id not in {unit.id for unit in access.units(actor=actor, at=at)}:
        raise Refusal("access.unit", "There is no such unit.", field="unit_id")
    cards = access.staff_of(actor=actor, at=at, ids=[staff_id])
    answering.may_oversee(cards.get(staff_id), unit_id=unit_id)
    kept.overseers(at).filter(unit_id=unit_id, until_at__isnull=True).update(until_at=at)
    row = models.Overseer(unit_id=unit_id, staff_id=staff_id, from_at=at, named_by=actor.id)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise Refusal("vigilance.overseer", "Somebody was named at this moment.") from twice
    gate.subject(unit_id)
    gate.note(overseer=staff_id)
    return row.id


@gate.act("vigilance.end_overseer")
def end_overseer(*, actor: Actor, at: datetime, unit_id: uuid.UUID) -> None:
    """Nobody in particular oversees this unit any more: its signals go to inspectors.

    Raises Refusal vigilance.own_overseer or vigilance.no_overseer.
    """
    answering.may_choose_overseer(actor, unit_id=unit_id)
    named = kept.overseers(at).filter(unit_id=unit_id, until_at__isnull=True)
    if not named.update(until_at=at):
        raise Refusal("vigilance.no_overseer", "Nobody oversees this unit.", field="unit_id")
    gate.subject(unit_id)
