"""Content that was to be removed: that it is gone, and that it came back."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.preservation import asking as rules
from bairn.preservation import drafting, kept, stepping
from bairn.preservation.queries.case import removal_named
from bairn.preservation.terms import Move, NewRequest


@gate.act("preservation.draft_takedown")
def draft_takedown(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, said: NewRequest
) -> tuple[uuid.UUID, ...]:
    """Drafts a request to remove content, also by a support worker where the pack names support.

    Refuses any other kind of request, and support where no step of the pack gives it to them. It
    is sent by those who send every request.
    """
    rules.only_removal(said.kind)
    named = removal_named(actor=actor, at=at, case_id=case_id)
    rules.may_ask_removal(roles=actor.roles, named=named)
    return drafting.drafted(actor=actor, at=at, case_id=case_id, said=said)


@gate.act("preservation.note_removed")
def note_removed(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    request_id: uuid.UUID,
    happened_at: datetime,
) -> None:
    """Writes down that the content is gone; whether it was in time is read from the clock."""
    row = kept.held_still(case_id, request_id)
    row.answered_at = happened_at
    stepping.take(row, Move.REMOVE, actor=actor, at=at, happened_at=happened_at)


@gate.act("preservation.note_reuploaded")
def note_reuploaded(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    request_id: uuid.UUID,
    happened_at: datetime,
) -> None:
    """Writes down that the content is back: it is asked for again, with a letter of its own."""
    row = kept.held_still(case_id, request_id)
    row.letter_id, row.letter_sha256, row.letter_at = None, "", None
    row.answered_at = None
    stepping.take(row, Move.REUPLOAD, actor=actor, at=at, happened_at=happened_at)
