"""The directory of a unit: companies it writes to, and how they are reached."""

import re
import uuid
from datetime import datetime

from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.access import queries as access
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.preservation import codes, models

# An office, a portal or a post address; a mailbox that is somebody's own says who they are.
_OWN_MAILBOX = re.compile(r"\b[a-z]+\.[a-z]+@", re.IGNORECASE)


@gate.act("preservation.add_holder")
def add_holder(
    *,
    actor: Actor,
    at: datetime,
    holder_class: str,
    name: str,
    channel: str,
    contact: str,
    language: str,
) -> uuid.UUID:
    """Puts a company into the directory of one's unit; its id.

    Refuses a class whose names would say where somebody lives, learns or was treated.
    """
    _check_class(holder_class)
    _check(name, channel, contact, language)
    card = access.staff_of(actor=actor, at=at, ids={actor.id}).get(actor.id)
    if card is None or card.unit_id is None:
        raise Refusal("preservation.unit", "A directory belongs to a unit; you are in none.")
    made = models.Holder(
        unit_id=card.unit_id,
        holder_class=holder_class,
        name=name.strip(),
        channel=channel,
        contact=contact.strip(),
        language=language,
        added_by=actor.id,
        added_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as twice:
        raise Refusal(
            "preservation.twice", "It stands in the directory already.", field="name"
        ) from twice
    gate.subject(made.id)
    gate.note(holder_class=holder_class)
    return made.id


def _check_class(holder_class: str) -> None:
    row = codes.book().classes.get(holder_class)
    if row is None:
        raise codes.unlisted("holder_class")
    if not row.named:
        raise Refusal(
            "preservation.unnamed",
            "Such a holder is named in the request alone, where it is sealed.",
            field="holder_class",
        )


def _check(name: str, channel: str, contact: str, language: str) -> None:
    codes.check("channels", channel, field="channel")
    if language not in ("en", "zh"):
        raise codes.unlisted("language")
    if not 2 <= len(name.strip()) <= 120:
        raise Refusal("preservation.name", "Give the name of the company.", field="name")
    if not 2 <= len(contact.strip()) <= 400:
        raise Refusal("preservation.contact", "Say how its office is reached.", field="contact")
    if _OWN_MAILBOX.search(contact):
        raise Refusal(
            "preservation.person", "Give an office or a portal, not somebody's own mailbox.",
            field="contact",
        )  # fmt: skip


@gate.act("preservation.retire_holder")
def retire_holder(*, actor: Actor, at: datetime, holder_id: uuid.UUID) -> None:
    """Takes a company out of the directory of one's unit; what was sent to it stays."""
    card = access.staff_of(actor=actor, at=at, ids={actor.id}).get(actor.id)
    rows = models.Holder.objects.filter(id=holder_id, retired_at__isnull=True)
    row = rows.first()
    if row is None or card is None or row.unit_id != card.unit_id:
        raise Refusal("preservation.holder_none", "It does not stand in your directory.")
    row.retired_by, row.retired_at = actor.id, at
    row.save(update_fields=["retired_by", "retired_at"])
    gate.subject(row.id)
