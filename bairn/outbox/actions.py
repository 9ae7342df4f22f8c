"""What can be done: say that something waits, and say that it was seen."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import gate
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.outbox import models
from bairn.outbox.terms import Channel, NoticeState, RecipientKind, check_kind

MOST_AT_ONCE = 200


@gate.act("outbox.notify")
def notify(
    *,
    actor: Actor,
    at: datetime,
    recipient_kind: RecipientKind,
    recipient_id: uuid.UUID,
    kind: str,
    report_id: uuid.UUID | None = None,
    case_id: uuid.UUID | None = None,
) -> None:
    """Say that something of this kind waits. What waits unread already is not said again.

    Raises Refusal outbox.kind.
    """
    message = models.Message(
        id=ids.id_at(at),
        recipient_kind=recipient_kind.value,
        recipient_id=recipient_id,
        kind=check_kind(kind),
        holder_id=case_id or report_id,
        state=NoticeState.WAITING.value,
        created_at=at,
    )
    models.Message.objects.bulk_create([message], ignore_conflicts=True)
    gate.note(notice=message.kind)


@gate.act("outbox.deliver")
def deliver(*, actor: Actor, at: datetime, channels: Sequence[Channel]) -> int:
    """Let the channels carry what waits, up to 200 at a time; how many notices one of them took.

    Run by a job. Inside the house nothing has to be carried: a notice stands on My day at once.
    """
    waiting = models.Message.objects.filter(state=NoticeState.WAITING.value).order_by("id")
    taken = [
        message.id
        for message in waiting.select_for_update(skip_locked=True)[:MOST_AT_ONCE]
        if _carry(message, channels)
    ]
    models.Message.objects.filter(id__in=taken).update(state=NoticeState.SENT.value)
    gate.note(sent=len(taken))
    return len(taken)


@gate.act("outbox.mark_read")
def mark_read(*, actor: Actor, at: datetime, notice_ids: Sequence[uuid.UUID]) -> int:
    """Mark the actor's own notices, or their unit's, as read; how many were unread."""
    mine = [actor.id, actor.unit] if actor.unit else [actor.id]
    unread = models.Message.objects.filter(id__in=notice_ids, recipient_id__in=mine)
    marked = unread.exclude(state=NoticeState.READ.value).update(state=NoticeState.READ.value)
    gate.note(marked=marked)
    return marked


def _carry(message: models.Message, channels: Sequence[Channel]) -> bool:
    return any(
        channel.carry(
            recipient_kind=RecipientKind(message.recipient_kind),
            recipient_id=message.recipient_id,
        )
        for channel in channels
    )
