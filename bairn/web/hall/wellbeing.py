"""Which part of the house is down: each asked by itself, none with a word about anyone in it."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

from bairn import jobs
from bairn.oversight import health
from bairn.vault import keys, waiting

LEAST_DISK = 256 * 2**20  # bytes; below this PostgreSQL may stop at any moment
WAITS_TOO_LONG = timedelta(minutes=10)  # people who were taken in and compared with nobody
_PATIENCE = 2  # seconds that a database gets to answer; its pool would wait far longer


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the house: up or down; how old its last sign of life is, where it gives one."""

    up: bool
    age: timedelta | None = None


def parts(*, at: datetime) -> Mapping[str, Part]:
    """Every part by its name, as it is at `at`. Never raises; takes some seconds at worst."""
    database = _asked(_database, at)
    return {
        "database": database,
        "sequencer": _asked(_sequencer, at),
        "witness": _asked(_witness, at),
        "record": _asked(_record, at),
        # Its heartbeat stands in the database: without that nobody can know.
        "worker": _asked(_worker, at) if database.up else Part(False),
        # It compares whoever comes in with everybody else; what waits for it waits in the database.
        "matcher": _asked(_matcher, at) if database.up else Part(False),
        "keys": _asked(_keys, at),
        "disk": _asked(_disk, at),
    }


def _asked(part: Callable[[datetime], Part], at: datetime) -> Part:
    try:
        return part(at)
    except Exception:  # whatever it is: the part does not work, and its words are not for here
        return Part(False)


def _database(_: datetime) -> Part:
    where = connection.get_connection_params()
    given = {name: where[name] for name in ("dbname", "user", "password", "host", "port")
             if where.get(name)}  # fmt: skip
    with psycopg.connect(**given, connect_timeout=_PATIENCE) as asked:
        return Part(asked.execute("select 1").fetchone() == (1,))


def _sequencer(at: datetime) -> Part:
    age = health.published_age(at=at)
    return Part(age is not None and age < health.STALE_AFTER, age)


def _witness(at: datetime) -> Part:
    if getattr(settings, "BAIRN_WITNESSES", ()):
        return Part(not health.head_health(at=at).stale)
    return Part(health.neighbour_answers())


def _record(at: datetime) -> Part:
    head = health.head_health(at=at)
    return Part(not head.stale, head.age)


def _worker(_: datetime) -> Part:
    state = jobs.state()
    return Part(state.worker_lives, state.worker_seen)


def _matcher(_: datetime) -> Part:
    age = waiting.oldest()
    return Part(age is None or age < WAITS_TOO_LONG, age)


def _keys(_: datetime) -> Part:
    return Part(not keys.health())


def _disk(_: datetime) -> Part:
    return Part(shutil.disk_usage(Path(settings.BAIRN_HOME)).free > LEAST_DISK)
