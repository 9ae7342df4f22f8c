"""Between the tables of supervision and its terms."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Count, Q, QuerySet

from bairn.kernel.refusal import Refusal
from bairn.supervision import models
from bairn.supervision.terms import (
    Direction,
    DirectionAnswer,
    Handover,
    HandoverCard,
    Item,
    ItemKind,
    Remark,
    RemarkKind,
    Review,
)


def review(row: models.Review, directions: Iterable[Direction]) -> Review:
    """A review with what was directed in it."""
    return Review(
        id=row.id,
        case_id=row.case_id,
        by_id=row.by_id,
        at=row.at,
        findings=tuple(row.findings),
        words_id=row.words_id,
        next_at=row.next_at,
        due_at=row.due_at,
        directions=tuple(directions),
    )


def direction(row: models.Direction) -> Direction:
    """A direction; its row has to come with its review."""
    return Direction(
        id=row.id,
        case_id=row.case_id,
        review_id=row.review_id,
        words_id=row.words_id,
        owner_id=row.owner_id,
        by_at=row.by_at,
        given_at=row.review.at,
        given_by=row.review.by_id,
        answer=DirectionAnswer(row.answer) if row.answer else None,
        reason=row.reason,
        answered_at=row.answered_at,
        answer_words_id=row.answer_words_id,
    )


def directions(case_ids: Sequence[uuid.UUID]) -> tuple[Direction, ...]:
    """Every direction of these cases, the earliest due first."""
    rows = models.Direction.objects.filter(case_id__in=case_ids).select_related("review")
    return tuple(map(direction, rows.order_by("by_at", "id")))


def held_handover(case_id: uuid.UUID, handover_id: uuid.UUID) -> models.Handover:
    """The hand-over, held until the transaction ends: one thing happens to it at a time."""
    rows = models.Handover.objects.select_for_update()
    row = rows.filter(case_id=case_id, id=handover_id).first()
    if row is None:
        raise Refusal("supervision.no_handover", "There is no such hand-over.")
    return row


def handover(row: models.Handover) -> Handover:
    """A hand-over with its items and what was said about each."""
    said: dict[uuid.UUID, list[Remark]] = defaultdict(list)
    for one in models.Remark.objects.filter(item__handover_id=row.id).order_by("id"):
        said[one.item_id].append(
            Remark(
                kind=RemarkKind(one.kind),
                by_id=one.by_id,
                at=one.at,
                code=one.code,
                words_id=one.words_id,
            )
        )
    items = models.Item.objects.filter(handover_id=row.id).order_by("number")
    return Handover(
        id=row.id,
        case_id=row.case_id,
        from_staff=row.from_staff,
        to_staff=row.to_staff,
        from_unit=row.from_unit,
        to_unit=row.to_unit,
        role=row.role,
        came_in=row.came_in,
        reason=row.reason,
        pack=row.pack,
        version=row.version,
        offered_by=row.offered_by,
        offered_at=row.offered_at,
        batch_id=row.batch_id,
        finished_at=row.finished_at,
        ended_at=row.ended_at,
        ended_for=row.ended_for,
        items=tuple(item(one, said[one.id]) for one in items),
    )


def item(row: models.Item, remarks: Iterable[Remark]) -> Item:
    """One item with what was said about it."""
    return Item(
        id=row.id,
        handover_id=row.handover_id,
        kind=ItemKind(row.kind),
        code=row.code,
        source_id=row.source_id,
        state_then=row.state_then,
        reasons=tuple(row.reasons),
        about=row.about,
        due_at=row.due_at,
        happened_at=row.happened_at,
        by_id=row.by_id,
        accepted_at=row.accepted_at,
        remarks=tuple(remarks),
    )


def cards(rows: QuerySet[models.Handover]) -> tuple[HandoverCard, ...]:
    """Hand-overs as a list shows them, each with the count of its items."""
    counted = list(
        rows.annotate(
            all_items=Count("items", distinct=True),
            accepted_items=Count(
                "items", filter=Q(items__accepted_at__isnull=False), distinct=True
            ),
        )
    )
    asked = _questioned([row.id for row in counted])
    return tuple(
        HandoverCard(
            id=row.id,
            case_id=row.case_id,
            from_staff=row.from_staff,
            to_staff=row.to_staff,
            to_unit=row.to_unit,
            reason=row.reason,
            offered_by=row.offered_by,
            offered_at=row.offered_at,
            batch_id=row.batch_id,
            finished_at=row.finished_at,
            items=row.all_items,
            accepted=row.accepted_items,
            questioned=asked[row.id],
        )
        for row in counted
    )


def _questioned(handover_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many items of each wait for the giver: the last word on them is a question."""
    last = (
        models.Remark.objects.filter(
            item__handover_id__in=handover_ids, item__accepted_at__isnull=True
        )
        .exclude(kind=RemarkKind.NOTE.value)
        .order_by("item_id", "-id")
        .distinct("item_id")
    )
    found: dict[uuid.UUID, int] = defaultdict(int)
    for handover_id, kind in last.values_list("item__handover_id", "kind"):
        found[handover_id] += kind == RemarkKind.QUESTION.value
    return found
