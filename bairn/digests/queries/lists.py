"""Looks at the lists that the house holds, and at what one of them says of a digest."""

import uuid
from datetime import datetime

from django.db import connection

from bairn.access import gate
from bairn.digests import filling, sealing
from bairn.digests.matching import on_lists
from bairn.digests.models import Bad, KnownList, Listed, Words
from bairn.digests.terms import (
    BadReason,
    BadRow,
    Digest,
    Entry,
    ListCard,
    ListFile,
    ListKind,
    NewList,
)
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal


@gate.look("digests.lists")
def lists(*, actor: Actor, at: datetime) -> tuple[ListCard, ...]:
    """Every list, those in use and arriving first, the latest of them on top."""
    matched = _matched()
    rows = KnownList.objects.order_by("retired_at", "-begun_at", "-id")
    in_use = [row for row in rows if row.retired_at is None]
    retired = [row for row in rows if row.retired_at is not None]
    return tuple(_card(row, matched) for row in (*in_use, *reversed(retired)))


@gate.look("digests.list")
def list_file(*, actor: Actor, at: datetime, list_id: uuid.UUID) -> ListFile:
    """One list with its categories and its bad rows. Raises Refusal digests.no_list."""
    row = _row(list_id)
    bad = Bad.objects.filter(list_number=row.number).order_by("line", "reason")
    gate.subject(list_id)
    return ListFile(
        card=_card(row, _matched()),
        begun_by=row.begun_by,
        retired_by=row.retired_by,
        categories=tuple(sorted(row.categories.items(), key=lambda one: (-one[1], one[0]))),
        bad_rows=tuple(BadRow(one.line, BadReason(one.reason)) for one in bad),
    )


@gate.look("digests.entry")
def entry(*, actor: Actor, at: datetime, digest: Digest) -> tuple[Entry, ...]:
    """What each list in use says of a digest, its own words included."""
    found = []
    for known in on_lists([digest]):
        held = KnownList.objects.get(id=known.list_id)
        listed = Listed.objects.get(
            algorithm=digest.algorithm.value, digest=digest.value, list_number=held.number
        )
        found.append(
            Entry(
                list_id=held.id,
                list_name=held.name,
                kind=known.kind,
                category=known.category,
                row=listed.row,
                words=_words(held, listed.row),
            )
        )
    gate.note(found=len(found))
    return tuple(found)


@gate.look("digests.handed_in")
def handed_in(*, actor: Actor, at: datetime, list_id: uuid.UUID) -> tuple[NewList, bytes] | None:
    """A small file that waits for the worker; None when it is read already, or retired."""
    row = KnownList.objects.filter(
        id=list_id, finished_at__isnull=True, broken_at__isnull=True, retired_at__isnull=True
    ).first()
    gate.subject(list_id)
    if row is None:
        return None
    said = NewList(
        name=row.name,
        kind=ListKind(row.kind),
        source=row.source,
        edition=row.edition,
        agreement=row.agreement,
        other_categories=frozenset(row.other_categories),
    )
    content = filling.handed_in(row)
    return (said, content) if content else None


def _words(held: KnownList, row: int) -> dict[str, object]:
    block = (row - 1) // filling.BLOCK
    kept = Words.objects.filter(list_number=held.number, block=block).first()
    if kept is None:
        return {}
    opened = sealing.unpack(
        bytes(kept.sealed), secret=filling.secret(), list_id=held.id, block=block
    )
    return dict(opened.get(row, {}))


def _row(list_id: uuid.UUID) -> KnownList:
    row = KnownList.objects.filter(id=list_id).first()
    if row is None:
        raise Refusal("digests.no_list", "There is no such list.")
    return row


def _matched() -> dict[uuid.UUID, int]:
    with connection.cursor() as cursor:
        cursor.execute("select list_id, files from digests_matched()")
        return dict(cursor.fetchall())


def _card(row: KnownList, matched: dict[uuid.UUID, int]) -> ListCard:
    return ListCard(
        id=row.id,
        name=row.name,
        kind=ListKind(row.kind),
        source=row.source,
        edition=row.edition,
        agreement=row.agreement,
        other_categories=tuple(row.other_categories),
        rows=row.rows,
        digests=row.digests,
        bad=row.bad,
        place=row.place,
        size=row.size,
        begun_at=row.begun_at,
        finished_at=row.finished_at,
        broken_at=row.broken_at,
        retired_at=row.retired_at,
        matched=matched.get(row.id, 0),
    )
