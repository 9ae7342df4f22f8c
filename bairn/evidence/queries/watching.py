"""What the house reads, so that no exhibit is forgotten between two people."""

import uuid
from datetime import datetime

from django.db.models import F

from bairn.access import gate
from bairn.evidence import codes, place_rows
from bairn.evidence.models.custody import HandoverItem
from bairn.evidence.models.exhibits import Standing
from bairn.evidence.models.places import Place
from bairn.evidence.terms import CustodyWatch, Forgotten, PlaceCard
from bairn.kernel.actor import Actor

MOST = 500


@gate.look("evidence.custody_watch")
def custody_watch(
    *, actor: Actor, at: datetime, after: uuid.UUID | None = None, limit: int = MOST
) -> CustodyWatch:
    """Exhibits with an offer that nobody answered in time, or a break that nobody explained.

    At most 500 a page, in the order of their ids; `after` is the last one seen.
    """
    size = max(1, min(limit, MOST))
    late = HandoverItem.objects.filter(
        ended_at__isnull=True, offered_at__lt=at - codes.chain_rules().patience
    )
    broken = Standing.objects.filter(breaks__gt=F("explained"))
    if after is not None:
        late, broken = late.filter(exhibit_id__gt=after), broken.filter(exhibit_id__gt=after)
    since = dict(late.order_by("exhibit_id").values_list("exhibit_id", "offered_at")[: size + 1])
    unexplained = broken.order_by("exhibit_id").values_list("exhibit_id", flat=True)[: size + 1]
    found = sorted({*since, *unexplained})
    rows = Standing.objects.select_related("exhibit").in_bulk(found[:size])
    gate.note(count=len(rows))
    return CustodyWatch(
        exhibits=tuple(
            Forgotten(
                case_id=rows[one].holder_id,
                exhibit_id=one,
                code=rows[one].exhibit.code,
                offered_at=since.get(one),
                unexplained=max(0, rows[one].breaks - rows[one].explained),
            )
            for one in found[:size]
        ),
        next=found[size - 1] if len(found) > size else None,
    )


@gate.look("evidence.custody_watch")
def counts_overdue(
    *, actor: Actor, at: datetime, after: uuid.UUID | None = None
) -> tuple[PlaceCard, ...]:
    """Places in use that nobody counted in time, in the order of their ids, at most 500."""
    rows = Place.objects.filter(closed_at__isnull=True).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    overdue = tuple(one for one in map(place_rows.card, rows) if one.audit_due_at <= at)[:MOST]
    gate.note(count=len(overdue))
    return overdue
