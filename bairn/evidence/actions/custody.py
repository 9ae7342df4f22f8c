"""Hand-overs: offered by whoever holds it, answered by the receiver, or entered by a receipt."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.evidence import codes, custody_rows, exhibit_rows, handing, surroundings
from bairn.evidence.events import Told, tell
from bairn.evidence.models.custody import Handover, HandoverItem
from bairn.evidence.models.exhibits import Standing
from bairn.evidence.terms import EventKind, Hands, Receipt, Receiver
from bairn.evidence.terms import Handover as Handing
from bairn.evidence.terms import HandoverItem as Item
from bairn.kernel.actor import Actor
from bairn.vault import wording


@gate.act("evidence.offer")
def offer(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    exhibit_ids: Sequence[uuid.UUID],
    to: Receiver,
    purpose: str,
    seals: Sequence[str] | None = None,
    conditions: Sequence[str] | None = None,
    happened_at: datetime | None = None,
) -> uuid.UUID:
    """Offers exhibits that one holds to somebody; the hand-over's id.

    `seals` and `conditions` are as each is given away, in the order of the exhibits; left out,
    they are as they stand. Refuses whatever `handing.may_offer` refuses.
    """
    rows = exhibit_rows.held_still(case_id, exhibit_ids)
    may_take = surroundings.may_take(actor, at, case_id)
    handing.may_offer([*map(exhibit_rows.card, rows)], to, by=actor.id, may_take=may_take)
    codes.check("purpose", purpose)
    if to.outside:
        codes.check("outside", to.outside, field="to")
    words = wording.sealed(actor, at, {"exhibit_receiver": to.words}, case_id=case_id)
    taker = Hands(staff_id=to.staff_id, outside=to.outside, words_id=words)
    told = Told(actor, at, happened_at)
    made = Handover.objects.create(
        holder_id=case_id, giver=actor.id, taker_staff=taker.staff_id, taker_outside=taker.outside,
        taker_words=taker.words_id, purpose=purpose, offered_at=told.moment, recorded_at=at,
    )  # fmt: skip
    for row, seal, condition in zip(
        rows, _each(seals, [one.seal for one in rows]),
        _each(conditions, [one.condition for one in rows]), strict=True,
    ):  # fmt: skip
        _offered(told, row, made, taker, handing.number(seal, field="seal"), condition)
    gate.subject(made.id)
    gate.note(exhibits=len(rows), purpose=purpose, outside=to.outside or "no")
    return made.id


def _each(said: Sequence[str] | None, standing: Sequence[str]) -> Sequence[str]:
    return standing if said is None else said


def _offered(
    told: Told, row: Standing, made: Handover, taker: Hands, seal: str, condition: str
) -> None:
    codes.check("condition", condition)
    tell(
        told, row, EventKind.OFFERED, giver=Hands(staff_id=told.actor.id), taker=taker,
        purpose=made.purpose, seal_before=seal, condition=condition, handover_id=made.id,
    )  # fmt: skip
    HandoverItem.objects.create(
        holder_id=row.holder_id, handover=made, exhibit_id=row.exhibit_id, giver=made.giver,
        taker_staff=taker.staff_id, seal_before=seal, condition_before=condition,
        offered_at=made.offered_at,
    )  # fmt: skip
    custody_rows.near(row, taker.staff_id)


@gate.act("evidence.accept")
def accept(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    handover_id: uuid.UUID,
    exhibit_ids: Sequence[uuid.UUID] = (),
    seals: Sequence[str] | None = None,
    conditions: Sequence[str] | None = None,
    happened_at: datetime | None = None,
) -> int:
    """The named receiver takes these exhibits of the hand-over, or all that wait; how many.

    `seals` and `conditions` are as each arrived: what differs is a break of the chain, and is
    written down as it is. Refuses everybody else, and what was answered already.
    """
    handover = _held_handover(case_id, handover_id)
    items = handing.may_answer(handover, exhibit_ids, by=actor.id)
    arrived = _arrived(items, seals, conditions)
    told = Told(actor, at, happened_at)
    _taken(told, handover, items, arrived, EventKind.ACCEPTED)
    gate.subject(handover_id)
    gate.note(exhibits=len(items))
    return len(items)


def _arrived(
    items: Sequence[Item], seals: Sequence[str] | None, conditions: Sequence[str] | None
) -> list[tuple[str, str]]:
    """The seal and the condition of each as it arrived."""
    found = []
    for seal, condition in zip(
        _each(seals, [one.seal_before for one in items]),
        _each(conditions, [one.condition_before for one in items]), strict=True,
    ):  # fmt: skip
        codes.check("condition", condition)
        found.append((handing.number(seal, field="seal"), condition))
    return found


def _taken(
    told: Told, handover: Handing, items: Sequence[Item], arrived: Sequence[tuple[str, str]],
    kind: EventKind, *, words_id: uuid.UUID | None = None, sha256: str = "",
) -> None:  # fmt: skip
    rows = exhibit_rows.held_still(handover.case_id, [one.exhibit_id for one in items])
    for row, item, (seal, condition) in zip(rows, items, arrived, strict=True):
        tell(
            told, row, kind, giver=Hands(staff_id=handover.giver), taker=handover.taker,
            purpose=handover.purpose, seal_before=item.seal_before, seal_after=seal,
            condition=condition, handover_id=handover.id, words_id=words_id, receipt_sha256=sha256,
        )  # fmt: skip
        HandoverItem.objects.filter(handover_id=handover.id, exhibit_id=row.exhibit_id).update(
            ended_as="accepted", ended_at=told.moment, ended_by=told.actor.id, seal_after=seal,
            condition_after=condition,
        )  # fmt: skip


def _held_handover(case_id: uuid.UUID, handover_id: uuid.UUID) -> Handing:
    """The hand-over with its exhibits held still: one answer at a time."""
    before = custody_rows.handover(case_id, handover_id)
    exhibit_rows.held_still(case_id, [one.exhibit_id for one in before.items])
    return custody_rows.handover(case_id, handover_id)


@gate.act("evidence.refuse")
def refuse(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    handover_id: uuid.UUID,
    reason: str,
    exhibit_ids: Sequence[uuid.UUID] = (),
    happened_at: datetime | None = None,
) -> int:
    """The named receiver does not take these exhibits, or any that wait; how many."""
    handover = _held_handover(case_id, handover_id)
    items = handing.may_answer(handover, exhibit_ids, by=actor.id)
    codes.check("refuse", reason, field="reason")
    _not_taken(Told(actor, at, happened_at), handover, items, EventKind.REFUSED, reason)
    return len(items)


@gate.act("evidence.take_back")
def take_back(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    handover_id: uuid.UUID,
    reason: str,
    exhibit_ids: Sequence[uuid.UUID] = (),
    happened_at: datetime | None = None,
) -> int:
    """The giver takes these exhibits back, or all that wait; how many."""
    handover = _held_handover(case_id, handover_id)
    items = handing.may_take_back(handover, exhibit_ids, by=actor.id)
    codes.check("take_back", reason, field="reason")
    _not_taken(Told(actor, at, happened_at), handover, items, EventKind.TAKEN_BACK, reason)
    return len(items)


def _not_taken(
    told: Told, handover: Handing, items: Iterable[Item], kind: EventKind, reason: str
) -> None:
    asked = [one.exhibit_id for one in items]
    for row in exhibit_rows.held_still(handover.case_id, asked):
        tell(
            told, row, kind, giver=Hands(staff_id=handover.giver), taker=handover.taker,
            purpose=handover.purpose, reason=reason, handover_id=handover.id,
        )  # fmt: skip
        HandoverItem.objects.filter(handover_id=handover.id, exhibit_id=row.exhibit_id).update(
            ended_as=kind.value, ended_at=told.moment, ended_by=told.actor.id, reason=reason
        )
    gate.subject(handover.id)
    gate.note(exhibits=len(asked), reason=reason)


@gate.act("evidence.accepted_outside")
def accepted_outside(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    handover_id: uuid.UUID,
    receipt: Receipt,
    exhibit_ids: Sequence[uuid.UUID] = (),
    seals: Sequence[str] | None = None,
    conditions: Sequence[str] | None = None,
    happened_at: datetime | None = None,
) -> int:
    """Somebody outside the house has taken these, as a receipt says; how many.

    Whether the giver entered it is on the record: where anybody else can, they should.
    """
    handover = _held_handover(case_id, handover_id)
    items = handing.may_be_receipted(handover, exhibit_ids, receipt)
    arrived = _arrived(items, seals, conditions)
    _taken(
        Told(actor, at, happened_at), handover, items, arrived, EventKind.ACCEPTED_OUTSIDE,
        words_id=surroundings.receipt(actor, at, case_id, receipt),
        sha256=handing.sha256(receipt.sha256),
    )  # fmt: skip
    gate.subject(handover_id)
    gate.note(exhibits=len(items), by_giver=actor.id == handover.giver)
    return len(items)
