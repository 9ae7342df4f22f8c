"""A batch being sealed: fresh keys drawn, fields encrypted, tokens hashed, rows ready to insert."""

import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bairn.kernel import ids
from bairn.vault import models, sealing, tokens
from bairn.vault.keyservice import KeyService
from bairn.vault.terms import Sealing, TokenKind, TokenSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Rows ready to insert; `subject_ids` in the order of the sealings."""

    subject_ids: tuple[uuid.UUID, ...]
    subjects: list[models.Subject] = field(default_factory=list)
    keys: list[models.DataKey] = field(default_factory=list)
    fields: list[models.SealedField] = field(default_factory=list)
    tokens: list[models.Token] = field(default_factory=list)


def prepare(
    sealings: Sequence[Sealing], *, holder_id: uuid.UUID, at: datetime, service: KeyService
) -> Batch:
    """The rows of these sealings. Raises Refusal for a field that cannot be, KeyGoneError."""
    batch = Batch(subject_ids=tuple(given.subject_id or ids.new_id() for given in sealings))
    service.create_keks([holder_id])
    data_keys: list[tuple[bytes, bytes]] = []
    for subject_id, given in zip(batch.subject_ids, sealings, strict=True):
        if given.subject_id is None:
            batch.subjects.append(
                models.Subject(
                    id=subject_id, kind=given.kind.value, holder_id=holder_id, sealed_at=at
                )
            )
        if given.fields:
            key_id, key = ids.new_id(), os.urandom(sealing.KEY_BYTES)
            data_keys.append((sealing.key_place(subject_id, key_id), key))
            batch.keys.append(models.DataKey(id=key_id, subject_id=subject_id, holder_id=holder_id))
            _seal_fields(batch, given, subject_id, holder_id, key_id, key, at)
    for row, wrapped in zip(batch.keys, service.wrap(holder_id, data_keys), strict=True):
        row.wrapped, row.kek_version = wrapped.blob, wrapped.version
    _hash_tokens(batch, sealings, holder_id, service)
    return batch


def insert(batch: Batch) -> None:
    """Write the batch: at most one statement for each table, none of which reads anything."""
    models.Subject.objects.bulk_create(batch.subjects)
    models.DataKey.objects.bulk_create(batch.keys)
    models.SealedField.objects.bulk_create(batch.fields)
    # The same telephone number again for the same subject is nothing new.
    models.Token.objects.bulk_create(batch.tokens, ignore_conflicts=True)


def _seal_fields(
    batch: Batch,
    given: Sealing,
    subject_id: uuid.UUID,
    holder_id: uuid.UUID,
    key_id: uuid.UUID,
    key: bytes,
    at: datetime,
) -> None:
    version = sealing.version_at(at)
    for name, value in given.fields.items():
        nonce = os.urandom(sealing.NONCE_BYTES)
        bound_to = sealing.place(subject_id, sealing.check_field(name), version)
        batch.fields.append(
            models.SealedField(
                subject_id=subject_id,
                holder_id=holder_id,
                field=name,
                version=version,
                key_id=key_id,
                nonce=nonce,
                ciphertext=sealing.seal(value, key=key, nonce=nonce, bound_to=bound_to),
            )
        )


def _hash_tokens(
    batch: Batch, sealings: Sequence[Sealing], holder_id: uuid.UUID, service: KeyService
) -> None:
    pairs = [
        (subject_id, source)
        for subject_id, given in zip(batch.subject_ids, sealings, strict=True)
        for source in given.tokens
    ]
    hashed = hash_sources([source for _, source in pairs], service)
    seen: set[tuple[TokenKind, bytes, uuid.UUID]] = set()
    for (subject_id, source), token in zip(pairs, hashed, strict=True):
        if token is None or (source.kind, token, subject_id) in seen:
            continue
        seen.add((source.kind, token, subject_id))
        batch.tokens.append(
            models.Token(
                kind=int(source.kind), token=token, subject_id=subject_id, holder_id=holder_id
            )
        )


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
