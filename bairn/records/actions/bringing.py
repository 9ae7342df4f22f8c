"""A file of records comes in: begun, taken in batch by batch, finished; cut off, it goes on."""

import io
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from bairn import jobs
from bairn.access import circles, gate
from bairn.access.terms import HolderKind
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.records import filling, kept, mapping, reading
from bairn.records.filling import Prepared
from bairn.records.models import Collection, Rejected, Source
from bairn.records.terms import Format, Import, Layout, Opened
from bairn.vault import actions as vault
from bairn.vault.actions.records import seal_records
from bairn.vault.terms import SubjectKind

MOST_BYTES = 20 << 20  # of a file that is handed in at the desk
_NAME = 120
_NEW = """
insert into records_record (id, collection_id, source_id, row, digest, notes, state, why)
select one.id, %(collection)s, %(source)s, one.row, one.digest,
       case when one.notes = '' then '{}' else string_to_array(one.notes, ' ') end, 'waiting', ''
from unnest(%(ids)s::uuid[], %(rows)s::int[], %(digests)s::bytea[], %(notes)s::text[])
     as one (id, row, digest, notes)
on conflict (collection_id, digest) do nothing
returning id
"""


@gate.act("records.begin")
def begin(
    *,
    actor: Actor,
    at: datetime,
    unit_id: uuid.UUID,
    name: str,
    opened: Opened,
    layout: Layout | None,
    importer: uuid.UUID | None = None,
    reviewers: Sequence[uuid.UUID] = (),
) -> Import:
    """Begin a file of a collection, or find how far the same file came in.

    The collection is one's own of this name, or a new one whose circle is the importer and the
    reviewers. Raises Refusal records.name, records.unit, records.mapping_nobody.
    """
    by = importer or actor.id
    _check_name(name)
    if importer is None and unit_id != actor.unit:
        raise Refusal("records.unit", "Records are brought in by the unit that has them.")
    collection = _own(unit_id, name, by) or _new(
        actor, at, unit_id=unit_id, name=name, by=by, reviewers=reviewers
    )
    digest = filling.file_digest(collection.id, opened.digest)
    source = Source.objects.filter(collection_id=collection.id, digest=digest).first()
    if source is None:
        source = Source(
            collection_id=collection.id, form=opened.form.value, digest=digest,
            size=opened.size, begun_at=at, begun_by=by,
        )  # fmt: skip
        source.save(force_insert=True)
    if layout is not None and source.layout_id is None:
        _seal_layout(actor, at, source, layout)
    gate.about(case_id=collection.id)
    gate.subject(source.id)
    gate.note(rows=source.rows, size=source.size, reviewers=len(reviewers))
    return kept.import_of(source)


@gate.act("records.hand_in")
def hand_in(
    *,
    actor: Actor,
    at: datetime,
    name: str,
    file_name: str,
    content: bytes,
    said: Layout | None = None,
    reviewers: Sequence[uuid.UUID] = (),
) -> Import:
    """Take a small file at the desk; it is read once somebody has said what its columns are.

    Raises Refusal records.file_large, records.own_unit and those of reading and `begin`.
    """
    if len(content) > MOST_BYTES:
        raise Refusal(
            "records.file_large",
            "A file of more than 20 MB is brought in with the command `bairn import`.",
            field="file",
        )
    if actor.unit is None:
        raise Refusal("records.own_unit", "Whoever brings records in belongs to a unit.")
    stream = io.BytesIO(content)
    opened = reading.open_file(stream, name=file_name, said=said)
    reading.peek(stream, opened)
    begun = begin(
        actor=actor, at=at, unit_id=actor.unit, name=name, opened=opened, layout=None,
        reviewers=reviewers,
    )  # fmt: skip
    if not begun.finished:
        filling.forget(begun.source_id)
        kept_as = stream if opened.form is Format.XLSX else _in_utf8(content, opened.encoding)
        filling.keep(kept_as, collection_id=begun.collection_id, source_id=begun.source_id)
    gate.about(case_id=begun.collection_id)
    return begun


@gate.act("records.say_mapping")
def say_mapping(
    *,
    actor: Actor,
    at: datetime,
    collection_id: uuid.UUID,
    source_id: uuid.UUID,
    layout: Layout,
) -> None:
    """Say what the columns of a file are that was handed in; the worker then reads it.

    Raises Refusal records.no_source, records.not_arriving, records.mapping_nobody.
    """
    source = _arriving(collection_id, source_id)
    if source.layout_id is not None:
        raise Refusal("records.not_arriving", "This file is coming in already, or is in.")
    _seal_layout(actor, at, source, layout)
    jobs.defer("records.read_in", collection_id=collection_id, source_id=source_id)
    gate.subject(source_id)


@gate.act("records.take_rows")
def take_rows(
    *,
    actor: Actor,
    at: datetime,
    collection_id: uuid.UUID,
    source_id: uuid.UUID,
    prepared: Prepared,
) -> Import:
    """Take in a batch: new people are sealed, known rows are left, rejected ones are named.

    Raises Refusal records.out_of_turn when another import of the file has come further.
    """
    source = _arriving(collection_id, source_id)
    if source.rows != prepared.after:
        raise Refusal("records.out_of_turn", "This file has come in further meanwhile.")
    fresh = _insert(collection_id, source_id, prepared)
    if fresh:
        seal_records(
            actor=actor, at=at, collection_id=collection_id, batch=prepared.batch, only=fresh
        )
    _reject(actor, at, collection_id, source_id, prepared)
    source.rows, source.place = prepared.until, prepared.place
    source.taken += len(fresh)
    source.again += len(prepared.digests) - len(fresh)
    source.rejected += len(prepared.rejected)
    pairs = zip(prepared.batch.subject_ids, prepared.notes, strict=True)
    source.noted += sum(bool(notes) and one in fresh for one, notes in pairs)
    source.save(update_fields=["rows", "place", "taken", "again", "rejected", "noted"])
    gate.subject(source_id)
    gate.note(rows=prepared.until, fresh=len(fresh), rejected=len(prepared.rejected))
    return kept.import_of(source)


