"""What the matching process has taken up does not wait any more."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.vault.terms import Changed

_TAKEN = """
delete from vault_change as c using unnest(%s::uuid[], %s::timestamptz[]) as t (id, at)
where c.subject_id = t.id and c.changed_at <= t.at
"""
LATER = 5  # minutes until what could not be read is tried again
_PUT_OFF = """
update vault_change as c set changed_at = clock_timestamp() + make_interval(mins => %s)
from unnest(%s::uuid[], %s::timestamptz[]) as t (id, at)
where c.subject_id = t.id and c.changed_at = t.at
"""
_EVERYBODY = """
insert into vault_change (subject_id, holder_id, changed_at, gone)
select id, holder_id, clock_timestamp(), false from vault_subject
where kind = 'person' and erased_at is null
on conflict (subject_id) do nothing
"""


@gate.act("vault.changes_taken")
def taken(*, actor: Actor, at: datetime, changes: Sequence[Changed]) -> int:
    """Forget these changes; one that changed again meanwhile waits on. How many went."""
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKEN, [[one.subject_id for one in changes], [one.changed_at for one in changes]]
        )
        gone = int(cursor.rowcount)
    gate.note(count=gone)
    return gone


@gate.act("vault.changes_put_off")
def put_off(*, actor: Actor, at: datetime, changes: Sequence[Changed], minutes: int = LATER) -> int:
    """Let these changes wait: they could not be taken up now. How many were.

    One that changed again meanwhile is left as it is.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _PUT_OFF,
            [minutes, [one.subject_id for one in changes], [one.changed_at for one in changes]],
        )
        moved = int(cursor.rowcount)
    gate.note(count=moved)
    return moved


@gate.act("vault.ask_all")
def ask_all(*, actor: Actor, at: datetime) -> int:
    """Note everybody as changed: the index was lost and is made anew. How many there are."""
    with connection.cursor() as cursor:
        cursor.execute(_EVERYBODY)
        found = int(cursor.rowcount)
    gate.note(count=found)
    return found
