"""The directory of one's unit."""

from datetime import datetime

from bairn.access import gate
from bairn.access import queries as access
from bairn.kernel.actor import Actor
from bairn.preservation import kept, models
from bairn.preservation.terms import Holder

MOST = 500


@gate.look("preservation.holders")
def holders(*, actor: Actor, at: datetime, retired: bool = False) -> tuple[Holder, ...]:
    """The companies in the directory of one's unit, by class and name, at most 500."""
    card = access.staff_of(actor=actor, at=at, ids={actor.id}).get(actor.id)
    if card is None or card.unit_id is None:
        return ()
    rows = models.Holder.objects.filter(unit_id=card.unit_id)
    if not retired:
        rows = rows.filter(retired_at__isnull=True)
    found = tuple(map(kept.holder, rows.order_by("holder_class", "name", "id")[:MOST]))
    gate.note(count=len(found))
    return found
