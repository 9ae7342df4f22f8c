"""`python -m bairn.house.recording sequencer` or `witness`: one keeper of the record, by itself.

Loads no rooms: neither needs them, so they start at once and take little memory.
"""

import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

from django.conf import settings

from bairn.house import logs
from bairn.oversight import sequencer, witness

KEEPERS: dict[str, Callable[[Callable[[], bool]], None]] = {
    "sequencer": sequencer.run,
    "witness": witness.run,
}


def keep(keeper: str) -> None:
    """Run until SIGTERM or SIGINT. Raises RecordFault when the record was tampered with."""
    logs.configure(settings.LOGGING)
    asked = threading.Event()

    def note(number: int, _frame: FrameType | None) -> None:
        asked.set()

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, note)
    KEEPERS[keeper](asked.is_set)


if __name__ == "__main__":
    keep(sys.argv[1])
