"""How a process that runs until it is stopped learns that it is."""

import signal
import threading
from collections.abc import Callable
from types import FrameType


def when_asked() -> Callable[[], bool]:
    """Says whether SIGTERM or SIGINT has come since; the work in hand is ended first."""
    asked = threading.Event()

    def note(_signal: int, _frame: FrameType | None) -> None:
        asked.set()

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, note)
    return asked.is_set
