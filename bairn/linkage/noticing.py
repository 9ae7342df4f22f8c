"""Telling one person that something of a kind waits for them; never what."""

import uuid
from datetime import datetime

from bairn.kernel.actor import Actor
from bairn.outbox import actions as outbox
from bairn.outbox.terms import RecipientKind


def tell(
    actor: Actor, at: datetime, staff_id: uuid.UUID, kind: str, holder: uuid.UUID | None = None
) -> None:
    """Tells this person; with `holder` also in which file they find it."""
    outbox.notify(
        actor=actor,
        at=at,
        recipient_kind=RecipientKind.STAFF,
        recipient_id=staff_id,
        kind=kind,
        case_id=holder,
    )
