"""Legal holds that are in force: what is done with what they hold is up to other rooms."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.vault import models
from bairn.vault.holders import holder_of


@gate.look("vault.holds")
def holds_in_force(
    *,
    actor: Actor,
    at: datetime,
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> int:
    """How many legal holds stand on this report or case now."""
    holder = holder_of(report_id=report_id, case_id=case_id)
    rows = models.LegalHold.objects.filter(holder_id=holder, released_at__isnull=True)
    found = rows.count()
    gate.note(holds=found)
    return found
