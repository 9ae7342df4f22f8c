"""Who may own signals now: overseers and inspectors, with what each has to answer already."""

from collections import Counter
from datetime import datetime

from django.db.models import Count

from bairn.access import across
from bairn.kernel.actor import Actor
from bairn.vigilance import kept, models
from bairn.vigilance.owners import Candidate, Choice
from bairn.vigilance.rulebook import OWNING


def choice(*, actor: Actor, at: datetime) -> Choice:
    """Everybody who may own signals, in three questions."""
    waiting = Counter(
        dict(
            models.Signal.objects.filter(answered_at__isnull=True, owner_id__isnull=False)
            .values_list("owner_id")
            .annotate(Count("id"))
        )
    )
    people = across.in_roles(actor=actor, at=at, roles=sorted(OWNING))
    return Choice(
        candidates={
            one.staff_id: Candidate(
                staff_id=one.staff_id,
                unit_id=one.unit_id,
                roles=one.roles,
                waiting=waiting[one.staff_id],
            )
            for one in people
        },
        named=dict(kept.overseers(at).values_list("unit_id", "staff_id")),
    )
