"""Files at rest: sealed chunks, bound to their header; nothing opens when a byte differs."""

import contextlib
import hashlib
import json
import mmap
import os
import secrets
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from numpy.typing import NDArray

from bairn.likeness.keys import Keys

MAGIC: Final = b"BAIRN LIKENESS 1\n"
CHUNK: Final = 4 * 1024 * 1024
TAG: Final = 16
_LARGE_PAGE: Final = 2 * 1024 * 1024
_LONGEST_HEADER: Final = 64 * 1024
_LENGTH: Final = struct.Struct(">I")
_HEAD_SECTION: Final = 0xFFFFFFFF


class IndexBrokenError(Exception):
    """The index does not open: another secret, an altered byte, or a part of a file is missing."""


def header_of(about: Mapping[str, Any]) -> bytes:
    """The bytes before the first chunk; a salt gives each file a key of its own."""
    told = json.dumps({**about, "salt": secrets.token_hex(16)}, sort_keys=True).encode()
    return MAGIC + _LENGTH.pack(len(told)) + told


def read_header(file: BinaryIO) -> tuple[bytes, dict[str, Any]]:
    """The header of a file and what it tells, not yet known to be genuine."""
    start = file.read(len(MAGIC) + _LENGTH.size)
    if start[: len(MAGIC)] != MAGIC or len(start) < len(MAGIC) + _LENGTH.size:
        raise IndexBrokenError("This is not a file of an index, or its beginning is missing.")
    (length,) = _LENGTH.unpack(start[len(MAGIC) :])
    told = file.read(length) if length <= _LONGEST_HEADER else b""
    try:
        return start + told, dict(json.loads(told))
    except (TypeError, ValueError):
        raise IndexBrokenError("The header of a file of the index was altered.") from None


class Sealer:
    """Seals and opens the chunks of one file. Place and header are bound into each."""

    def __init__(self, keys: Keys, header: bytes) -> None:
        salt = hashlib.sha256(header).digest()
        info = b"bairn.likeness.file.1"
        derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(keys.sealing)
        self._cipher, self._header = AESGCM(derived), salt

    def seal(self, section: int, chunk: int, plain: memoryview | bytes) -> bytes:
        """A chunk as it stands in the file. A place is sealed once in the life of a file."""
        nonce = struct.pack(">IQ", section, chunk)
        return self._cipher.encrypt(nonce, plain, self._header)

    def open_into(self, section: int, chunk: int, sealed: memoryview, out: memoryview) -> None:
        """Opens a chunk into memory that is there already."""
        nonce = struct.pack(">IQ", section, chunk)
        try:
            self._cipher.decrypt_into(nonce, sealed, self._header, out)
        except (InvalidTag, ValueError):
            raise IndexBrokenError(
                "The index does not open: the secret is another one, or a file was altered."
            ) from None

    def seal_head(self) -> bytes:
        """What stands behind the header and shows that it is genuine."""
        return self.seal(_HEAD_SECTION, 0, b"")

    def check_head(self, seal: bytes | memoryview) -> None:
        """Raises IndexBrokenError when the header is not what was sealed."""
        self.open_into(_HEAD_SECTION, 0, memoryview(seal), memoryview(bytearray()))

    def seal_entry(self, number: int, plain: bytes) -> bytes:
        """An entry of a log: a nonce of its own, for a torn entry's number is used again."""
        nonce = secrets.token_bytes(12)
        return nonce + self._cipher.encrypt(nonce, plain, self._entry(number))

    def open_entry(self, number: int, sealed: bytes) -> bytes:
        """What an entry says. Raises IndexBrokenError."""
        try:
            return self._cipher.decrypt(sealed[:12], sealed[12:], self._entry(number))
        except (InvalidTag, ValueError):
            raise IndexBrokenError(
                "The index does not open: what was added to it since was altered."
            ) from None

    def _entry(self, number: int) -> bytes:
        return self._header + struct.pack(">Q", number)


def write(path: Path, keys: Keys, about: Mapping[str, Any], sections: Mapping[str, Any]) -> None:
    """A new file, durable and whole before it has its name."""
    described = [[name, one.dtype.str, list(one.shape)] for name, one in sections.items()]
    header = header_of({**about, "sections": described})
    sealer = Sealer(keys, header)
    new = path.with_name(path.name + ".new")
    with new.open("wb") as file:
        file.write(header + sealer.seal_head())
        for number, one in enumerate(sections.values()):
            plain = _bytes_of(np.ascontiguousarray(one))
            for chunk, start in enumerate(range(0, len(plain), CHUNK)):
                file.write(sealer.seal(number, chunk, plain[start : start + CHUNK]))
        file.flush()
        os.fsync(file.fileno())
    new.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(path: Path, keys: Keys) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """What a file tells, and its sections in anonymous memory. Raises IndexBrokenError."""
    with path.open("rb") as file:
        header, about = read_header(file)
        if os.fstat(file.fileno()).st_size < len(header) + TAG:
            raise IndexBrokenError("A file of the index is cut off.")
        sealed = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    sealer = Sealer(keys, header)
    place = len(header)
    sealer.check_head(sealed[place : place + TAG])
    return about, _sections(sealer, about["sections"], sealed, place + TAG)


def _sections(
    sealer: Sealer, described: list[Any], sealed: memoryview, place: int
) -> dict[str, NDArray[Any]]:
    sections: dict[str, NDArray[Any]] = {}
    for number, (name, kind, shape) in enumerate(described):
        array = anonymous(tuple(shape), np.dtype(kind))
        out = _bytes_of(array)
        for chunk, start in enumerate(range(0, len(out), CHUNK)):
            long = min(CHUNK, len(out) - start) + TAG
            if place + long > len(sealed):
                raise IndexBrokenError("A file of the index is cut off.")
            sealer.open_into(
                number, chunk, sealed[place : place + long], out[start : start + CHUNK]
            )
            place += long
        sections[name] = array
    if place != len(sealed):
        raise IndexBrokenError("A file of the index is longer than it says.")
    return sections


def _bytes_of(array: NDArray[Any]) -> memoryview:
    """The memory of an array, byte for byte; none when it is empty."""
    return memoryview(array.reshape(-1).view(np.uint8).data) if array.size else memoryview(b"")


def anonymous(shape: tuple[int, ...], kind: np.dtype[Any]) -> NDArray[Any]:
    """An array of zeros in memory that no disk has a name for; children of the process share it.

    In large pages where the system has them: places far apart are found with fewer look-ups.
    """
    count = int(np.prod(shape))
    memory = mmap.mmap(
        -1, max(count * kind.itemsize, 1), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    )
    if count * kind.itemsize >= _LARGE_PAGE:
        with contextlib.suppress(OSError):  # a system without them
            memory.madvise(mmap.MADV_HUGEPAGE)
    return np.frombuffer(memory, kind, count).reshape(shape)
