"""A file that was handed in at the desk: opened again for its mapping, and for the worker."""

import io
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.records import filling, guessing, kept, reading
from bairn.records.models import Source
from bairn.records.terms import Format, Import, Layout, Opened, Row

PREVIEW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """How a file is understood: its columns, a guess at them, and its first rows in clear."""

    opened: Opened
    columns: tuple[str, ...] = field(repr=False)
    guess: Layout = field(repr=False)
    rows: tuple[Row, ...] = field(repr=False)


@gate.look("records.preview", log_first=True)
def preview(
    *,
    actor: Actor,
    at: datetime,
    collection_id: uuid.UUID,
    source_id: uuid.UUID,
    sheet: str = "",
) -> Preview:
    """The first rows of a file that waits for its mapping. Recorded before it is read.

    Raises Refusal records.no_source, records.not_arriving, records.sheet.
    """
    stream, source = _content(collection_id, source_id)
    if source.layout_id is not None:
        raise Refusal("records.not_arriving", "This file is coming in already, or is in.")
    opened = reading.open_file(
        stream, name=f"file.{source.form}", said=Layout(encoding="utf-8", sheet=sheet)
    )
    columns, rows = reading.peek(stream, opened)
    return Preview(
        opened=opened, columns=columns, guess=guessing.guess(columns, rows), rows=rows[:PREVIEW]
    )


@gate.look("records.read_in", log_first=True)
def handed_in(
    *, actor: Actor, at: datetime, collection_id: uuid.UUID, source_id: uuid.UUID
) -> tuple[io.BytesIO, Import, Format, uuid.UUID | None]:
    """The file, how far it came in, its form, where its mapping is sealed; for the worker."""
    stream, source = _content(collection_id, source_id)
    return stream, kept.import_of(source), Format(source.form), source.layout_id


def _content(collection_id: uuid.UUID, source_id: uuid.UUID) -> tuple[io.BytesIO, Source]:
    source = Source.objects.filter(id=source_id, collection_id=collection_id).first()
    if source is None:
        raise Refusal("records.no_source", "There is no such file in this collection.")
    if source.finished_at is not None:
        raise Refusal("records.not_arriving", "This file is coming in already, or is in.")
    content = b"".join(filling.kept(collection_id=collection_id, source_id=source_id))
    if not content:
        raise Refusal("records.no_source", "There is no such file in this collection.")
    return io.BytesIO(content), source
