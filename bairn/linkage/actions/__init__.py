"""What can be done in linkage; each part of the room has its own module."""

from bairn.linkage.actions.fanning import fan_out, renew_reveals, settle_part, tell_own
from bairn.linkage.actions.leads import forget, keep_leads, move_leads
from bairn.linkage.actions.reveals import (
    answer_reveal,
    ask_reveal,
    decide_reveal,
    withdraw_reveal,
)

__all__ = [
    "answer_reveal",
    "ask_reveal",
    "decide_reveal",
    "fan_out",
    "forget",
    "keep_leads",
    "move_leads",
    "renew_reveals",
    "settle_part",
    "tell_own",
    "withdraw_reveal",
]
