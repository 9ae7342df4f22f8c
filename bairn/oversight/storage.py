"""The sequencer's statements: one connection of its own, in the sequencer's role."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections

from bairn.oversight.terms import Checkpoint

ROLE = "bairn_sequencer"
GROUP = 1000  # entries a group commit
_LOCK = 0x62616972  # one sequencer for each database

_TAKE = """
with base as (
    select coalesce(max(index) + 1, 0) as start from oversight_leaf
), taken as (
    delete from oversight_pending
    where id = any(array(select id from oversight_pending order by id limit %s))
    returning id, entry_id, entry
)
insert into oversight_leaf (index, entry_id, entry)
select base.start + row_number() over (order by id) - 1, entry_id, entry from taken, base
returning index, entry
"""
_DROP_REPEATED = """
delete from oversight_pending as repeated
where exists (select from oversight_leaf where entry_id = repeated.entry_id)
   or exists (select from oversight_pending as first
              where first.entry_id = repeated.entry_id and first.id < repeated.id)
"""
_KEEP = """
insert into oversight_checkpoint (size, root, note, made_at, cosigned_at, cosignatures)
values (%s, %s, %s, %s, %s, %s)
on conflict (size) do update
set cosigned_at = excluded.cosigned_at, cosignatures = excluded.cosignatures
"""
_HEADS = "select size, root, note, made_at, cosigned_at, cosignatures from oversight_checkpoint"


class SequencerBusy(RuntimeError):
    """Another sequencer works on this database."""


class Storage:
    """PostgreSQL as the sequencer sees it: pending entries in, leaves and heads out."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        """Uses an autocommit connection of its own; `close` releases the lock with it."""
        self._connection = connection

    @classmethod
    def open(cls) -> "Storage":
        """A new connection to Django's default database, by the sequencer's own login and role."""
        given = connections["default"].settings_dict | settings.BAIRN_SEQUENCER_LOGIN
        where = {
            "dbname": given["NAME"],
            "user": given["USER"],
            "password": given["PASSWORD"],
            "host": given["HOST"],
            "port": given["PORT"],
        }
        connection = psycopg.connect(
            autocommit=True, **{key: value for key, value in where.items() if value}
        )
        connection.execute(f"set role {ROLE}")
        return cls(connection)

    def close(self) -> None:
        """End the connection and with it the lock."""
        self._connection.close()

    def lock(self) -> None:
        """Become the only sequencer. Raises SequencerBusy when there is one already."""
        row = self._connection.execute("select pg_try_advisory_lock(%s)", [_LOCK]).fetchone()
        if row is None or not row[0]:
            raise SequencerBusy("another sequencer works on this database")

    def take(self, limit: int = GROUP) -> list[bytes]:
        """Give up to `limit` waiting entries their places, durably; their bytes, in order.

        An id that is already on the record cannot come twice: the repeated one is dropped.
        """
        try:
            rows = self._connection.execute(_TAKE, [limit]).fetchall()
        except psycopg.errors.UniqueViolation:
            self._connection.execute(_DROP_REPEATED)
            rows = self._connection.execute(_TAKE, [limit]).fetchall()
        return [entry for _, entry in sorted(rows)]

    def count(self) -> int:
        """How many leaves there are."""
        row = self._connection.execute(
            "select coalesce(max(index) + 1, 0) from oversight_leaf"
        ).fetchone()
        return int(row[0]) if row else 0

    def pending(self) -> int:
        """How many entries wait."""
        row = self._connection.execute("select count(*) from oversight_pending").fetchone()
        return int(row[0]) if row else 0

    def leaves(self, *, start: int, end: int | None = None) -> Iterator[list[bytes]]:
        """The leaves [start, end) in groups of up to 1000. Raises ValueError at a gap."""
        place = start
        while end is None or place < end:
            stop = place + GROUP if end is None else min(end, place + GROUP)
            rows = self._connection.execute(
                "select index, entry from oversight_leaf where index >= %s and index < %s "
                "order by index",
                [place, stop],
                binary=True,
            ).fetchall()
            if [index for index, _ in rows] != list(range(place, place + len(rows))):
                raise ValueError("a leaf is missing from the database")
            if not rows:
                return
            yield [entry for _, entry in rows]
            place += len(rows)

    def keep(self, checkpoint: Checkpoint) -> None:
        """Store a published head, or renew the cosignatures of one."""
        self._connection.execute(
            _KEEP,
            [
                checkpoint.size,
                checkpoint.root,
                checkpoint.note,
                checkpoint.made_at,
                checkpoint.cosigned_at,
                checkpoint.cosignatures,
            ],
        )

    def latest(self) -> Checkpoint | None:
        """The newest published head."""
        row = self._connection.execute(f"{_HEADS} order by size desc limit 1").fetchone()
        return _checkpoint(row) if row else None

    def heads(self, *, after: int = -1, upto: int | None = None) -> Iterator[Checkpoint]:
        """Every published head with after < size <= upto, smallest first."""
        rows = self._connection.execute(
            f"{_HEADS} where size > %s and (%s::bigint is null or size <= %s) order by size",
            [after, upto, upto],
        )
        for row in rows:
            yield _checkpoint(row)


def _checkpoint(row: tuple[int, bytes, str, datetime, datetime | None, str]) -> Checkpoint:
    size, root, note, made_at, cosigned_at, cosignatures = row
    return Checkpoint(
        size=size,
        root=bytes(root),
        note=note,
        made_at=made_at,
        cosigned_at=cosigned_at,
        cosignatures=cosignatures,
    )
