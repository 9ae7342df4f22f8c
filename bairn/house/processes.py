"""The processes of the house, how each is started, and where its words go."""

import ctypes
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bairn.house import environment

WEB_WORKERS = 2
WEB_THREADS = 4
_LOG_LIMIT = 5 * 2**20  # bytes; then the file begins anew and one old one is kept
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)  # loaded here: between fork and exec nothing may be looked up


@dataclass(frozen=True, slots=True)
class Part:
    """One process: its name, its command, and its turn in starting and stopping."""

    name: str
    command: tuple[str, ...]
    # What takes work in stops first, what records it last.
    stops: int
    # Whoever waits at the doors shall not wait for what they cannot see yet.
    after_doors: bool = False


def parts_of(*, port: int, doors: str) -> tuple[Part, ...]:
    """What `bairn serve` runs: the doors, the sequencer, the witness, the worker, the matcher."""
    here = (sys.executable, "-m")
    return (
        Part("web", (*here, *_granian(port, doors)), stops=0),
        Part("sequencer", (*here, "bairn.house.recording", "sequencer"), stops=1),
        Part("witness", (*here, "bairn.house.recording", "witness"), stops=2),
        Part("worker", (*here, "bairn.cli", "work"), stops=0, after_doors=True),
        Part("matcher", (*here, "bairn.cli", "match"), stops=0, after_doors=True),
    )


def _granian(port: int, doors: str) -> tuple[str, ...]:
    return (
        "granian",
        *("--interface", "wsgi"),
        *("--host", os.environ.get("BAIRN_BIND", "127.0.0.1")),
        *("--port", str(port)),
        *("--workers", str(WEB_WORKERS)),
        *("--blocking-threads", str(WEB_THREADS)),
        # Addresses and answers are never written down: there is no access log.
        *("--no-access-log", "--log-level", "warning"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
        f"bairn.house.wsgi.{doors}:application",
    )


def start(part: Part, home: Path) -> "subprocess.Popen[bytes]":
    """Start one part; it ends when this process does, however that ends."""
    with _log_of(part, home) as log:
        return subprocess.Popen(  # noqa: S603 - our own fixed commands
            part.command,
            cwd=environment.CHECKOUT,
            env={"DJANGO_SETTINGS_MODULE": "bairn.house.settings"} | os.environ,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=_end_with_parent,
        )


def _log_of(part: Part, home: Path) -> IO[bytes]:
    """`<home>/log/<part>.log`; with BAIRN_LOG_TO=stderr everything goes where we write too."""
    if os.environ.get("BAIRN_LOG_TO") == "stderr":
        return os.fdopen(os.dup(2), "wb")
    folder = home / "log"
    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / f"{part.name}.log"
    if path.exists() and path.stat().st_size > _LOG_LIMIT:
        path.replace(path.with_suffix(".old"))
    return path.open("ab")


def _end_with_parent() -> None:
    """Ask Linux for SIGTERM when the parent dies, also by kill -9. Elsewhere nothing happens."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
