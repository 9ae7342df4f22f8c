"""Content that was to be removed: that it is gone, and that it came back."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.preservation import kept, stepping
from bairn.preservation.terms import Move


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
