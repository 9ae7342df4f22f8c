"""Receipt codes: sixteen digits to write down, of which only a slow salted digest is kept."""

import hashlib
import hmac
import unicodedata
import uuid

from bairn.kernel.refusal import Refusal

DIGITS = 16  # 53 bits: with the slow digest below, guessing one of a million takes 15 CPU years
_GROUP = 4
# scrypt: 16 MiB and some 30 ms for each try (RFC 7914; OWASP's floor for interactive use).
_COST, _BLOCK, _LANES, _MEMORY = 2**14, 8, 1, 32 * 1024 * 1024


def read(written: str) -> str:
    """The code as digits, whatever the spaces, dashes or digits of other scripts around it.

    Raises Refusal intake.code_form when it is not sixteen digits.
    """
    digits = "".join(
        str(unicodedata.digit(c)) for c in unicodedata.normalize("NFKC", written) if c.isdigit()
    )
    if len(digits) != DIGITS:
        raise Refusal(
            "intake.code_form", "A receipt code has sixteen digits, in four groups.", field="code"
        )
    return digits


def shown(digits: str) -> str:
    """The code as it is shown: `4821-0937-5512-0046`."""
    return "-".join(digits[at : at + _GROUP] for at in range(0, DIGITS, _GROUP))


def digest(digits: str, *, salt: bytes) -> bytes:
    """What is kept of a code, 32 bytes; takes some 30 ms on purpose."""
    return hashlib.scrypt(
        digits.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=_MEMORY, dklen=32
    )


def of_sending(key: str, *, secret: bytes) -> str:
    """The code that belongs to a sending: the same key gives the same code, so a page that is sent
    twice shows its code twice. Without the house's secret nothing follows from the key.
    """
    drawn = hmac.new(secret, b"bairn.receipt.1|" + key.encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(drawn, 'big') % 10**DIGITS:0{DIGITS}d}"


def sending_digest(key: str, *, channel: str, actor_id: uuid.UUID) -> bytes:
    """What is kept of an idempotency key: each channel and sender has its own."""
    return hashlib.sha256(f"{channel}|{actor_id}|{key}".encode()).digest()


def token_digest(token: str) -> bytes:
    """What is kept of a partner's token. It is random, so nothing slower is needed."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
