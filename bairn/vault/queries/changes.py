"""Who changed since the matching process looked last, by id alone."""

from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.vault import models
from bairn.vault.terms import Changed

MOST = 2_000


@gate.look("vault.changes")
def waiting(*, actor: Actor, at: datetime, limit: int = 500) -> tuple[Changed, ...]:
    """The changes that nobody has taken up, the oldest first, at most 2,000."""
    rows = models.Change.objects.order_by("changed_at", "subject_id")[: min(limit, MOST)]
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
