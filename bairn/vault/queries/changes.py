"""Who changed since the matching process looked last, by id alone."""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db.models import DateTimeField, Func

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.vault import models
from bairn.vault.terms import Changed

MOST = 2_000


def _clock() -> Func:
    """The database's clock, by which changes are marked."""
    return Func(function="clock_timestamp", output_field=DateTimeField())


@gate.look("vault.changes")
def waiting(
    *, actor: Actor, at: datetime, limit: int = 500, last: Collection[uuid.UUID] = ()
) -> tuple[Changed, ...]:
    """The changes that nobody has taken up, the oldest first, at most 2,000.

    What is put off waits for its time. Those of the holders in `last` come when nothing else waits.
    """
    due = models.Change.objects.filter(changed_at__lte=_clock()).order_by(
        "changed_at", "subject_id"
    )
    most = min(limit, MOST)
    rows = list(due.exclude(holder_id__in=last)[:most])
    if last and not rows:
        rows = list(due[:most])
    found = tuple(
        Changed(
            subject_id=row.subject_id,
            holder_id=row.holder_id,
            changed_at=row.changed_at,
            gone=row.gone,
        )
        for row in rows
    )
    gate.note(count=len(found))
    return found
