"""The code on a notice: random, told once, kept as a hash; it will open the person's own page."""

import hashlib
import secrets

from bairn.kernel.ids import ALPHABET

_GROUPS, _SIZE = 5, 4  # twenty letters of 32: 100 bits, which no hash has to be slow for
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def new() -> str:
    """A code to be printed once: `7K2M-9QXA-…`."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(_SIZE)) for _ in range(_GROUPS))


def hashed(code: str) -> bytes | None:
    """What is kept of a code that somebody typed; None when it cannot be one."""
    plain = code.strip().upper().translate(_READ_AS)
    if len(plain) != _GROUPS * _SIZE or not set(plain) <= set(ALPHABET):
        return None
    return hashlib.sha256(b"bairn kit notice " + plain.encode()).digest()
