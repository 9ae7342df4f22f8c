"""What the house reads of hand-overs, so that none is forgotten between two people."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.supervision import kept, models
from bairn.supervision.terms import HandoverCard


@gate.look("supervision.watch")
def open_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[HandoverCard, ...]]:
    """The hand-overs of each of these cases that nobody has finished or taken back."""
    rows = models.Handover.objects.filter(
        case_id__in=case_ids, finished_at__isnull=True, ended_at__isnull=True
    )
    found: dict[uuid.UUID, list[HandoverCard]] = defaultdict(list)
    for card in kept.cards(rows.order_by("offered_at", "id")):
        found[card.case_id].append(card)
    gate.note(count=len(found))
    return {case_id: tuple(cards) for case_id, cards in found.items()}
