"""Who is sealed in this house, by id alone, page by page: for comparing everybody at once."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.vault import models
from bairn.vault.terms import SubjectKind

MOST = 20_000


@gate.look("vault.everybody")
def everybody(
    *,
    actor: Actor,
    at: datetime,
    after: tuple[uuid.UUID, uuid.UUID] | None = None,
    limit: int = MOST,
) -> tuple[tuple[uuid.UUID, uuid.UUID], ...]:
    """Holder and subject of every person who was not erased, by holder, at most 20,000 a page.

    `after` is the last pair of the page before. The house alone.
    """
    rows = models.Subject.objects.filter(
        kind=SubjectKind.PERSON.value, erased_at__isnull=True
    ).order_by("holder_id", "id")
    if after is not None:
        holder, subject = after
        rows = rows.filter(holder_id__gte=holder).exclude(holder_id=holder, id__lte=subject)
    found = tuple(rows.values_list("holder_id", "id")[: min(limit, MOST)])
    gate.note(count=len(found))
    return found
