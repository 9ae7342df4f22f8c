"""A file on its way in: encrypted as it comes, resumable after any crash, one writer at a time.

Whole chunks stand in the part; the rest, shorter than a chunk, stands sealed beside it under a key
of its own, because a chunk's nonce may be spent only once. How much has arrived is read from the
disk alone, so no crash can leave a row that says more than there is.

Each write takes the lock for as long as it lasts, and only if the part is as this writer left it:
a connection that hangs keeps nobody out, and of two writers the slower one stops.
"""

import fcntl
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from bairn.vault.files import disk
from bairn.vault.files.chunked import (
    CHUNK,
    HEADER,
    KEY,
    SEALED_CHUNK,
    TAG,
    FileBrokenError,
    Writer,
    sealed_size,
)

_NONCE = 12
_INDEX = struct.Struct(">Q")
_TAIL_INFO = b"bairn.tail.1"
_Seen = tuple[int, int, int, int]  # what tells that nobody wrote since


class OvertakenError(Exception):
    """Somebody else wrote, ended or withdrew this meanwhile: ask anew how much has arrived."""


def arrived(part: Path, *, length: int | None = None) -> int:
    """How many bytes have arrived and are on the disk. It needs no key.

    With the whole `length` known, a part that has its last chunk counts as whole.
    """
    try:
        with part.open("rb") as stream:
            os.fsync(stream.fileno())
            size = os.fstat(stream.fileno()).st_size
    except FileNotFoundError:
        return 0
    if length is not None and size == sealed_size(length):
        return length
    chunks = max(0, size - HEADER) // SEALED_CHUNK
    return chunks * CHUNK + _tail_length(part, chunks)


def is_whole(part: Path, length: int) -> bool:
    """Whether the last chunk stands: nothing more can be written."""
    return part.exists() and part.stat().st_size == sealed_size(length)


class Arriving:
    """One writer's turn at a part. `write` and `keep` raise OvertakenError."""

    def __init__(self, part: Path, stream: IO[bytes], writer: Writer) -> None:
        self._part = part
        self._stream = stream
        self._writer = writer
        self._seen = self._look()
        self._failed = False

    @property
    def length(self) -> int:
        """How many bytes have arrived."""
        return self._writer.length

    def write(self, piece: bytes) -> None:
        """The next bytes: full chunks stand in the part when it returns, not yet synced."""
        with self._alone():
            self._writer.write(piece)
            self._stream.flush()

    def keep(self, key: bytes, bound_to: bytes) -> None:
        """All that has arrived survives a power cut when it returns.

        After a write that failed, as on a full disk, the next turn sorts out what stands.
        """
        if self._failed:
            return
        with self._alone():
            os.fsync(self._stream.fileno())
            _keep_tail(self._part, self._writer, key, bound_to)

    def finish(self) -> None:
        """The last chunk stands and all of it is on the disk."""
        with self._alone():
            self._writer.finish()
            self._stream.flush()
            os.fsync(self._stream.fileno())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with locked(self._stream):
            if self._look() != self._seen:
                raise OvertakenError
            self._failed = True
            yield
            self._failed = False
            self._seen = self._look()

    def _look(self) -> _Seen:
        part = os.fstat(self._stream.fileno())
        try:
            tail = tail_of(self._part).stat()
        except FileNotFoundError:
            return part.st_size, part.st_nlink, 0, 0
        return part.st_size, part.st_nlink, tail.st_ino, tail.st_mtime_ns


@contextmanager
def opened(part: Path, key: bytes, bound_to: bytes) -> Iterator[Arriving]:
    """A turn at this part, begun anew or gone on with. Raises FileBrokenError, OvertakenError."""
    disk.prepare(part)
    handle = os.open(part, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as stream:
        with locked(stream):
            if os.fstat(stream.fileno()).st_size < HEADER:
                stream.truncate(0)
                writer = Writer(stream, key, bound_to)
            else:
                tail = _read_tail(part, key, bound_to)
                writer = Writer.resume(stream, tail, key, bound_to)
            stream.flush()
            turn = Arriving(part, stream, writer)
        disk.sync_folder(part.parent)
        yield turn


@contextmanager
def locked(stream: IO[bytes]) -> Iterator[None]:
    """Nobody else writes this file meanwhile. Raises OvertakenError where somebody does.

    The kernel lets go of it when the process dies, however it dies.
    """
    try:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OvertakenError from None
    try:
        yield
    finally:
        fcntl.flock(stream.fileno(), fcntl.LOCK_UN)


def forget_rest(part: Path) -> None:
    """What was kept beside a part that is whole is needed no more."""
    for one in (tail_of(part), _fresh(part)):
        one.unlink(missing_ok=True)


def tail_of(part: Path) -> Path:
    """Where the rest that is shorter than a chunk lies, sealed."""
    return part.with_suffix(".tail")


def _fresh(part: Path) -> Path:
    return part.with_suffix(".fresh")


def _keep_tail(part: Path, writer: Writer, key: bytes, bound_to: bytes) -> None:
    index = _INDEX.pack(writer.length // CHUNK)
    nonce = os.urandom(_NONCE)
    sealed = _tail_key(key).encrypt(nonce, writer.tail, bound_to + index)
    fresh = _fresh(part)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(index + nonce + sealed)
        out.flush()
        os.fsync(out.fileno())
    fresh.rename(tail_of(part))
    disk.sync_folder(part.parent)


def _read_tail(part: Path, key: bytes, bound_to: bytes) -> bytes:
    chunks = (part.stat().st_size - HEADER) // SEALED_CHUNK
    if not _tail_length(part, chunks):
        return b""
    kept = tail_of(part).read_bytes()
    index, nonce, sealed = kept[:8], kept[8 : 8 + _NONCE], kept[8 + _NONCE :]
    try:
        return _tail_key(key).decrypt(nonce, sealed, bound_to + index)
    except InvalidTag:
        raise FileBrokenError("the rest of a part is altered") from None


def _tail_length(part: Path, chunks: int) -> int:
    """The length of the rest that follows on so many chunks; 0 where it is of an earlier time."""
    with suppress(FileNotFoundError), tail_of(part).open("rb") as stream:
        index = stream.read(_INDEX.size)
        size = os.fstat(stream.fileno()).st_size - _INDEX.size - _NONCE - TAG
        if len(index) == _INDEX.size and _INDEX.unpack(index)[0] == chunks and 0 <= size < CHUNK:
            return size
    return 0


def _tail_key(key: bytes) -> AESGCM:
    return AESGCM(HKDFExpand(hashes.SHA256(), KEY, _TAIL_INFO).derive(key))
