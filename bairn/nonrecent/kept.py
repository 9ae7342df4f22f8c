"""Rows of the room read into values."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bairn.kernel.refusal import Refusal
from bairn.nonrecent import models
from bairn.nonrecent.terms import (
    AnswerCard,
    Change,
    ChangeCard,
    ChecklistAnswer,
    Declared,
    FileKind,
    ItemCard,
    Why,
)

# Record, trigger and cause, and when that was last raised or settled.
Marks = dict[tuple[uuid.UUID | None, Why, uuid.UUID | None], datetime]


def open_item(holder_id: uuid.UUID, item_id: uuid.UUID) -> models.Item:
    """An item of this holder that has not ended, locked. Raises Refusal."""
    row = (
        models.Item.objects.select_for_update()
        .filter(id=item_id, holder_id=holder_id, ended_at__isnull=True)
        .first()
    )
    if row is None:
        raise Refusal("nonrecent.no_item", "There is no such open review.")
    return row


def answers(item_id: uuid.UUID) -> dict[str, ChecklistAnswer]:
    """The newest answer to each question."""
    return {one.question: one.answer for one in answer_cards(item_id)}


def answer_cards(item_id: uuid.UUID) -> Sequence[AnswerCard]:
    """Everything answered, the oldest first."""
    rows = models.Answer.objects.filter(item_id=item_id).order_by("at", "id")
    return tuple(
        AnswerCard(
            question=row.question,
            answer=ChecklistAnswer(row.answer),
            words_id=row.words_id,
            by_id=row.by_id,
            at=row.at,
        )
        for row in rows
    )


def card(row: models.Item, references: Mapping[uuid.UUID, str]) -> ItemCard:
    """An item as the queue shows it."""
    return ItemCard(
        id=row.id,
        holder_id=row.holder_id,
        record_id=row.record_id,
        reference=references.get(row.holder_id, ""),
        kind=FileKind(row.kind),
        why=Why(row.why),
        cause_id=row.cause_id,
        caused_at=row.caused_at,
        found_at=row.found_at,
        answer_by=row.answer_by,
        taken_by=row.taken_by,
        taken_at=row.taken_at,
        ordered_at=row.ordered_at,
        ended_at=row.ended_at,
        outcome=row.outcome,
        reasons=tuple(row.reasons),
    )


def change(row: models.Change) -> Change:
    """A declared change as the rules read it."""
    return Change(
        id=row.id,
        kind=Declared(row.kind),
        from_at=row.from_at,
        packs=frozenset(row.packs),
        offences=frozenset(row.offences),
        exhibit_kinds=frozenset(row.exhibit_kinds),
    )


def change_card(row: models.Change) -> ChangeCard:
    """A declared change as a list shows it."""
    return ChangeCard(
        id=row.id,
        kind=Declared(row.kind),
        reference=row.reference,
        from_at=row.from_at,
        packs=tuple(row.packs),
        offences=tuple(row.offences),
        exhibit_kinds=tuple(row.exhibit_kinds),
        declared_by=row.declared_by,
        declared_at=row.declared_at,
        withdrawn_at=row.withdrawn_at,
    )


def raised(holders: Iterable[uuid.UUID]) -> dict[uuid.UUID, Marks]:
    """When each cause was last raised, by holder; for one that was settled, when that was."""
    found: dict[uuid.UUID, Marks] = {}
    rows = models.Item.objects.filter(holder_id__in=list(holders)).order_by("found_at", "id")
    for row in rows:
        marks = found.setdefault(row.holder_id, {})
        marks[(row.record_id, Why(row.why), row.cause_id)] = row.ended_at or row.found_at
    return found


def unsent(case_id: uuid.UUID, kit_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Why each of these kits was never sent, empty where nobody has said."""
    found = dict.fromkeys(kit_ids, "")
    rows = models.Unsent.objects.filter(holder_id=case_id, kit_id__in=found).order_by("at", "id")
    return found | dict(rows.values_list("kit_id", "reason"))
