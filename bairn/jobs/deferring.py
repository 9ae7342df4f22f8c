"""Asking for work later: one statement in the running transaction, with ids and codes alone.

A job is kept in the open and outlives its transaction, so no word about anyone may enter it. What
may stand on the record may stand in a job: the same check, here and once more in the database.
"""

import json
import re
import uuid

from django.db import connection

from bairn.oversight import entries
from bairn.oversight.entries import EntryFault
from bairn.oversight.terms import CodeValue

_NAME = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Stored = dict[str, bool | int | str]


class JobFault(ValueError):
    """A job was asked for with something else than ids, numbers and codes."""


def defer(name: str, **ids: CodeValue) -> None:
    """Have `name` done soon after the running transaction commits, and never when it does not.

    Works under any database role, inside the gate too. Raises JobFault for a word or a long number.
    """
    if not _NAME.fullmatch(name):
        raise JobFault("a job's name is like room.what")
    with connection.cursor() as cursor:
        cursor.execute("select jobs_defer(%s, %s)", [name, json.dumps(stored(ids))])


def stored(ids: dict[str, CodeValue]) -> Stored:
    """The arguments as they are kept. Raises JobFault; its message never repeats the value."""
    try:
        return {key: entries.check_value(key, value) for key, value in ids.items()}
    except EntryFault as fault:
        raise JobFault(str(fault)) from None


def restored(arguments: Stored) -> dict[str, CodeValue]:
    """The arguments as they were given: what looks like an id is one."""
    return {
        key: uuid.UUID(value) if isinstance(value, str) and _ID.fullmatch(value) else value
        for key, value in arguments.items()
    }
