"""Collections in one's circle, one of them with its files and records, a record."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, Sum

from bairn.access import gate, reach
from bairn.kernel.actor import Actor, ActorKind
from bairn.kernel.refusal import Refusal
from bairn.records import kept
from bairn.records.models import Collection, Record, Rejected, Source
from bairn.records.terms import (
    CollectionCard,
    CollectionFile,
    Reason,
    RecordCard,
    RecordState,
    RejectedRow,
)

MOST = 200  # collections of a list, newest first
PAGE = 50  # records of a page
MOST_REJECTED = 1_000


@gate.look("records.collections")
def collections(*, actor: Actor, at: datetime) -> tuple[CollectionCard, ...]:
    """The collections in whose circle one is, newest first."""
    found = Collection.objects.order_by("-id")
    if actor.kind is ActorKind.STAFF:
        found = found.filter(id__in=reach.in_circle(actor.id))
    rows = list(found[:MOST])
    sums = _sums([row.id for row in rows])
    gate.note(found=len(rows))
    return tuple(_card(row, sums) for row in rows)


@gate.look("records.collection")
def collection(
    *,
    actor: Actor,
    at: datetime,
    collection_id: uuid.UUID,
    state: RecordState | None = None,
    after: uuid.UUID | None = None,
) -> CollectionFile:
    """One collection with its files, and a page of its records in the order they came in.

    Raises Refusal records.no_collection.
    """
    row = Collection.objects.filter(id=collection_id).first()
    if row is None:
        raise Refusal("records.no_collection", "There is no such collection.")
    records = Record.objects.filter(collection_id=collection_id).order_by("id")
    if state is not None:
        records = records.filter(state=state.value)
    if after is not None:
        records = records.filter(id__gt=after)
    page = list(records[: PAGE + 1])
    return CollectionFile(
        card=_card(row, _sums([row.id])),
        sources=tuple(
            kept.source_of(one)
            for one in Source.objects.filter(collection_id=collection_id).order_by("id")
        ),
        records=tuple(kept.card_of(one) for one in page[:PAGE]),
        more=page[PAGE - 1].id if len(page) > PAGE else None,
    )


@gate.look("records.rejected")
def rejected(
    *, actor: Actor, at: datetime, collection_id: uuid.UUID, source_id: uuid.UUID | None = None
) -> tuple[RejectedRow, ...]:
    """Rows that were not brought in, by number, the first 1,000 of them."""
    found = Rejected.objects.filter(collection_id=collection_id).order_by("source_id", "row")
    if source_id is not None:
        found = found.filter(source_id=source_id)
    return tuple(
        RejectedRow(
            row=one.row, reason=Reason(one.reason), source_id=one.source_id, words_id=one.words_id
        )
        for one in found[:MOST_REJECTED]
    )


@gate.look("records.record")
def record(
    *, actor: Actor, at: datetime, collection_id: uuid.UUID, record_id: uuid.UUID
) -> RecordCard:
    """What became of one record. Raises Refusal records.no_record."""
    row = Record.objects.filter(id=record_id, collection_id=collection_id).first()
    if row is None:
        raise Refusal("records.no_record", "There is no such record in this collection.")
    gate.subject(record_id)
    return kept.card_of(row)


_Sums = Mapping[uuid.UUID, Mapping[str, Any]]


def _sums(collection_ids: Sequence[uuid.UUID]) -> _Sums:
    """What the files of each collection add up to."""
    found = (
        Source.objects.filter(collection_id__in=collection_ids)
        .values("collection_id")
        .annotate(
            records=Sum("taken"),
            refused=Sum("rejected"),
            with_notes=Sum("noted"),
            coming=Count("id", filter=Q(finished_at__isnull=True, broken="")),
            unmapped=Count("id", filter=Q(layout_id__isnull=True)),
            stopped=Count("id", filter=~Q(broken="")),
        )
    )
    return {row["collection_id"]: dict(row) for row in found}


def _card(row: Collection, sums: _Sums) -> CollectionCard:
    own = sums.get(row.id, {})
    return CollectionCard(
        id=row.id,
        reference=row.reference,
        unit_id=row.unit_id,
        begun_at=row.begun_at,
        begun_by=row.begun_by,
        state=_state(row, own),
        words_id=row.words_id,
        records=int(own.get("records") or 0),
        rejected=int(own.get("refused") or 0),
        noted=int(own.get("with_notes") or 0),
    )


def _state(row: Collection, own: Mapping[str, Any]) -> str:
    if row.withdrawn_at is not None:
        return "withdrawn"
    if own.get("stopped"):
        return "broken"
    if own.get("unmapped"):
        return "waiting"
    return "coming_in" if own.get("coming") else "whole"
