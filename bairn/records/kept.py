"""Rows of the room as the frozen values that leave it."""

import uuid

from bairn.kernel.refusal import Refusal
from bairn.records.models import Collection, Record, Source
from bairn.records.terms import Format, Import, Note, RecordCard, RecordState, SourceCard


def living(collection_id: uuid.UUID) -> Collection:
    """The collection, unless it was withdrawn. Raises Refusal records.no_collection, …withdrawn."""
    found = Collection.objects.filter(id=collection_id).first()
    if found is None:
        raise Refusal("records.no_collection", "There is no such collection.")
    if found.withdrawn_at is not None:
        raise Refusal("records.withdrawn", "This collection was withdrawn.")
    return found


def import_of(source: Source) -> Import:
    """How far a file came in."""
    return Import(
        collection_id=source.collection_id,
        source_id=source.id,
        rows=source.rows,
        taken=source.taken,
        again=source.again,
        rejected=source.rejected,
        noted=source.noted,
        finished=source.finished_at is not None,
    )


def source_of(source: Source) -> SourceCard:
    """A file as the page of its collection shows it."""
    return SourceCard(
        id=source.id,
        form=Format(source.form),
        begun_at=source.begun_at,
        finished_at=source.finished_at,
        broken=source.broken,
        place=source.place,
        size=source.size,
        rows=source.rows,
        taken=source.taken,
        again=source.again,
        rejected=source.rejected,
        mapped=source.layout_id is not None,
    )


def card_of(row: Record) -> RecordCard:
    """A record without who it is about."""
    return RecordCard(
        id=row.id,
        collection_id=row.collection_id,
        row=row.row,
        subject_id=row.id,
        state=RecordState(row.state),
        notes=tuple(Note(one) for one in row.notes),
        settled_at=row.settled_at,
        settled_by=row.settled_by,
        why=row.why,
        case_id=row.case_id,
    )
