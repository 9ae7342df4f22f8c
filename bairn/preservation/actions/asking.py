"""Drafting a request, agreeing to it, keeping its letter, saying that it left, taking it back."""

import hashlib
import uuid
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.preservation import asking, codes, drafting, kept, models, stepping
from bairn.preservation.states import OPEN
from bairn.preservation.terms import Move, NewRequest, State
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind

LARGEST_LETTER = 5_000_000


@gate.act("preservation.draft")
def draft(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, said: NewRequest
) -> tuple[uuid.UUID, ...]:
    """Drafts a request, with its preservation before it where both go together; their ids.

    Its preservation goes on a ground that needs nobody: the same one, else one of the same law.
    Its words are sealed. Refuses a closed case, and disclosure where nothing is asked to be kept.
    """
    return drafting.drafted(actor=actor, at=at, case_id=case_id, said=said)


@gate.act("preservation.approve")
def approve(*, actor: Actor, at: datetime, case_id: uuid.UUID, request_id: uuid.UUID) -> None:
    """Agrees to a request whose ground needs it. Refuses whoever drafted it."""
    row = kept.held_still(case_id, request_id)
    basis = codes.book().bases[row.basis]
    asking.may_approve(kept.request(row, at=at), basis=basis, by=actor.id, roles=actor.roles)
    stepping.take(row, Move.APPROVE, actor=actor, at=at, happened_at=at)


@gate.act("preservation.pass_on")
def pass_on(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    from_staff: uuid.UUID,
    to_staff: uuid.UUID,
) -> int:
    """Every open request that one person answers for is another's to mind; how many.

    For a hand-over: who drafted it and every clock stay as they are.
    """
    mine = [
        one.id
        for one in drafting.of_case(case_id, at=at)
        if one.state in OPEN and one.minded_by == from_staff
    ]
    models.Request.objects.filter(id__in=mine).update(minded_by=to_staff)
    gate.note(requests=len(mine))
    return len(mine)


@gate.act("preservation.finish_letter")
def finish_letter(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, request_id: uuid.UUID, pdf: bytes
) -> str:
    """Keeps the letter as it will leave, sealed; its SHA-256. It is what was sent, to the byte."""
    row = kept.held_still(case_id, request_id)
    phoned = State(row.state) is State.SENT and row.letter_id is None
    if not phoned and State(row.state) not in (State.DRAFTED, State.APPROVED, State.REUPLOADED):
        raise Refusal("preservation.sent", "It has left already.")
    if not pdf or len(pdf) > LARGEST_LETTER:
        raise Refusal("preservation.letter", "This cannot be the letter.")
    row.letter_id = vault.seal(
        actor=actor, at=at, kind=SubjectKind.DOCUMENT, fields={"letter": pdf}, case_id=case_id
    )
    row.letter_sha256, row.letter_at = hashlib.sha256(pdf).hexdigest(), at
    row.save(update_fields=["letter_id", "letter_sha256", "letter_at"])
    gate.subject(row.id)
    gate.note(size_bytes=len(pdf))
    return row.letter_sha256


@gate.act("preservation.send")
def send(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    request_id: uuid.UUID,
    channel: str,
    happened_at: datetime,
) -> State:
    """Says that the request left, and how. Doors come through the journey `ask_holder`."""
    row = kept.held_still(case_id, request_id)
    codes.check("channels", channel, field="channel")
    basis = codes.book().bases[row.basis]
    asking.may_send(kept.request(row, at=at), basis=basis, channel=channel)
    asking.check_moment(happened_at, not_before=_ready_at(row, channel), at=at)
    if State(row.state) is State.SENT:  # a second way: the answer is owed from the first on
        row.tried_at = happened_at
    else:
        row.sent_at, row.acknowledged_at = happened_at, None
    stepping.take(
        row, Move.SEND, actor=actor, at=at, happened_at=happened_at, channel=channel,
        sha256=row.letter_sha256,
    )  # fmt: skip
    gate.note(channel=channel)
    return State(row.state)


def _ready_at(row: models.Request, channel: str) -> datetime:
    """Since when it could have left: drafted, agreed to, and with a letter unless phoned in."""
    agreed = models.Step.objects.filter(request_id=row.id, move=Move.APPROVE.value)
    known = [row.sent_at or row.drafted_at, *agreed.values_list("happened_at", flat=True)]
    if row.letter_at is not None and channel != "phone":
        known.append(row.letter_at)
    return max(known)


@gate.act("preservation.withdraw")
def withdraw(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, request_id: uuid.UUID, reason: str
) -> None:
    """Takes a request back for a coded reason; it stays on the list."""
    row = kept.held_still(case_id, request_id)
    codes.check("withdrawals", reason, field="reason")
    stepping.take(row, Move.WITHDRAW, actor=actor, at=at, happened_at=at, reason=reason)
    gate.note(reason=reason)
