"""What can be seen of storage: the places, and what somebody found who counted there."""

import uuid
from collections import defaultdict
from datetime import datetime

from django.db import connection

from bairn.access import gate
from bairn.evidence import place_rows, surroundings
from bairn.evidence.models.places import Audit, Place
from bairn.evidence.terms import AuditCard, PlaceCard
from bairn.kernel.actor import Actor

MOST = 500
MOST_AUDITS = 50


@gate.look("evidence.places")
def places(
    *, actor: Actor, at: datetime, unit_id: uuid.UUID | None = None, closed: bool = False
) -> tuple[PlaceCard, ...]:
    """Where exhibits are kept, of every unit or of one, by name, at most 500."""
    rows = Place.objects.order_by("name", "id")
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    if not closed:
        rows = rows.filter(closed_at__isnull=True)
    return tuple(map(place_rows.card, rows[:MOST]))


@gate.look("evidence.audits")
def audits(*, actor: Actor, at: datetime, place_id: uuid.UUID) -> tuple[AuditCard, ...]:
    """What was found in a place of one's own unit, newest first, at most 50 counts.

    Codes alone: whose case each is of is not said.
    """
    rows = list(
        Audit.objects.filter(place_id=place_id, unit_id=surroundings.own_unit(actor)).order_by(
            "-id"
        )[:MOST_AUDITS]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "select audit_id, what, code from evidence_counted(%s) order by code",
            [[row.id for row in rows]],
        )
        told: dict[uuid.UUID, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for audit_id, what, code in cursor.fetchall():
            told[audit_id][what].append(code)
    return tuple(
        AuditCard(
            id=row.id,
            place_id=row.place_id,
            by_id=row.by_id,
            at=row.at,
            found=row.found,
            missing=tuple(told[row.id]["missing"]),
            surplus=tuple(told[row.id]["surplus"]),
            unknown=(),
        )
        for row in rows
    )
