"""What a holder answered: a receipt, an extension, the data, a refusal, that it has nothing."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.preservation import asking, clock, codes, kept, stepping
from bairn.preservation.terms import Answer, Move
from bairn.vault import wording


@gate.act("preservation.acknowledge")
def acknowledge(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    request_id: uuid.UUID,
    happened_at: datetime,
    until: datetime | None = None,
    words: str = "",
) -> None:
    """Writes down the holder's receipt, and until when they said that they keep it."""
    row = kept.held_still(case_id, request_id)
    if until is not None and until <= happened_at:
        raise Refusal(
            "preservation.until", "They keep it for a time that lies ahead.", field="until"
        )
    row.acknowledged_at = happened_at
    row.held_until = until or row.held_until
    stepping.take(
        row, Move.ACKNOWLEDGE, actor=actor, at=at, happened_at=happened_at, until_at=until,
        words_id=wording.sealed(actor, at, {"said": words}, case_id=case_id),
    )  # fmt: skip


@gate.act("preservation.extend")
def extend(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    request_id: uuid.UUID,
    happened_at: datetime,
    until: datetime | None = None,
) -> datetime:
    """Writes down an extension; until when it is kept now. Without `until` the ground says."""
    row = kept.held_still(case_id, request_id)
    basis = codes.book().bases[row.basis]
    now = clock.held(basis, known=kept.known(row))
    if now is None:
        raise Refusal("preservation.no_extension", "This ground gives no further extension.")
    until = until or clock.after(now.until, basis.again or basis.holds)  # type: ignore[arg-type] # what is held has a span
    asking.may_extend(basis=basis, extended=row.extended, until=until, before=now.until)
    row.extended += 1
    row.held_until = until
    stepping.take(row, Move.EXTEND, actor=actor, at=at, happened_at=happened_at, until_at=until)
    gate.note(times=row.extended)
    return until


@gate.act("preservation.receive")
def receive(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    request_id: uuid.UUID,
    happened_at: datetime,
    answer: Answer,
) -> uuid.UUID:
    """Writes down that the answer came, by its digest; its step. Doors come through the journey."""
    row = kept.held_still(case_id, request_id)
    asking.check_digest(answer.sha256, answer.size_bytes)
    row.answered_at = row.answered_at or happened_at
    step = stepping.take(
        row, Move.RECEIVE, actor=actor, at=at, happened_at=happened_at, sha256=answer.sha256,
        size_bytes=answer.size_bytes, exhibit_id=answer.exhibit_id,
        words_id=wording.sealed(actor, at, {"said": answer.words}, case_id=case_id),
    )  # fmt: skip
    gate.note(size_bytes=answer.size_bytes, lodged=answer.exhibit_id is not None)
    return step.id


@gate.act("preservation.refuse")
def refuse(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    request_id: uuid.UUID,
    happened_at: datetime,
    reason: str,
    words: str = "",
) -> None:
    """Writes down that the holder refused, and why by a code that says what to try next."""
    row = kept.held_still(case_id, request_id)
    if reason not in codes.book().refusals:
        raise codes.unlisted("reason")
    row.answered_at = happened_at
    stepping.take(
        row, Move.REFUSE, actor=actor, at=at, happened_at=happened_at, reason=reason,
        words_id=wording.sealed(actor, at, {"said": words}, case_id=case_id),
    )  # fmt: skip
    gate.note(reason=reason)


@gate.act("preservation.find_nothing")
def find_nothing(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    request_id: uuid.UUID,
    happened_at: datetime,
    words: str = "",
) -> None:
    """Writes down that the holder has nothing of what was asked."""
    row = kept.held_still(case_id, request_id)
    row.answered_at = happened_at
    stepping.take(
        row, Move.FIND_NOTHING, actor=actor, at=at, happened_at=happened_at,
        words_id=wording.sealed(actor, at, {"said": words}, case_id=case_id),
    )  # fmt: skip
