"""What can be done in the feed: set an item aside, take it back, follow a case."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.feed import models, queries, ranking
from bairn.feed.terms import Item
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal


@gate.act("feed.set_aside")
def set_aside(*, actor: Actor, at: datetime, key: str, until: datetime) -> None:
    """Sets an item of one's own day aside until a moment; what falls due before comes back.

    `key` is the item's own; whether it may be set aside is read from the day as it is, not from
    what the page says. Refuses a matter of safety, an item that is not there, a time too long.
    """
    item = _item(actor, at, key)
    ranking.may_set_aside(item, until=until, at=at)
    models.SetAside.objects.update_or_create(
        staff_id=actor.id, key=item.key, defaults={"set_at": at, "until_at": until}
    )
    _about(item)


@gate.act("feed.take_back")
def take_back(*, actor: Actor, at: datetime, key: str) -> None:
    """Brings back an item that one had set aside."""
    models.SetAside.objects.filter(staff_id=actor.id, key=key).delete()


@gate.act("feed.follow")
def follow(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> None:
    """Follows a case in one's reach: it stands in one's day like those of one's own circle."""
    models.Following.objects.get_or_create(
        staff_id=actor.id, case_id=case_id, defaults={"from_at": at}
    )


@gate.act("feed.unfollow")
def unfollow(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> None:
    """Follows a case no longer."""
    models.Following.objects.filter(staff_id=actor.id, case_id=case_id).delete()


def _item(actor: Actor, at: datetime, key: str) -> Item:
    found = next((one for one in queries.my_day(actor=actor, at=at).items if one.key == key), None)
    if found is None:
        raise Refusal("feed.item", "This item is not in your day.")
    return found


def _about(item: Item) -> None:
    gate.note(item=item.kind.value, code=item.code)
    holder = item.case_id or item.report_id
    if holder is not None:
        gate.subject(holder)
