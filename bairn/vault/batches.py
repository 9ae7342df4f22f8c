"""A batch being sealed: fresh keys drawn, fields encrypted, tokens hashed, rows written at once."""

import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection

from bairn.kernel import ids
from bairn.vault import sealing, tokens
from bairn.vault.keyservice import KeyService
from bairn.vault.terms import Sealing, TokenSource

# One statement, one round trip; it reads nothing, so the public form's role may run it. The same
# telephone number again for the same subject is nothing new.
_INSERT = """
with subjects as (
    insert into vault_subject (id, kind, holder_id, sealed_at)
    select one.id, one.kind, %(holder)s, %(at)s
    from unnest(%(subject_ids)s::uuid[], %(kinds)s::varchar[]) as one (id, kind)
), keys as (
    insert into vault_key (id, subject_id, holder_id, kek_version, wrapped)
    select one.id, one.subject, %(holder)s, one.version, one.wrapped
    from unnest(%(key_ids)s::uuid[], %(key_subjects)s::uuid[], %(key_versions)s::int[],
                %(wrapped)s::bytea[]) as one (id, subject, version, wrapped)
), tokens as (
    insert into vault_token (kind, token, subject_id, holder_id)
    select one.kind, one.token, one.subject, %(holder)s
    from unnest(%(token_kinds)s::smallint[], %(tokens)s::bytea[], %(token_subjects)s::uuid[])
         as one (kind, token, subject)
    on conflict do nothing
)
insert into vault_field (subject_id, holder_id, field, version, key_id, nonce, ciphertext)
select one.subject, %(holder)s, one.field, %(version)s, one.key, one.nonce, one.ciphertext
from unnest(%(field_subjects)s::uuid[], %(fields)s::varchar[], %(field_keys)s::uuid[],
            %(nonces)s::bytea[], %(ciphertexts)s::bytea[])
     as one (subject, field, key, nonce, ciphertext)
"""

_Column = list[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Columns ready to insert; `subject_ids` in the order of the sealings."""

    holder_id: uuid.UUID
    at: datetime
    subject_ids: tuple[uuid.UUID, ...]
    columns: dict[str, _Column] = field(default_factory=dict)

    def add(self, **row: object) -> None:
        """Add a row's values to the columns of these names."""
        for name, value in row.items():
            self.columns.setdefault(name, []).append(value)

    def count(self, name: str) -> int:
        """How many values this column has."""
        return len(self.columns.get(name, ()))


def prepare(
    sealings: Sequence[Sealing], *, holder_id: uuid.UUID, at: datetime, service: KeyService
) -> Batch:
    """The rows of these sealings. Raises Refusal for a field that cannot be, KeyGoneError."""
    subject_ids = tuple(given.subject_id or ids.new_id() for given in sealings)
    batch = Batch(holder_id=holder_id, at=at, subject_ids=subject_ids)
    data_keys: list[tuple[bytes, bytes]] = []
    for subject_id, given in zip(subject_ids, sealings, strict=True):
        if given.subject_id is None:
            batch.add(subject_ids=subject_id, kinds=given.kind.value)
        if given.fields:
            key_id, key = ids.new_id(), os.urandom(sealing.KEY_BYTES)
            data_keys.append((sealing.key_place(subject_id, key_id), key))
            batch.add(key_ids=key_id, key_subjects=subject_id)
            _seal_fields(batch, given, subject_id=subject_id, key_id=key_id, key=key)
    service.create_keks([holder_id])
    for wrapped in service.wrap(holder_id, data_keys):
        batch.add(wrapped=wrapped.blob, key_versions=wrapped.version)
    _hash_tokens(batch, sealings, service)
    return batch


def insert(batch: Batch) -> None:
    """Write the batch in one statement."""
    given: dict[str, Any] = {name: batch.columns.get(name, []) for name in _COLUMNS}
    given["holder"], given["at"] = batch.holder_id, batch.at
    given["version"] = sealing.version_at(batch.at)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, given)


def insert_many(batch: Batch) -> None:
    """The same for thousands of people: bound by the server in binary, in half the time."""
    given: dict[str, Any] = {name: batch.columns.get(name, []) for name in _COLUMNS}
    given["holder"], given["at"] = batch.holder_id, batch.at
    given["version"] = sealing.version_at(batch.at)
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(_BINARY, given)


_BINARY = _INSERT.replace(")s", ")b").encode()
_COLUMNS = (
    "subject_ids", "kinds", "key_ids", "key_subjects", "key_versions", "wrapped", "token_kinds",
    "tokens", "token_subjects", "field_subjects", "fields", "field_keys", "nonces", "ciphertexts",
)  # fmt: skip


def _seal_fields(
    batch: Batch, given: Sealing, *, subject_id: uuid.UUID, key_id: uuid.UUID, key: bytes
) -> None:
    version = sealing.version_at(batch.at)
    for name, value in given.fields.items():
        nonce = os.urandom(sealing.NONCE_BYTES)
        bound_to = sealing.place(subject_id, sealing.check_field(name), version)
        batch.add(
            field_subjects=subject_id,
            fields=name,
            field_keys=key_id,
            nonces=nonce,
            ciphertexts=sealing.seal(value, key=key, nonce=nonce, bound_to=bound_to),
        )


def _hash_tokens(batch: Batch, sealings: Sequence[Sealing], service: KeyService) -> None:
    pairs = [
        (subject_id, source)
        for subject_id, given in zip(batch.subject_ids, sealings, strict=True)
        for source in given.tokens
    ]
    hashed = hash_sources([source for _, source in pairs], service)
    for (subject_id, source), token in zip(pairs, hashed, strict=True):
        if token is not None:
            batch.add(token_kinds=int(source.kind), tokens=token, token_subjects=subject_id)


def hash_sources(sources: Sequence[TokenSource], service: KeyService) -> list[bytes | None]:
    """The token of each source, None where the source is too little; one call for each kind."""
    written = [tokens.written_one_way(source) for source in sources]
    hashed: list[bytes | None] = [None] * len(sources)
    for kind in {source.kind for source in sources}:
        places = [
            place
            for place, source in enumerate(sources)
            if source.kind is kind and written[place] is not None
        ]
        digests = service.hmac(kind, [written[place] or "" for place in places])
        for place, digest in zip(places, digests, strict=True):
            hashed[place] = tokens.cut(digest)
    return hashed
