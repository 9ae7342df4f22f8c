"""Who may own signals now: overseers and inspectors, with what each has to answer already."""

import uuid
from collections import Counter
from datetime import datetime

from django.db.models import Count

from bairn.access import across
from bairn.kernel.actor import Actor
from bairn.vigilance import kept, models
from bairn.vigilance.owners import Candidate, Choice
from bairn.vigilance.rulebook import OWNING


def waiting_now() -> Counter[uuid.UUID]:
    """How many signals each owner has still to answer."""
    unanswered = models.Signal.objects.filter(answered_at__isnull=True, owner_id__isnull=False)
    return Counter(dict(unanswered.values_list("owner_id").annotate(Count("id"))))


def choice(*, actor: Actor, at: datetime, waiting: Counter[uuid.UUID]) -> Choice:
    """Everybody who may own signals now; what they are given is counted in `waiting`."""
    people = across.in_roles(actor=actor, at=at, roles=sorted(OWNING))
    return Choice(
        candidates={
            one.staff_id: Candidate(staff_id=one.staff_id, unit_id=one.unit_id, roles=one.roles)
            for one in people
        },
        named=dict(kept.overseers(at).values_list("unit_id", "staff_id")),
        given=waiting,
    )
