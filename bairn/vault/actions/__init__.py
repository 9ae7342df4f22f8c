"""What can be done in the vault: seal and move what is sealed; hold, erase and rotate keys."""

from bairn.vault.actions.changes import ask_all
from bairn.vault.actions.erasing import (
    erase,
    finish_erasures,
    hold,
    order_erasure,
    release_hold,
)
from bairn.vault.actions.sealing import move, rotate, seal, seal_many

__all__ = [
    "ask_all",
    "erase",
    "finish_erasures",
    "hold",
    "move",
    "order_erasure",
    "release_hold",
    "rotate",
    "seal",
    "seal_many",
]
