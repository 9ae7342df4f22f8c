"""The vault's own statements: holding a holder still, and changing wrapped keys in one go."""

import uuid
from collections.abc import Sequence

from django.db import connection

from bairn.vault import models, sealing
from bairn.vault.keyservice import KeyService, WrappedKey

_REPLACE = """
update vault_key as key set wrapped = new.wrapped, kek_version = new.version
from unnest(%s::uuid[], %s::bytea[], %s::int[]) as new(id, wrapped, version)
where key.id = new.id
"""


def hold_still(*holders: uuid.UUID, alone: bool) -> None:
    """Until the transaction ends nobody else seals (`alone`), or re-wraps, for these holders.

    Without it a data key could be wrapped by a version of the key that is about to be destroyed.
    """
    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    places = sorted(int.from_bytes(holder.bytes[8:], "big", signed=True) for holder in holders)
    with connection.cursor() as cursor:
        for place in places:  # always in one order, so that two moves cannot wait for each other
            cursor.execute(f"select {lock}(%s)", [place])


def keys_of(holder_id: uuid.UUID, *, but_of: uuid.UUID | None = None) -> list[models.DataKey]:
    """The data keys of a holder, all or but those of one subject."""
    keys = models.DataKey.objects.filter(holder_id=holder_id)
    return list(keys.exclude(subject_id=but_of) if but_of else keys)


def as_wrapped(key: models.DataKey, *, holder_id: uuid.UUID) -> WrappedKey:
    """The key as the key service takes it, under the KEK of `holder_id`."""
    context = sealing.key_place(key.subject_id, key.id)
    return WrappedKey(holder_id, key.kek_version, context, bytes(key.wrapped))


def rewrap(
    keys: Sequence[models.DataKey], *, old: uuid.UUID, new: uuid.UUID, service: KeyService
) -> None:
    """Wrap these keys, now under the KEK of `old`, by the newest version of that of `new`."""
    if not keys:
        return
    renewed = service.rewrap([as_wrapped(key, holder_id=old) for key in keys], into=new)
    with connection.cursor() as cursor:
        cursor.execute(
            _REPLACE,
            [
                [key.id for key in keys],
                [wrapped.blob for wrapped in renewed],
                [wrapped.version for wrapped in renewed],
            ],
        )
