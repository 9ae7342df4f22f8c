"""Starts the parts of the house, keeps them up, and stops them in order.

A part that ends by itself is started again after a pause that doubles up to half a minute, so a
fault that stays cannot eat the machine, and one that passes is over soon.
"""

import contextlib
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

import structlog
from django.conf import settings

from bairn.house import processes
from bairn.house.environment import EnvironmentFault
from bairn.house.processes import Part

DRAIN = 10.0  # seconds from SIGTERM until everything has stopped
_FIRST_PAUSE = 0.5  # seconds before a part that ended is started again
_LONGEST_PAUSE = 30.0
_STEADY = 60.0  # seconds after which a part counts as well again
_LOOK = 0.1
_READY_WITHIN = 60.0
_PORT_WITHIN = 5.0  # an earlier house may still be draining
_log = structlog.get_logger()


@dataclass(slots=True)
class _Kept:
    """A part under supervision."""

    part: Part
    process: "subprocess.Popen[bytes]"
    began: float
    pause: float = _FIRST_PAUSE
    again_at: float | None = None


@dataclass(slots=True)
class Supervisor:
    """The parts of one house; `start`, then `look` for ever, then `stop`."""

    home: Path
    parts: tuple[Part, ...]
    _kept: list[_Kept] = field(init=False, default_factory=list)

    def start(self, *, after_doors: bool) -> None:
        """Start the parts of one turn: those before the doors are open, or those after."""
        for part in (one for one in self.parts if one.after_doors is after_doors):
            process = processes.start(part, self.home)
            self._kept.append(_Kept(part, process, time.monotonic()))
            _log.info("part_started", part=part.name, pid=process.pid)

    def look(self) -> None:
        """Start again, when its time has come, whatever has ended by itself."""
        now = time.monotonic()
        for kept in self._kept:
            if kept.again_at is None and kept.process.poll() is not None:
                steady = now - kept.began > _STEADY
                kept.pause = _FIRST_PAUSE if steady else min(kept.pause * 2, _LONGEST_PAUSE)
                kept.again_at = now + kept.pause
                code = kept.process.returncode
                _log.warning("part_ended", part=kept.part.name, status=code, seconds=kept.pause)
            elif kept.again_at is not None and now >= kept.again_at:
                kept.process = processes.start(kept.part, self.home)
                kept.began, kept.again_at = now, None
                _log.info("part_started", part=kept.part.name, pid=kept.process.pid)

    def stop(self) -> None:
        """Stop what takes work in first and what records it last, all within 10 s."""
        end = time.monotonic() + DRAIN - 0.5
        turns = sorted({kept.part.stops for kept in self._kept})
        for turn in turns:
            going = [kept for kept in self._kept if kept.part.stops == turn]
            for kept in going:
                with contextlib.suppress(ProcessLookupError):
                    kept.process.terminate()
            # Those whose turn comes later need a moment of the time as well.
            self._wait(going, until=end - (turns[-1] - turn))
        for kept in self._kept:
            if kept.process.poll() is None:
                _log.warning("part_killed", part=kept.part.name)
                kept.process.kill()
                kept.process.wait()

    def _wait(self, going: list[_Kept], *, until: float) -> None:
        for kept in going:
            with contextlib.suppress(subprocess.TimeoutExpired):
                kept.process.wait(max(0.0, until - time.monotonic()))


def serve(
    *, port: int, doors: str = "all_doors", on_ready: Callable[[], None] = lambda: None
) -> None:
    """Run the house until SIGTERM or SIGINT; `on_ready` runs once, when the doors answer.

    `doors` is `all_doors`, `report`, `desk` or `api`. Raises EnvironmentFault when the port is
    taken or the doors do not open, and whatever `on_ready` raises, after everything has stopped.
    """
    _claim(port)
    with _stopping() as asked:
        house = Supervisor(Path(settings.BAIRN_HOME), processes.parts_of(port=port, doors=doors))
        try:
            house.start(after_doors=False)
            _await_doors(house, port, asked)
            house.start(after_doors=True)
            welcome = _Welcome(on_ready)
            while not asked.is_set() and welcome.fault is None:
                house.look()
                asked.wait(_LOOK)
        finally:
            house.stop()
    if welcome.fault is not None:
        raise welcome.fault


class _Welcome:
    """`on_ready` beside the supervision, which must not wait for it; keeps what it raised."""

    def __init__(self, on_ready: Callable[[], None]) -> None:
        self.fault: BaseException | None = None
        self._on_ready = on_ready
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            self._on_ready()
        except BaseException as fault:
            self.fault = fault


def _claim(port: int) -> None:
    """Wait until the port is free. Raises EnvironmentFault when it stays taken."""
    end = time.monotonic() + _PORT_WITHIN
    while True:
        with socket.socket() as trying:
            trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trying.bind((os.environ.get("BAIRN_BIND", "127.0.0.1"), port))
                return
            except OSError:
                if time.monotonic() > end:
                    raise EnvironmentFault(
                        f"port {port} is taken: set BAIRN_PORT to another one"
                    ) from None
        time.sleep(_LOOK)


def _await_doors(house: Supervisor, port: int, asked: threading.Event) -> None:
    """Until the doors answer at all; whether all is well, the health page says."""
    end = time.monotonic() + _READY_WITHIN
    while not asked.is_set() and not _answers(port):
        house.look()
        if time.monotonic() > end:
            raise EnvironmentFault(f"the doors do not open: see {house.home / 'log' / 'web.log'}")
        time.sleep(_LOOK)


def _answers(port: int) -> bool:
    asking = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        asking.request("HEAD", "/health/")
        return asking.getresponse().status > 0
    except (OSError, HTTPException):
        return False
    finally:
        asking.close()


@contextlib.contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that SIGTERM and SIGINT set; afterwards the signals do what they did before."""
    asked = threading.Event()

    def note(number: int, _frame: FrameType | None) -> None:
        asked.set()

    before = {one: signal.signal(one, note) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield asked
    finally:
        for one, what in before.items():
            signal.signal(one, what)
