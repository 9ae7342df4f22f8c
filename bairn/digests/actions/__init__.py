"""What can be done: bring in lists, compare files as they come in, watch for some."""

from bairn.digests.actions.checking import check
from bairn.digests.actions.lists import (
    begin_import,
    break_off,
    clear,
    finish_import,
    hand_in,
    retire,
    take_rows,
)
from bairn.digests.actions.watching import end_watch, watch

__all__ = [
    "begin_import",
    "break_off",
    "check",
    "clear",
    "end_watch",
    "finish_import",
    "hand_in",
    "retire",
    "take_rows",
    "watch",
]
