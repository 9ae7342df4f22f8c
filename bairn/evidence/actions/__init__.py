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
from bairn.evidence.actions.files import note_digest, take_file
from bairn.evidence.actions.uploads import (
    begin_upload,
    drop_uploads,
    finish_upload,
    receive,
    take,
    withdraw_upload,
)

__all__ = [
    "accept",
    "accepted_outside",
    "begin_upload",
    "break_seal",
    "came_back",
    "claim",
    "correct",
    "drop_uploads",
    "finish_upload",
    "note_digest",
    "offer",
    "receive",
    "refuse",
    "register",
    "seal",
    "take",
    "take_back",
    "take_file",
    "withdraw_upload",
]
