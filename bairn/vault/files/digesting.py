"""Digests of what streams by: one authority, SHA-256, and two keys for matching known files."""

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

_WORTH_A_THREAD = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """What a file's bytes come to. Whoever has a digest can name the file: never logged."""

    sha256: bytes = field(repr=False)
    sha1: bytes = field(repr=False)
    md5: bytes = field(repr=False)


class Digesting:
    """Digests that grow with the stream; large pieces are hashed side by side."""

    def __init__(self) -> None:
        self.length = 0
        self._sha256 = hashlib.sha256()
        self._sha1 = hashlib.sha1(usedforsecurity=False)
        self._md5 = hashlib.md5(usedforsecurity=False)

    def update(self, piece: bytes) -> None:
        """The next bytes."""
        self.length += len(piece)
        if len(piece) < _WORTH_A_THREAD:
            for one in (self._sha256, self._sha1, self._md5):
                one.update(piece)
            return
        beside = _POOL.submit(self._md5.update, piece)
        self._sha256.update(piece)
        self._sha1.update(piece)
        beside.result()

    def done(self) -> Digests:
        """The digests of all that was given."""
        return Digests(
            sha256=self._sha256.digest(), sha1=self._sha1.digest(), md5=self._md5.digest()
        )


def of(pieces: Iterable[bytes]) -> Digests:
    """The digests of these bytes."""
    digesting = Digesting()
    for piece in pieces:
        digesting.update(piece)
    return digesting.done()


_POOL = ThreadPoolExecutor(thread_name_prefix="md5")  # hashing lets other threads run
