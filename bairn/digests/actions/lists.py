"""A list comes in: begun, taken in block by block, finished; and taken out of use."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import F, Max

from bairn import jobs
from bairn.access import gate
from bairn.digests import filling, naming
from bairn.digests.models import KnownList
from bairn.digests.terms import BadRow, Import, NewList, Progress, Row
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

MOST_BYTES = 20 << 20  # of a file that is handed in at the desk
_NUMBERS = 0x6469676573  # the advisory lock under which lists get their numbers


@gate.act("digests.begin_import")
def begin_import(
    *, actor: Actor, at: datetime, said: NewList, file_digest: bytes, size: int
) -> Import:
    """Begin a list, or find how far the same file came in under the same name.

    `file_digest` is the SHA-256 of the file. Raises Refusal digests.name, digests.long,
    digests.categories, digests.kind_differs.
    """
    said = naming.check(said)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_NUMBERS])
    row = KnownList.objects.filter(
        name=said.name, file_digest=file_digest, retired_at__isnull=True
    ).first()
    if row is not None and row.kind != said.kind.value:
        raise Refusal(
            "digests.kind_differs",
            "This file came in before as another kind of list.",
            field="kind",
        )
    row = row or _new(said, file_digest, size, actor=actor, at=at)
    gate.subject(row.id)
    gate.note(kind=row.kind, rows=row.rows, size=row.size)
    return Import(
        list_id=row.id,
        rows=row.rows,
        digests=row.digests,
        bad=row.bad,
        finished=row.finished_at is not None,
    )


@gate.act("digests.hand_in")
def hand_in(*, actor: Actor, at: datetime, said: NewList, content: bytes) -> Import:
    """Take a small file at the desk and keep it sealed until the worker has read it.

    Raises Refusal digests.file_empty, digests.file_large, and those of `begin_import`.
    """
    if not content.strip():
        raise Refusal("digests.file_empty", "This file is empty.", field="file")
    if len(content) > MOST_BYTES:
        raise Refusal(
            "digests.file_large",
            "A file of more than 20 MB is brought in with the command `bairn digests import`.",
            field="file",
        )
    begun = begin_import(
        actor=actor,
        at=at,
        said=said,
        file_digest=hashlib.sha256(content).digest(),
        size=len(content),
    )
    if not begun.finished:
        filling.hand_in(begun.list_id, content)
        jobs.defer("digests.read_in", list_id=begun.list_id)
    return begun


@gate.act("digests.take_rows")
def take_rows(
    *,
    actor: Actor,
    at: datetime,
    list_id: uuid.UUID,
    after: int,
    rows: Sequence[Row],
    bad: Sequence[BadRow] = (),
    until: int,
    place: int = 0,
) -> Progress:
    """Take in the rows numbered `after` + 1 to `until`; what stood in between was bad.

    Raises Refusal digests.no_list, digests.not_arriving, and digests.out_of_turn when another
    import of the same list has come further.
    """
    held = _arriving(list_id)
    if held.rows != after:
        raise Refusal("digests.out_of_turn", "This list has come in further meanwhile.")
    fresh = filling.fill(held, rows, bad)
    KnownList.objects.filter(id=list_id).update(
        rows=until,
        place=place,
        digests=F("digests") + fresh,
        bad=F("bad") + len(bad),
        categories=filling.counted(held.categories, rows),
    )
    gate.subject(list_id)
    gate.note(rows=until, fresh=fresh, bad=len(bad))
    return Progress(
        rows=until,
        digests=held.digests + fresh,
        bad=held.bad + len(bad),
        place=place,
        size=held.size,
    )


@gate.act("digests.finish_import")
def finish_import(*, actor: Actor, at: datetime, list_id: uuid.UUID) -> None:
    """The list is whole: files are compared with it from now on.

    Raises Refusal digests.no_list, digests.not_arriving, digests.empty.
    """
    held = _arriving(list_id)
    if not held.digests:
        raise Refusal("digests.empty", "No digest could be read in this file.")
    KnownList.objects.filter(id=list_id).update(finished_at=at, broken_at=None, place=held.size)
    filling.forget_handed_in(held)
    gate.subject(list_id)
    gate.note(rows=held.rows, digests=held.digests, bad=held.bad)


@gate.act("digests.break_off")
def break_off(*, actor: Actor, at: datetime, list_id: uuid.UUID) -> None:
    """Say that the file of this list cannot be read to its end: what was read stays out of use.

    Raises Refusal digests.no_list, digests.not_arriving.
    """
    held = _arriving(list_id)
    KnownList.objects.filter(id=list_id).update(broken_at=at)
    filling.forget_handed_in(held)
    gate.subject(list_id)
    gate.note(rows=held.rows)


@gate.act("digests.retire")
def retire(*, actor: Actor, at: datetime, list_id: uuid.UUID) -> None:
    """Take a list out of use; what it found stays. Raises Refusal digests.no_list."""
    retired = KnownList.objects.filter(id=list_id, retired_at__isnull=True).update(
        retired_at=at, retired_by=actor.id
    )
    if not retired:
        raise Refusal("digests.no_list", "There is no such list in use.")
    gate.subject(list_id)
    filling.clear_later(list_id)


@gate.act("digests.clear")
def clear(*, actor: Actor, at: datetime, list_id: uuid.UUID) -> int:
    """Take away rows of a retired list, at most 100,000 in one act; how many."""
    held = KnownList.objects.filter(id=list_id, retired_at__isnull=False).first()
    if held is None:
        return 0
    gone = filling.take_away(held.number)
    if gone:
        filling.clear_later(list_id)
    gate.subject(list_id)
    gate.note(rows=gone)
    return gone


def _arriving(list_id: uuid.UUID) -> KnownList:
    held = KnownList.objects.select_for_update().filter(id=list_id).first()
    if held is None:
        raise Refusal("digests.no_list", "There is no such list in use.")
    if held.finished_at is not None or held.retired_at is not None:
        raise Refusal("digests.not_arriving", "This list is whole already, or retired.")
    return held


def _new(said: NewList, file_digest: bytes, size: int, *, actor: Actor, at: datetime) -> KnownList:
    highest = KnownList.objects.aggregate(highest=Max("number"))["highest"] or 0
    row = KnownList(
        number=highest + 1,
        name=said.name,
        kind=said.kind.value,
        source=said.source,
        edition=said.edition,
        agreement=said.agreement,
        other_categories=sorted(said.other_categories),
        file_digest=file_digest,
        size=size,
        begun_at=at,
        begun_by=actor.id,
    )
    row.save(force_insert=True)
    return row
