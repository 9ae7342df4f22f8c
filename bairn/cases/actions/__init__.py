"""What can be done with a case: open it, bring people in, record what happened, close it."""

from bairn.cases.actions.closing import confirm_closing, drop_closing, propose_closing, reopen
from bairn.cases.actions.working import add_participants, mark, open_case

__all__ = [
    "add_participants",
    "confirm_closing",
    "drop_closing",
    "mark",
    "open_case",
    "propose_closing",
    "reopen",
]
