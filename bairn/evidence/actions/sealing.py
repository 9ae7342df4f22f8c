"""What happens to an exhibit beside a hand-over: seals, coming back, turning up, explaining."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.evidence import codes, custody, custody_rows, exhibit_rows, handing, surroundings
from bairn.evidence.events import Told, held, tell
from bairn.evidence.models.custody import Event, Explanation, HandoverItem
from bairn.evidence.terms import BreakKind, EventKind, Hands, Receipt
from bairn.kernel.actor import Actor
from bairn.vault import wording


@gate.act("evidence.came_back")
def came_back(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    receipt: Receipt,
    said_seal: str,
    seal: str,
    condition: str,
    happened_at: datetime | None = None,
) -> None:
    """Takes in what comes back from outside; `said_seal` stands on the paper, `seal` is there."""
    row = exhibit_rows.one_held(case_id, exhibit_id)
    handing.may_come_back(exhibit_rows.card(row))
    handing.may_be_a_receipt(receipt)
    codes.check("condition", condition)
    custody_rows.near(row, actor.id)
    tell(
        Told(actor, at, happened_at), row, EventKind.CAME_BACK, giver=exhibit_rows.hands(row),
        taker=Hands(staff_id=actor.id), condition=condition,
        seal_before=handing.number(said_seal, field="said_seal"),
        seal_after=handing.number(seal, field="seal"),
        words_id=surroundings.receipt(actor, at, case_id, receipt),
        receipt_sha256=handing.sha256(receipt.sha256),
    )  # fmt: skip
    gate.subject(exhibit_id)


@gate.act("evidence.claim")
def claim(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    reason: str,
    seal: str,
    condition: str,
    happened_at: datetime | None = None,
) -> None:
    """Says that one has what one was not given. It is a break of the chain and stays one."""
    row = exhibit_rows.one_held(case_id, exhibit_id)
    handing.may_claim(exhibit_rows.card(row), by=actor.id)
    codes.check("claim", reason, field="reason")
    codes.check("condition", condition)
    told = Told(actor, at, happened_at)
    HandoverItem.objects.filter(exhibit_id=exhibit_id, ended_at__isnull=True).update(
        ended_as="lost", ended_at=told.moment, ended_by=actor.id, reason=reason
    )
    tell(
        told, row, EventKind.CLAIMED, giver=exhibit_rows.hands(row),
        taker=Hands(staff_id=actor.id), reason=reason, condition=condition,
        seal_after=handing.number(seal, field="seal"),
    )  # fmt: skip
    custody_rows.near(row, actor.id)
    gate.subject(exhibit_id)
    gate.note(reason=reason)


@gate.act("evidence.explain_break")
def explain_break(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    event: int,
    kind: BreakKind,
    reason: str,
    words: str = "",
) -> None:
    """Says how a break came about, by a code and in words, which are sealed. The break stays."""
    row = exhibit_rows.one_held(case_id, exhibit_id)
    chain = custody_rows.chains(Event.objects.filter(exhibit_id=exhibit_id), at=at)[exhibit_id]
    told = custody_rows.explanations(exhibit_id)
    broken = custody.may_explain(chain, told, event=event, kind=kind)
    codes.check("explain", reason, field="reason")
    Explanation.objects.create(
        holder_id=case_id, exhibit_id=exhibit_id, event_number=broken.event,
        kind=broken.kind.value, reason=reason, at=at, by_id=actor.id,
        words_id=wording.sealed(actor, at, {"exhibit_break": words}, case_id=case_id),
    )  # fmt: skip
    row.breaks, row.explained = len(chain.breaks), len(told) + 1
    row.save(update_fields=["breaks", "explained"])
    gate.subject(exhibit_id)
    gate.note(broken=broken.kind.value, reason=reason)


@gate.act("evidence.seal")
def seal(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    number: str,
    happened_at: datetime | None = None,
) -> None:
    """Puts a seal on what one holds, over another or where none is."""
    row = held(actor, case_id, exhibit_id)
    new = handing.number(number, field="number")
    handing.some_number(new)
    tell(
        Told(actor, at, happened_at), row, EventKind.SEALED, giver=Hands(staff_id=actor.id),
        seal_before=row.seal, seal_after=new,
    )  # fmt: skip
    gate.subject(exhibit_id)


@gate.act("evidence.break_seal")
def break_seal(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_id: uuid.UUID,
    reason: str,
    happened_at: datetime | None = None,
) -> None:
    """Opens what one holds, for a coded reason; only a seal found broken breaks the chain."""
    row = held(actor, case_id, exhibit_id)
    codes.check("break_seal", reason, field="reason")
    handing.may_break(row.seal)
    tell(
        Told(actor, at, happened_at), row, EventKind.SEAL_BROKEN, giver=Hands(staff_id=actor.id),
        seal_before=row.seal, reason=reason,
    )  # fmt: skip
    gate.subject(exhibit_id)
    gate.note(reason=reason)
