"""What can be done in the ledger: plan, agree, hold; record what else was asked and first told."""

from bairn.interviews.actions.counted import raise_alert, record_questioning
from bairn.interviews.actions.holding import hold
from bairn.interviews.actions.planning import approve, decline, plan, postpone, withdraw
from bairn.interviews.actions.told import add_to_account, record_first_account

__all__ = [
    "add_to_account",
    "approve",
    "decline",
    "hold",
    "plan",
    "postpone",
    "raise_alert",
    "record_first_account",
    "record_questioning",
    "withdraw",
]
