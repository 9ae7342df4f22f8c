"""A database of its own for a measurement, migrated, and dropped again at the end."""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import psycopg
from django.conf import settings
from django.core.management import call_command

from bairn.house import environment, postgres

_TRIES = 60
_ALWAYS_THERE = "postgres"


@contextlib.contextmanager
def own_database(name: str, folder: Path) -> Iterator[str]:
    """The address of a fresh, migrated database `name`; keys and files go below `folder`."""
    if not os.environ.get("DATABASE_URL"):
        postgres.start(environment.CHECKOUT)
    settings.BAIRN_HOME = folder / "home"
    server = settings.DATABASES["default"]
    owner = {"host": server["HOST"], "user": server["USER"], "password": server["PASSWORD"] or None}
    usual = server["NAME"]
    _drop(name, owner)
    with psycopg.connect(dbname=_ALWAYS_THERE, autocommit=True, **owner) as connection:
        connection.execute(f"create database {name}")
    server["NAME"] = name
    server["OPTIONS"].pop("pool", None)
    django.setup()
    call_command("migrate", verbosity=0)
    try:
        yield f"postgresql://{server['USER']}@/{name}?host={server['HOST']}"
    finally:
        django.db.connections.close_all()
        server["NAME"] = usual
        _drop(name, owner)


def _drop(name: str, owner: dict[str, Any]) -> None:
    """Drop it; an autovacuum worker in it is not ours to end, so it is waited for."""
    for left in reversed(range(_TRIES)):
        try:
            with psycopg.connect(dbname=_ALWAYS_THERE, autocommit=True, **owner) as connection:
                connection.execute(f"drop database if exists {name} with (force)")
            return
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            if not left:
                raise
            time.sleep(1)
