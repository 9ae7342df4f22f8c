"""What can be done with a case: open it, bring people in, record, promise, close it."""

from bairn.cases.actions.closing import confirm_closing, drop_closing, propose_closing, reopen
from bairn.cases.actions.promising import (
    keep_promise,
    promise,
    put_off_promise,
    withdraw_promise,
)
from bairn.cases.actions.working import add_participants, mark, move_unit, open_case

__all__ = [
    "add_participants",
    "confirm_closing",
    "drop_closing",
    "keep_promise",
    "mark",
    "move_unit",
    "open_case",
    "promise",
    "propose_closing",
    "put_off_promise",
    "reopen",
    "withdraw_promise",
]
