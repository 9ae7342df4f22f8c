"""One secret, a subkey for each purpose: equal values of two purposes look unrelated."""

import hashlib
import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LEAST_SECRET = 32  # bytes
_MOST_KNOWN = 20_000


class Keys:
    """The keys of one index, derived from its secret.

    Prints hang on `printing`, files on the secret alone: an index that was written anew under
    another secret keeps its prints, and the old files open no more.
    """

    __slots__ = ("_hashing", "_known", "printing", "sealing")

    def __init__(self, secret: bytes) -> None:
        if len(secret) < LEAST_SECRET:
            raise ValueError(f"The secret of an index has at least {LEAST_SECRET} bytes.")
        self.sealing = _derived(secret, b"sealing")
        self.printing = _derived(secret, b"printing")
        self._forget()

    def resumed(self, printing: bytes) -> "Keys":
        """These keys for files, with the key that the prints of an index already have."""
        other = object.__new__(Keys)
        other.sealing, other.printing = self.sealing, printing
        other._forget()
        return other

    def _forget(self) -> None:
        self._hashing: dict[str, hashlib.blake2b] = {}
        self._known: dict[tuple[str, str], bytes] = {}

    def __repr__(self) -> str:
        return "Keys(…)"

    def digest(self, purpose: str, text: str, size: int = 8) -> bytes:
        """`size` bytes that only who has the key can make of `text`."""
        ready = self._hashing.get(f"{purpose}{size}")
        if ready is None:
            subkey = hmac.digest(self.printing, b"bairn.likeness." + purpose.encode(), "sha256")
            ready = self._hashing[f"{purpose}{size}"] = hashlib.blake2b(
                key=subkey, digest_size=size
            )
        one = ready.copy()
        one.update(text.encode("utf-8", "surrogatepass"))
        return one.digest()

    def of_pair(self, purpose: str, pair: str, size: int) -> bytes:
        """The digest of a pair of letters, remembered: names have few different ones."""
        known = self._known.get((purpose, pair))
        if known is None:
            known = self.digest(purpose, pair, size)
            if len(self._known) < _MOST_KNOWN:
                self._known[purpose, pair] = known
        return known

    def word(self, purpose: str, text: str) -> int:
        """32 bits of `text`; 0 stands for nothing, and only for nothing."""
        return int.from_bytes(self.digest(purpose, text, 4), "little") or 1 if text else 0

    def token(self, purpose: str, text: str) -> int:
        """56 bits of `text`, in the upper seven bytes of eight; the lowest byte is free."""
        return int.from_bytes(self.digest(purpose, text, 7), "little") << 8


def _derived(secret: bytes, purpose: bytes) -> bytes:
    info = b"bairn.likeness.1|" + purpose
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)
