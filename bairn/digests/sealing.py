"""What a list says in words: packed in blocks, sealed with a key of the house.

Lists come from outside and may name series or places. They hang on no case whose key could hold
them, so each list has a key that follows from the house's secret.
"""

import json
import os
import uuid
import zlib
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
Block = Mapping[int, Mapping[str, object]]


class BlockUnreadableError(Exception):
    """The block was sealed under another secret or for another place, or was altered."""


def pack(words: Block, *, secret: bytes, list_id: uuid.UUID, block: int) -> bytes:
    """The words of some rows, by the row's number, sealed for this place alone."""
    text = json.dumps({str(row): dict(said) for row, said in words.items()}, ensure_ascii=False)
    whole = text.encode(errors="replace")  # JSON can write half a sign, which nothing else can
    return seal(zlib.compress(whole, 1), secret=secret, list_id=list_id, place=block)


def unpack(
    sealed: bytes, *, secret: bytes, list_id: uuid.UUID, block: int
) -> dict[int, Mapping[str, object]]:
    """The words that `pack` was given. Raises BlockUnreadableError."""
    packed = unseal(sealed, secret=secret, list_id=list_id, place=block)
    return {int(row): said for row, said in json.loads(zlib.decompress(packed)).items()}


def seal(content: bytes, *, secret: bytes, list_id: uuid.UUID, place: int) -> bytes:
    """Bytes of a list, sealed for one place in it."""
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(secret, list_id).encrypt(nonce, content, str(place).encode())


def unseal(sealed: bytes, *, secret: bytes, list_id: uuid.UUID, place: int) -> bytes:
    """The bytes that were sealed for this place. Raises BlockUnreadableError."""
    nonce, content = sealed[:_NONCE], sealed[_NONCE:]
    try:
        return _cipher(secret, list_id).decrypt(nonce, content, str(place).encode())
    except (InvalidTag, ValueError) as fault:
        raise BlockUnreadableError("these words cannot be opened with the house's key") from fault


def _cipher(secret: bytes, list_id: uuid.UUID) -> AESGCM:
    derived = HKDF(hashes.SHA256(), 32, salt=list_id.bytes, info=b"bairn digests words")
    return AESGCM(derived.derive(secret))
