"""How the key service reads the record for itself: what is committed, and nothing else.

Its connection is its own. On the connection of the running act an entry would show before it is
committed, and a rolled-back look would have opened a name without a trace. It asks in the app's
role with the token of whoever wants to read: row-level security shows the entry only while its case
is in their reach, so the circle is looked up once more, at the last moment.
"""

import os
import threading
import uuid
from typing import Any

import psycopg
from django.db import connections

from bairn.kernel import clock
from bairn.vault.keyservice import Ground, KeyServiceDownError

_ROLE = "set role bairn_app"
# For the session, not a transaction: nobody else uses this connection, and each question sets it.
_STAND = "select set_config('bairn.token', %s, false)"
_ASK = """
select act, case_id, report_id from oversight_entry
where id = %s and outcome = 'done' and actor_id = bairn_actor()
"""
_ATTEMPTS = 2  # a kept connection may have died with a restart of the database


class CommittedRecord:
    """The committed entries of Django's default database, one kept connection a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: psycopg.Connection[Any] | None = None
        self._process = 0

    def ground(self, entry_id: uuid.UUID, *, token: str) -> Ground | None:
        """What the asker's entry says. Raises KeyServiceDownError when the record is away."""
        with self._lock:
            row = self._ask(entry_id, token)
        if row is None:
            return None
        act, *holders = row
        age = clock.now().timestamp() - _made_at(entry_id)
        return Ground(act, frozenset(holder for holder in holders if holder), age)

    def _ask(self, entry_id: uuid.UUID, token: str) -> tuple[Any, ...] | None:
        for attempt in range(1, _ATTEMPTS + 1):
            connection = self._connection()
            try:
                connection.execute(_STAND, [token])
                return connection.execute(_ASK, [entry_id]).fetchone()
            except psycopg.Error as fault:
                self._close()
                if attempt == _ATTEMPTS or not isinstance(fault, psycopg.OperationalError):
                    raise KeyServiceDownError("the record cannot be read") from None
            finally:
                if not _may_be_kept():
                    self._close()
        return None

    def _connection(self) -> psycopg.Connection[Any]:
        if self._kept is None or self._process != os.getpid():
            given = connections["default"].settings_dict
            names = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
            words = ("dbname", "user", "password", "host", "port")
            settings = {w: given[n] for n, w in zip(names, words, strict=True) if given[n]}
            try:
                self._kept = psycopg.connect(autocommit=True, **settings)
                self._kept.execute(_ROLE)
            except psycopg.Error:
                self._kept = None
                raise KeyServiceDownError("the record cannot be reached") from None
            self._process = os.getpid()
        return self._kept

    def _close(self) -> None:
        if self._kept is not None:
            self._kept.close()
        self._kept = None


def _made_at(entry_id: uuid.UUID) -> float:
    """Seconds since 1970 in a UUID version 7; the entry's `at` would be the caller's word."""
    return (entry_id.int >> 80) / 1000


def _may_be_kept() -> bool:
    """Kept where Django keeps its own (a pool); tests have none and drop their database."""
    return "pool" in connections["default"].settings_dict["OPTIONS"]
