"""Offering a case item by item; accepting, asking, answering, taking back, finishing."""

import dataclasses
import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from bairn.access import circles, gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.supervision import handing, kept, models
from bairn.supervision.terms import Handover, Item, NewHandover, NewItem, RemarkKind
from bairn.vault import wording


@gate.act("supervision.offer")
def offer(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    wanted: NewHandover,
    items: Sequence[NewItem],
) -> uuid.UUID:
    """Freezes what is to go from one person to another; nothing changes hands yet. Its id.

    The journey collects the items and brings the receiver into the circle. Refuses a second open
    offer of the same person's place.
    """
    moves = wanted.to_unit is not None
    handing.may_offer(
        from_staff=wanted.from_staff, to_staff=wanted.to_staff, moves=moves, reason=wanted.reason
    )
    row = models.Handover(
        case_id=case_id, offered_by=actor.id, offered_at=at, **dataclasses.asdict(wanted)
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise Refusal("supervision.offered", "This place is being handed over already.") from twice
    models.Item.objects.bulk_create(
        _frozen(row, number, one) for number, one in enumerate(items, start=1)
    )
    gate.note(handover=row.id, items=len(items), moves=moves, reason=wanted.reason)
    return row.id


def _frozen(row: models.Handover, number: int, one: NewItem) -> models.Item:
    return models.Item(
        case_id=row.case_id,
        handover=row,
        number=number,
        kind=one.kind.value,
        code=one.code,
        source_id=one.source_id,
        state_then=one.state,
        reasons=list(one.reasons),
        about=one.about,
        due_at=one.due_at,
        happened_at=one.happened_at,
        by_id=one.by_id,
    )


@gate.act("supervision.accept_item")
def accept_item(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    handover_id: uuid.UUID,
    item_id: uuid.UUID,
    note: str = "",
) -> None:
    """The receiver takes one thing over, with a note that is sealed; done once."""
    handover, item = _item(case_id, handover_id, item_id)
    handing.may_accept(handover, item, actor_id=actor.id)
    if note.strip():
        _remark(actor, at, case_id, item_id, RemarkKind.NOTE, words=note)
    models.Item.objects.filter(id=item_id).update(accepted_at=at, accepted_by=actor.id)
    gate.note(handover=handover_id, item=item_id, kind=item.kind.value)


@gate.act("supervision.question_item")
def question_item(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    handover_id: uuid.UUID,
    item_id: uuid.UUID,
    code: str,
    words: str = "",
) -> None:
    """The receiver asks about one thing before they accept it; words are sealed."""
    handover, item = _item(case_id, handover_id, item_id)
    handing.may_question(handover, item, actor_id=actor.id, code=code)
    _remark(actor, at, case_id, item_id, RemarkKind.QUESTION, code=code, words=words)
    gate.note(handover=handover_id, item=item_id, kind=item.kind.value, code=code)


@gate.act("supervision.answer_item")
def answer_item(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    handover_id: uuid.UUID,
    item_id: uuid.UUID,
    words: str,
) -> None:
    """The giver answers what was asked about one thing, in words that are sealed."""
    handover, item = _item(case_id, handover_id, item_id)
    handing.may_answer(handover, item, actor_id=actor.id, words=words)
    _remark(actor, at, case_id, item_id, RemarkKind.ANSWER, words=words)
    gate.note(handover=handover_id, item=item_id, kind=item.kind.value)


@gate.act("supervision.take_back")
def take_back(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, handover_id: uuid.UUID, reason: str
) -> None:
    """Ends an open offer, for a coded reason. Whoever came into the circle by it leaves again."""
    row = kept.held_handover(case_id, handover_id)
    handing.may_take_back(kept.handover(row), actor_id=actor.id, reason=reason)
    row.ended_at, row.ended_by, row.ended_for = at, actor.id, reason
    row.save(update_fields=["ended_at", "ended_by", "ended_for"])
    gate.note(handover=handover_id, reason=reason)
    if row.came_in:
        # Last, because the receiver may take it back: from here on they reach nothing of it.
        circles.leave(case_id=case_id, staff_ids=[row.to_staff], at=at)


@gate.act("supervision.finish")
def finish(*, actor: Actor, at: datetime, case_id: uuid.UUID, handover_id: uuid.UUID) -> Handover:
    """The receiver has accepted everything: open directions of the giver are theirs from now on.

    The journey changes the circle and the unit in the same transaction.
    """
    row = kept.held_handover(case_id, handover_id)
    handing.may_finish(kept.handover(row), actor_id=actor.id)
    row.finished_at, row.finished_by = at, actor.id
    row.save(update_fields=["finished_at", "finished_by"])
    moved = models.Direction.objects.filter(
        case_id=case_id, owner_id=row.from_staff, answered_at__isnull=True
    ).update(owner_id=row.to_staff)
    gate.note(handover=handover_id, directions=moved)
    return kept.handover(row)


def _item(case_id: uuid.UUID, handover_id: uuid.UUID, item_id: uuid.UUID) -> tuple[Handover, Item]:
    handover = kept.handover(kept.held_handover(case_id, handover_id))
    item = next((one for one in handover.items if one.id == item_id), None)
    if item is None:
        raise Refusal("supervision.no_item", "There is no such item.")
    return handover, item


def _remark(
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    item_id: uuid.UUID,
    kind: RemarkKind,
    *,
    code: str = "",
    words: str = "",
) -> None:
    sealed = wording.sealed(actor, at, {f"handover_{kind.value}": words}, case_id=case_id)
    models.Remark.objects.create(
        case_id=case_id, item_id=item_id, kind=kind.value, by_id=actor.id, at=at, code=code,
        words_id=sealed,
    )  # fmt: skip
