"""Everything that has to stand before the house can work: server, database, tables, static files.

Each step first asks whether it is done, so a house that stands is ready in a moment. What is
missing is made in a process of its own, which logs in as the owner of the tables.
"""

import contextlib
import fcntl
import hashlib
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from psycopg.conninfo import make_conninfo

from bairn.house import environment, postgres
from bairn.house.environment import EnvironmentFault

_CACHE = "house_cache"
_SETTINGS = "bairn.house.settings"
_UNPREPARED = (psycopg.errors.UndefinedTable, psycopg.errors.InsufficientPrivilege)


def set_up() -> None:
    """Bring up whatever does not stand yet. Safe to repeat and from several processes at once.

    Raises PostgresError, EnvironmentFault, or psycopg.OperationalError when a real server is away.
    """
    home = Path(settings.BAIRN_HOME)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if _is_embedded():
        _start_embedded()
    if _is_prepared() and _has_static_files():
        return
    with _one_at_a_time(home):
        if not _is_prepared():
            _run_as_owner("bairn.house.owning")
        if not _has_static_files():
            _run_as_owner("bairn.house.collecting")
            _stamp().write_text(_static_digest())


def _is_embedded() -> bool:
    return environment.address("bairn_web") is None


def _start_embedded() -> None:
    name = str(settings.DATABASES["default"]["NAME"])
    try:
        _connect().close()
    except psycopg.OperationalError:  # no server, no database, or no login yet
        postgres.start(environment.CHECKOUT, name)


def _connect() -> psycopg.Connection[Any]:
    """A plain connection by this process's own login, without Django's pool of them."""
    given = settings.DATABASES["default"]
    where = {
        "dbname": given["NAME"],
        "user": given["USER"],
        "password": given["PASSWORD"],
        "host": given["HOST"],
        "port": given["PORT"],
    }
    address = make_conninfo("", **{key: str(value) for key, value in where.items() if value})
    return psycopg.connect(address, connect_timeout=5)


def _is_prepared() -> bool:
    """Whether every migration that lies here is applied, and the cache has its table."""
    try:
        with _connect() as connection:
            applied = set(connection.execute("select app, name from django_migrations"))
            cache = connection.execute("select to_regclass(%s)", [_CACHE]).fetchone()
    except _UNPREPARED:
        return False
    except psycopg.OperationalError:
        if _is_embedded() or environment.owns():
            return False  # the login is made by the first migration
        raise
    return bool(cache and cache[0]) and _migrations() <= applied


def _migrations() -> set[tuple[str, str]]:
    """Every migration that lies on the disk, by the names of its files: none is imported."""
    found = set()
    for app in apps.get_app_configs():
        folder = Path(app.path) / "migrations"
        found |= {
            (app.label, module.name)
            for module in pkgutil.iter_modules([str(folder)])
            if module.name[0].isdigit()
        }
    return found


def _has_static_files() -> bool:
    with contextlib.suppress(OSError):
        return _stamp().read_text() == _static_digest()
    return False


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / ".stamp"


def _static_digest() -> str:
    """What the static files of all rooms look like from outside: names, sizes and times."""
    digest = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@contextlib.contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    with (home / "setup-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run_as_owner(module: str) -> None:
    surroundings = {"BAIRN_DB_ROLE": "bairn_owner", "DJANGO_SETTINGS_MODULE": _SETTINGS}
    done = subprocess.run(  # noqa: S603 - our own module, by name
        [sys.executable, "-m", module],
        cwd=environment.CHECKOUT,
        env=os.environ | surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise EnvironmentFault(f"the house cannot be set up ({module}):\n{done.stderr[-2000:]}")
