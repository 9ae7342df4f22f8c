"""What can be done in protocols: start a pack, record facts, steer clocks, leave out, move."""

from bairn.protocols.actions.learning import forget_fact, record_facts
from bairn.protocols.actions.overlaying import add_overlay, end_overlay
from bairn.protocols.actions.starting import move, start
from bairn.protocols.actions.steering import (
    approve_waiver,
    ask_waiver,
    decline_waiver,
    pause,
    resume,
)

__all__ = [
    "add_overlay",
    "approve_waiver",
    "ask_waiver",
    "decline_waiver",
    "end_overlay",
    "forget_fact",
    "move",
    "pause",
    "record_facts",
    "resume",
    "start",
]
