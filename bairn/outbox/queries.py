"""What can be seen: what waits for oneself and one's unit."""

from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.outbox import models
from bairn.outbox.terms import Notice, NoticeState, RecipientKind

MOST = 200


@gate.look("outbox.waiting_for")
def waiting_for(*, actor: Actor, at: datetime) -> tuple[Notice, ...]:
    """The unread notices to the actor and to the actor's unit, newest first, at most 200."""
    mine = [actor.id, actor.unit] if actor.unit else [actor.id]
    unread = models.Message.objects.filter(recipient_id__in=mine, created_at__lte=at)
    found = list(unread.exclude(state=NoticeState.READ.value).order_by("-id")[:MOST])
    gate.note(count=len(found))
    return tuple(_notice_of(message) for message in found)


def _notice_of(message: models.Message) -> Notice:
    return Notice(
        id=message.id,
        recipient_kind=RecipientKind(message.recipient_kind),
        recipient_id=message.recipient_id,
        kind=message.kind,
        holder_id=message.holder_id,
        state=NoticeState(message.state),
        created_at=message.created_at,
    )
