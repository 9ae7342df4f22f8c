"""What can be done in evidence; each part of the room has its own module."""

from bairn.evidence.actions import kits
from bairn.evidence.actions.custody import (
    accept,
    accepted_outside,
    break_seal,
    came_back,
    claim,
    offer,
    refuse,
    seal,
    take_back,
)
from bairn.evidence.actions.exhibits import correct, register

__all__ = [
    "accept",
    "accepted_outside",
    "break_seal",
    "came_back",
    "claim",
    "correct",
    "offer",
    "refuse",
    "register",
    "seal",
    "take_back",
]
