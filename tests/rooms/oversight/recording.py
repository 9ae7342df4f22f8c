"""Writing to the record as the gate does, and what else its tests share."""

import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from django.db import connection, transaction

from bairn.kernel import ids
from bairn.oversight import writing
from bairn.oversight.terms import Entry, EntryKind

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def an_entry(**given: object) -> Entry:
    """An ordinary entry of an invented officer; `given` changes what matters to the test."""
    fields: dict[str, object] = {
        "id": ids.new_id(),
        "at": AT,
        "kind": EntryKind.ACT,
        "act": "case.open",
        "actor_id": uuid.UUID(int=7),
        "actor_kind": "staff",
    }
    return Entry(**(fields | given))


def write(*entries: Entry, role: str = "bairn_app") -> None:
    """Put entries on the record as the gate does: in one transaction, in the app's role."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"set local role {role}")
        writing.write(entries)


def as_role(role: str, statement: str) -> None:
    """Run one statement in the role of somebody who is not the tables' owner."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"set local role {role}")
        cursor.execute(statement)


def empty_the_record() -> None:
    """Start a new record: only the tables' owner can, and no witness would believe it."""
    with connection.cursor() as cursor:
        for table in ("leaf", "entry"):
            cursor.execute(f"alter table oversight_{table} disable trigger oversight_{table}_stays")
        cursor.execute(
            "truncate oversight_pending, oversight_leaf, oversight_entry, oversight_checkpoint"
        )
        for table in ("leaf", "entry"):
            cursor.execute(f"alter table oversight_{table} enable trigger oversight_{table}_stays")


def wait_for(ready: Callable[[], object], seconds: float = 60.0) -> None:
    """Return when `ready` says yes; fail the test when it does not in time."""
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it did not come in time"
        time.sleep(0.01)