@gate.act("records.finish")
def finish(*, actor: Actor, at: datetime, collection_id: uuid.UUID, source_id: uuid.UUID) -> Import:
    """The file was read to its end. Raises Refusal records.no_source, records.not_arriving."""
    source = _arriving(collection_id, source_id)
    source.finished_at, source.broken, source.place = at, "", source.size
    source.save(update_fields=["finished_at", "broken", "place"])
    filling.forget(source_id)
    gate.subject(source_id)
    gate.note(rows=source.rows, taken=source.taken, rejected=source.rejected)
    return kept.import_of(source)


@gate.act("records.break_off")
def break_off(
    *, actor: Actor, at: datetime, collection_id: uuid.UUID, source_id: uuid.UUID, code: str
) -> None:
    """Say by a code why a file cannot be read to its end; what came in before stays."""
    source = _arriving(collection_id, source_id)
    source.broken = code[:64]
    source.save(update_fields=["broken"])
    gate.subject(source_id)
    gate.note(reason=code, rows=source.rows)


def _insert(collection_id: uuid.UUID, source_id: uuid.UUID, prepared: Prepared) -> set[uuid.UUID]:
    """The rows that are new to the collection, by the id of their subject."""
    given: dict[str, Any] = {
        "collection": collection_id,
        "source": source_id,
        "ids": list(prepared.batch.subject_ids),
        "rows": list(prepared.numbers),
        "digests": list(prepared.digests),
        "notes": [" ".join(notes) for notes in prepared.notes],
    }
    with connection.cursor() as cursor:
        cursor.execute("select set_config('bairn.filling', %s, true)", [str(collection_id)])
        cursor.execute(_NEW, given)
        return {row[0] for row in cursor.fetchall()}


def _reject(
    actor: Actor, at: datetime, collection_id: uuid.UUID, source_id: uuid.UUID, prepared: Prepared
) -> None:
    if not prepared.rejected:
        return
    words_id = None
    if prepared.words:
        words_id = vault.seal(
            actor=actor, at=at, kind=SubjectKind.WORDS, fields={"rows": prepared.words},
            case_id=collection_id,
        )  # fmt: skip
    Rejected.objects.bulk_create(
        Rejected(
            collection_id=collection_id, source_id=source_id, row=row.number, reason=reason.value,
            words_id=words_id,
        )
        for row, reason in prepared.rejected
    )  # fmt: skip


def _arriving(collection_id: uuid.UUID, source_id: uuid.UUID) -> Source:
    found = (
        Source.objects.select_for_update().filter(id=source_id, collection_id=collection_id).first()
    )
    if found is None:
        raise Refusal("records.no_source", "There is no such file in this collection.")
    if found.finished_at is not None:
        raise Refusal("records.not_arriving", "This file is coming in already, or is in.")
    kept.living(collection_id)
    return found


def _own(unit_id: uuid.UUID, name: str, by: uuid.UUID) -> Collection | None:
    digest = filling.name_digest(unit_id, name)
    return Collection.objects.filter(
        unit_id=unit_id, begun_by=by, name_digest=digest, withdrawn_at__isnull=True
    ).first()


def _new(
    actor: Actor,
    at: datetime,
    *,
    unit_id: uuid.UUID,
    name: str,
    by: uuid.UUID,
    reviewers: Sequence[uuid.UUID],
) -> Collection:
    collection_id = ids.id_at(at)
    circles.register(
        holder_id=collection_id, kind=HolderKind.RECORDS, unit_id=unit_id, at=at, restricted=True
    )
    circle = dict.fromkeys(reviewers, "reviewer") | {by: "importer"}
    circles.begin(holder_id=collection_id, circle=circle, basis="imported", by=by, at=at)
    words_id = vault.seal(
        actor=actor, at=at, kind=SubjectKind.WORDS, fields={"name": name.strip()},
        case_id=collection_id,
    )  # fmt: skip
    made = Collection(
        id=collection_id, reference=filling.new_reference(at), unit_id=unit_id, words_id=words_id,
        name_digest=filling.name_digest(unit_id, name), begun_at=at, begun_by=by,
    )  # fmt: skip
    made.save(force_insert=True)
    return made


def _seal_layout(actor: Actor, at: datetime, source: Source, layout: Layout) -> None:
    """The mapping is sealed: a file without a header has somebody's name for a column."""
    text = mapping.to_yaml(mapping.check(layout))
    source.layout_id = vault.seal(
        actor=actor, at=at, kind=SubjectKind.WORDS, fields={"mapping": text},
        case_id=source.collection_id,
    )  # fmt: skip
    source.save(update_fields=["layout_id"])


def _in_utf8(content: bytes, encoding: str) -> io.BytesIO:
    """The text as it will be read again: what was recognised or said of it is not asked twice."""
    return io.BytesIO(content.decode(encoding, errors="replace").lstrip("\ufeff").encode())


def _check_name(name: str) -> None:
    if not name.strip():
        raise Refusal("records.name", "Give the collection a name.", field="name")
    if len(name.strip()) > _NAME:
        raise Refusal("records.name", "This is too long for a name.", field="name")
