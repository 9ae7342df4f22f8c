"""How a field is sealed: padded to a fixed size, AES-256-GCM, bound to its place.

A ciphertext opens only as the field, of the subject, in the version it was sealed for, so rows
cannot be swapped. Its size tells a class (64, 256, 1,024, then multiples of 4,096 bytes), never
the length of a name. Keys and nonces are passed in: this file draws no randomness.
"""

import re
import uuid
from datetime import datetime, timedelta, timezone

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bairn.kernel.refusal import Refusal

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
SMALL_SIZES = (64, 256, 1024)
BLOCK = 4096
MAX_VALUE_BYTES = 16 * 1024 * 1024  # beyond this it is a file and belongs to evidence

_FIELD = re.compile(r"[a-z][a-z0-9_]{0,47}")
_TEXT, _BYTES = b"t", b"b"
_END = b"\x80"  # ISO/IEC 7816-4: one bit marks where the value ends, zeros follow
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017 - datetime.UTC reads as a clock


class SealBrokenError(Exception):
    """A ciphertext does not belong where it stands, or was altered. Says no more, on purpose."""


def version_at(at: datetime) -> int:
    """The version of what is written at `at`: microseconds since 1970, so writing reads nothing."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def check_field(name: str) -> str:
    """`name` if it is a field's code. Raises Refusal otherwise, without repeating it."""
    if not _FIELD.fullmatch(name):
        raise Refusal("vault.field", "A field's name is a lower-case code of up to 48 characters.")
    return name


def padded_size(length: int) -> int:
    """The size in bytes to which a payload of `length` bytes, and its end mark, is padded."""
    needed = length + len(_END)
    for size in SMALL_SIZES:
        if needed <= size:
            return size
    return -(-needed // BLOCK) * BLOCK


def pad(payload: bytes) -> bytes:
    """`payload`, its end mark, and zeros up to a fixed size."""
    return (payload + _END).ljust(padded_size(len(payload)), b"\0")


def unpad(padded: bytes) -> bytes:
    """The payload of `padded`. Raises SealBrokenError when there is no end mark."""
    payload, mark, _ = padded.rpartition(_END)
    if not mark or padded[len(payload) + 1 :].strip(b"\0"):
        raise SealBrokenError("no end mark")
    return payload


def place(subject_id: uuid.UUID, field: str, version: int) -> bytes:
    """The bytes that bind a ciphertext to subject, field and version (GCM's associated data)."""
    return b"bairn.field.1|" + subject_id.bytes + f"|{field}|{version}".encode()


def key_place(subject_id: uuid.UUID, key_id: uuid.UUID) -> bytes:
    """The bytes that bind a wrapped data key to its subject and its own id."""
    return b"bairn.key.1|" + subject_id.bytes + b"|" + key_id.bytes


def seal(value: str | bytes, *, key: bytes, nonce: bytes, bound_to: bytes) -> bytes:
    """The ciphertext of `value`. Raises Refusal when the value has more than 16 MiB."""
    encoded = _TEXT + value.encode() if isinstance(value, str) else _BYTES + value
    if len(encoded) > MAX_VALUE_BYTES:
        raise Refusal("vault.too_large", "This is too large for a field; add it as a file.")
    return AESGCM(key).encrypt(nonce, pad(encoded), bound_to)


def unseal(ciphertext: bytes, *, key: bytes, nonce: bytes, bound_to: bytes) -> str | bytes:
    """The value, as text or bytes as it was given. Raises SealBrokenError when anything is off."""
    try:
        encoded = unpad(AESGCM(key).decrypt(nonce, ciphertext, bound_to))
    except InvalidTag:
        # Without `from`: the library's error would add nothing but its arguments to a traceback.
        raise SealBrokenError("altered, or not from here") from None
    return encoded[1:].decode() if encoded[:1] == _TEXT else encoded[1:]
