"""Opaque identifiers. None carries meaning, none is counted, so none reveals how many there are."""

import secrets
import threading
import time
import uuid
from datetime import datetime

# Crockford's base 32 without I, L, O, U: no letter can be misread or spell a word.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK_MODULUS = 31  # a prime below 32: finds every single slip and every swap of neighbours


_TICKS = 4096  # parts of a millisecond that the 12 bits after the version can tell apart
_lock = threading.Lock()
_last = 0


def new_id() -> uuid.UUID:
    """A UUID version 7 (RFC 9562, method 3): rises within a process, 62 random bits."""
    global _last  # ids of one process rise even within one tick
    with _lock:
        _last = max(time.time_ns() * _TICKS // 1_000_000, _last + 1)
        return _uuid7(_last)


def id_at(at: datetime) -> uuid.UUID:
    """A UUID version 7 whose time part is `at`, for imports and demo data."""
    return _uuid7(int(at.timestamp() * 1000) * _TICKS + secrets.randbelow(_TICKS))


def _uuid7(ticks: int) -> uuid.UUID:
    milliseconds, part = divmod(ticks, _TICKS)
    value = (milliseconds & (1 << 48) - 1) << 80 | 7 << 76 | part << 64
    return uuid.UUID(int=value | 2 << 62 | secrets.randbits(62))


def new_reference(prefix: str, *, year: int, length: int = 7) -> str:
    """A human reference such as `C-26-7K4M2QX-3`: random, with a check character at its end.

    35 random bits: at 10 million a year a clash is expected now and then, so the caller keeps a
    unique constraint and draws again.
    """
    body = "".join(secrets.choice(ALPHABET) for _ in range(length))
    return f"{prefix}-{year % 100:02d}-{body}-{_check(body)}"


def is_reference(text: str, prefix: str) -> bool:
    """Whether `text` is a well-formed reference of this prefix with the right check character."""
    parts = text.strip().upper().split("-")
    return (
        len(parts) == 4
        and parts[0] == prefix
        and len(parts[1]) == 2
        and parts[1].isdigit()
        and bool(parts[2])
        and all(c in ALPHABET for c in parts[2])
        and parts[3] == _check(parts[2])
    )


def _check(body: str) -> str:
    total = sum((place + 2) * ALPHABET.index(c) for place, c in enumerate(body))
    return ALPHABET[total % _CHECK_MODULUS]


def new_code(groups: int = 4, size: int = 4) -> str:
    """A secret to write down, digits in groups: `4821-0937-5512-0046` (13 bits a group)."""
    return "-".join(
        "".join(secrets.choice("0123456789") for _ in range(size)) for _ in range(groups)
    )
