"""Telling one person that something of a kind waits for them; never what."""

import uuid
from datetime import datetime

from bairn.kernel.actor import Actor
from bairn.outbox.actions import notify
from bairn.outbox.terms import RecipientKind


def tell(
    actor: Actor, at: datetime, staff_id: uuid.UUID, kind: str, case_id: uuid.UUID | None = None
) -> None:
    """Tells this person; with `case_id` also in which file they find it.

    It passes the gate by `outbox.notify`. Raises Refusal as that does.
    """
    notify(
        actor=actor,
        at=at,
        recipient_kind=RecipientKind.STAFF,
        recipient_id=staff_id,
        kind=kind,
        case_id=case_id,
    )
