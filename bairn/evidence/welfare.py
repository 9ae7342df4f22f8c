"""Whether somebody of a unit should be asked how they are, and who is told to ask."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from bairn.access import queries as access
from bairn.access.terms import Role
from bairn.evidence import exposure, reading_book
from bairn.evidence.models import reading
from bairn.evidence.terms.viewing import ExposureLedger, Stay
from bairn.kernel.actor import Actor
from bairn.outbox import telling

NOTICE = "evidence.welfare_due"


def ledgers(rows: Iterable[reading.Exposure]) -> tuple[ExposureLedger, ...]:
    """These viewings by person and week, with who was asked after which."""
    stays = [
        Stay(
            staff_id=row.staff_id,
            unit_id=row.unit_id,
            began_at=row.began_at,
            last_at=row.last_at,
            sensitivity=row.sensitivity,
        )
        for row in rows
    ]
    asked = reading.Welfare.objects.filter(staff_id__in={one.staff_id for one in stays})
    checked = {(row.staff_id, row.week): (row.at, row.by_id) for row in asked}
    return exposure.ledgers(stays, checked, reading_book.book().limit)


def tell_when_due(actor: Actor, at: datetime) -> None:
    """Leave a notice with the supervisors of the unit; it names nobody, the page does."""
    mine = reading.Exposure.objects.filter(staff_id=actor.id, began_at__gt=at - timedelta(days=14))
    if actor.unit is None or not any(one.due for one in ledgers(mine)):
        return
    for who in _supervisors(actor, at, actor.unit):
        telling.tell(actor, at, who, NOTICE)


def _supervisors(actor: Actor, at: datetime, unit: uuid.UUID) -> list[uuid.UUID]:
    found = access.staff_of_unit(actor=actor, at=at, unit_id=unit)
    return [one.id for one in found if Role.SUPERVISOR in one.roles and one.id != actor.id]
