"""Files as c2sp.org/chunked-encryption says, Cobblestone-256: read anywhere, written in pieces.

A header of 56 bytes (salt, key commitment), then chunks of 16 KiB, each sealed by AES-256-GCM
under a nonce that counts. Only the last chunk is shorter, so its end cannot be cut off unseen. The
library writes the same format, but can neither begin in the middle nor go on where another process
stopped.
"""

import os
import uuid
from collections.abc import Iterator
from hmac import compare_digest
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

CHUNK: Final = 16 * 1024  # bytes in clear
TAG: Final = 16
SEALED_CHUNK: Final = CHUNK + TAG
SALT: Final = 24
COMMITMENT: Final = 32
HEADER: Final = SALT + COMMITMENT
KEY: Final = 32
_NONCE = 12
_BURST = 64  # chunks that are sealed or opened in one go: 1 MiB
_PLACE = b"bairn.file.1|"
_INFO = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0"


class FileBrokenError(Exception):
    """Altered, cut, swapped, or under another key or name. It says no more, on purpose."""


def context(file_id: uuid.UUID) -> bytes:
    """What a file is bound to: it does not open under another file's name."""
    return _PLACE + file_id.hex.encode()


def sealed_size(length: int) -> int:
    """How many bytes a file of `length` bytes takes on the disk."""
    return HEADER + length + TAG * (length // CHUNK + 1)


class _Sealer:
    """The keys of one file, from its key, its salt and its context."""

    def __init__(self, key: bytes, salt: bytes, bound_to: bytes) -> None:
        if len(key) != KEY:
            raise FileBrokenError("a key of this format has 32 bytes")
        made = HKDFExpand(hashes.SHA512(), KEY + _NONCE + COMMITMENT, _INFO + salt + bound_to)
        drawn = made.derive(key)
        self.aead = AESGCM(drawn[:KEY])
        self._base = int.from_bytes(drawn[KEY : KEY + _NONCE])
        self.commitment = drawn[KEY + _NONCE :]

    @classmethod
    def of(cls, header: bytes, key: bytes, bound_to: bytes) -> "_Sealer":
        """The keys of a file that has this header. Raises FileBrokenError."""
        sealer = cls(key, header[:SALT], bound_to)
        if len(header) != HEADER or not compare_digest(header[SALT:], sealer.commitment):
            raise FileBrokenError("not this key, this name, or this header")
        return sealer

    def nonce(self, index: int) -> bytes:
        return (self._base ^ index).to_bytes(_NONCE)


class Reader:
    """Any part of an encrypted file, authenticated; only the chunks that hold it are read."""

    def __init__(self, stream: IO[bytes], size: int, key: bytes, context: bytes) -> None:
        self._stream = stream
        stream.seek(0)
        self._sealer = _Sealer.of(stream.read(HEADER), key, context)
        self._last, rest = divmod(size - HEADER, SEALED_CHUNK)
        if rest < TAG:
            raise FileBrokenError("cut at the end")
        self.length = self._last * CHUNK + rest - TAG
        self._chunks(self._last, self._last + 1)  # the last chunk says how long the file is

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset` on; fewer only at the end of the file."""
        end = min(offset + length, self.length)
        if offset < 0 or end <= offset:
            return b""
        first = offset // CHUNK
        clear = self._chunks(first, (end - 1) // CHUNK + 1)
        start = offset - first * CHUNK
        return bytes(memoryview(clear)[start : start + end - offset])

    def pieces(
        self, start: int = 0, end: int | None = None, size: int = _BURST * CHUNK
    ) -> Iterator[bytes]:
        """What lies between `start` and `end`, in pieces of at most `size` bytes."""
        stop = self.length if end is None else min(end, self.length)
        for offset in range(start, stop, size):
            yield self.read(offset, min(size, stop - offset))

    def _chunks(self, first: int, beyond: int) -> bytes | bytearray:
        self._stream.seek(HEADER + first * SEALED_CHUNK)
        sealed = memoryview(self._stream.read((beyond - first) * SEALED_CHUNK))
        clear = bytearray(max(0, len(sealed) - TAG * (beyond - first)))
        into = memoryview(clear)
        try:
            for index in range(first, beyond):
                at = index - first
                chunk = sealed[at * SEALED_CHUNK : (at + 1) * SEALED_CHUNK]
                place = into[at * CHUNK : at * CHUNK + max(0, len(chunk) - TAG)]
                self._sealer.aead.decrypt_into(self._sealer.nonce(index), chunk, None, place)
        except (InvalidTag, ValueError):
            raise FileBrokenError("altered, cut, or another file's") from None
        return clear


class Writer:
    """Seals what it is given and writes every chunk that is full; `finish` writes the last one.

    A chunk that stands is never written again with other content: its nonce is spent.
    """

    def __init__(self, out: IO[bytes], key: bytes, context: bytes) -> None:
        salt = os.urandom(SALT)
        self._sealer = _Sealer(key, salt, context)
        self._begin(out, chunks=0, tail=b"")
        out.write(salt + self._sealer.commitment)

    @classmethod
    def resume(cls, out: IO[bytes], tail: bytes, key: bytes, context: bytes) -> "Writer":
        """Goes on after the chunks that stand in `out` (readable, seekable) and the given tail.

        A chunk that was only half written is cut off. Raises FileBrokenError.
        """
        writer = cls.__new__(cls)
        out.seek(0)
        writer._sealer = _Sealer.of(out.read(HEADER), key, context)
        chunks = (out.seek(0, os.SEEK_END) - HEADER) // SEALED_CHUNK
        out.truncate(HEADER + chunks * SEALED_CHUNK)
        out.seek(0, os.SEEK_END)
        writer._begin(out, chunks=chunks, tail=tail)
        return writer

    def _begin(self, out: IO[bytes], *, chunks: int, tail: bytes) -> None:
        if len(tail) >= CHUNK:
            raise FileBrokenError("a tail is shorter than a chunk")
        self._out = out
        self._chunks = chunks
        self._tail = bytearray(tail)
        self._sealed = bytearray(_BURST * SEALED_CHUNK)

    @property
    def length(self) -> int:
        """How many bytes it was given so far, those before a resumption as well."""
        return self._chunks * CHUNK + len(self._tail)

    @property
    def tail(self) -> bytes:
        """What was given and is too little for a chunk yet; it stands nowhere on the disk."""
        return bytes(self._tail)

    def write(self, piece: bytes | memoryview) -> None:
        """Takes the next bytes, however many."""
        rest = memoryview(piece)
        if self._tail:
            missing = CHUNK - len(self._tail)
            self._tail += rest[:missing]
            rest = rest[missing:]
            if len(self._tail) < CHUNK:
                return
            self._put(memoryview(bytes(self._tail)))
            self._tail.clear()
        whole = len(rest) - len(rest) % CHUNK
        for start in range(0, whole, _BURST * CHUNK):
            self._put(rest[start : min(start + _BURST * CHUNK, whole)])
        self._tail += rest[whole:]

    def finish(self) -> None:
        """Writes the last chunk, which says that it is the last."""
        nonce = self._sealer.nonce(self._chunks)
        self._out.write(self._sealer.aead.encrypt(nonce, bytes(self._tail), None))

    def _put(self, clear: memoryview) -> None:
        into = memoryview(self._sealed)
        count = len(clear) // CHUNK
        encrypt, nonce, first = self._sealer.aead.encrypt_into, self._sealer.nonce, self._chunks
        for at in range(count):
            chunk = clear[at * CHUNK : (at + 1) * CHUNK]
            place = into[at * SEALED_CHUNK : (at + 1) * SEALED_CHUNK]
            encrypt(nonce(first + at), chunk, None, place)
        self._out.write(into[: count * SEALED_CHUNK])
        self._chunks += count
