"""Rows made ready to be sealed, ahead of the act that takes them; small files kept for the worker.

Nothing here is written in clear: a row is known again by an HMAC under the collection's own secret,
which lies outside the database.
"""

import hmac
import json
import os
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bairn.kernel import ids
from bairn.records import people
from bairn.records.models import Piece
from bairn.records.terms import Layout, Note, Reason, Row
from bairn.vault.batches import Batch
from bairn.vault.records import prepare_records, records_secret
from bairn.vault.terms import Sealing, SubjectKind

BATCH = 2_000  # rows in one transaction
PIECE = 1 << 20
_NONCE = 12
_MOST_WORDS = 4 << 20  # of rejected rows that are kept to be mended, a batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Rows `after` + 1 to `until` of a file, sealed and not yet written."""

    after: int
    until: int
    place: int
    batch: Batch = field(repr=False)
    digests: tuple[bytes, ...] = field(repr=False)
    numbers: tuple[int, ...] = field(repr=False)
    notes: tuple[tuple[Note, ...], ...] = field(repr=False)
    rejected: tuple[tuple[Row, Reason], ...] = field(default=(), repr=False)
    words: str = field(default="", repr=False)  # the rejected rows, as JSON by number


def prepare(
    rows: Sequence[Row],
    *,
    collection_id: uuid.UUID,
    layout: Layout,
    at: datetime,
    after: int,
    place: int,
) -> Prepared:
    """The rows, ready for `take_rows`. Raises Refusal as the vault does."""
    secret = records_secret(collection_id)
    sealings: list[Sealing] = []
    kept: list[tuple[Row, tuple[Note, ...], bytes]] = []
    rejected: list[tuple[Row, Reason]] = []
    for row in rows:
        person = people.person_of(row, layout)
        if person.reason is not None:
            rejected.append((row, person.reason))
            continue
        sealings.append(
            Sealing(
                kind=SubjectKind.PERSON,
                fields=person.fields,
                tokens=tuple(people.tokens_of(person.fields, layout.region)),
                subject_id=None,
            )
        )
        kept.append((row, person.notes, _digest(secret, person.fields["original"])))
    return Prepared(
        after=after,
        until=rows[-1].number if rows else after,
        place=place,
        batch=prepare_records(sealings, collection_id=collection_id, at=at),
        digests=tuple(one for _, _, one in kept),
        numbers=tuple(row.number for row, _, _ in kept),
        notes=tuple(notes for _, notes, _ in kept),
        rejected=tuple(rejected),
        words=_words(rejected),
    )


def name_digest(unit_id: uuid.UUID, name: str) -> bytes:
    """By what a collection of this name is found again, without its name."""
    return hmac.digest(records_secret(unit_id), name.strip().casefold().encode(), "sha256")


def file_digest(collection_id: uuid.UUID, digest: bytes) -> bytes:
    """By what a file is found again: keyed, so that nobody tests a copy of it against a dump."""
    return hmac.digest(records_secret(collection_id), b"file|" + digest, "sha256")


def keep(stream: BinaryIO, *, collection_id: uuid.UUID, source_id: uuid.UUID) -> None:
    """Keep a small file, sealed, until the worker has read it."""
    key = _key(collection_id)
    stream.seek(0)
    for place in range(1 << 20):
        content = stream.read(PIECE)
        if not content:
            return
        nonce = os.urandom(_NONCE)
        sealed = nonce + key.encrypt(nonce, content, _bound(source_id, place))
        Piece(collection_id=collection_id, source_id=source_id, place=place, sealed=sealed).save(
            force_insert=True
        )


def kept(*, collection_id: uuid.UUID, source_id: uuid.UUID) -> Iterator[bytes]:
    """The pieces of a file that was kept, in clear."""
    key = _key(collection_id)
    for one in Piece.objects.filter(source_id=source_id).order_by("place"):
        sealed = bytes(one.sealed)
        yield key.decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(source_id, one.place))


def forget(source_id: uuid.UUID) -> None:
    """A file that was read is kept no longer."""
    Piece.objects.filter(source_id=source_id).delete()


def new_reference(at: datetime) -> str:
    """What a collection is called in lists."""
    return ids.new_reference("I", year=at.year)


def _digest(secret: bytes, original: str) -> bytes:
    return hmac.digest(secret, b"row|" + original.encode(), "sha256")


def _key(collection_id: uuid.UUID) -> AESGCM:
    return AESGCM(hmac.digest(records_secret(collection_id), b"pieces", "sha256"))


def _bound(source_id: uuid.UUID, place: int) -> bytes:
    return b"bairn.records.piece.1|" + source_id.bytes + f"|{place}".encode()


def _words(rejected: Sequence[tuple[Row, Reason]]) -> str:
    """What stood in the rejected rows, as far as there is room for it."""
    room, found = _MOST_WORDS, {}
    for row, _ in rejected:
        text = json.dumps(dict(row.cells), ensure_ascii=False)
        room -= len(text)
        if row.cells and room > 0:
            found[str(row.number)] = dict(row.cells)
    return json.dumps(found, ensure_ascii=False) if found else ""
