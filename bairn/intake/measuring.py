"""Measuring a file while it streams in: digests and size. Its content is discarded, or sealed.

Nothing of the content stays in memory beyond one piece, and nothing is left half-written: either a
whole sealed file stands under its name, or none.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from cryptography.cobblestone import Cobblestone256Encryptor

from bairn.intake.terms import FileHeld
from bairn.kernel.refusal import Refusal

_CONTEXT = b"bairn.file.1|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What is known of a file after it came in."""

    md5: str
    sha1: str
    sha256: str
    size: int  # bytes
    held: FileHeld
    key: bytes = field(default=b"", repr=False)  # opens the sealed content; empty: discarded


def check_size(size: int, *, limit: int) -> None:
    """Refuses a file that is larger than the house takes. Raises Refusal intake.file_too_large."""
    if size > limit:
        raise Refusal(
            "intake.file_too_large", f"A file may have at most {limit:,} bytes.", field="file"
        )


@contextmanager
def taken_in(
    stream: Iterable[bytes], *, limit: int, stated_size: int | None, sealed_as: Path | None
) -> Iterator[Measured]:
    """Measures `stream` and, with `sealed_as`, keeps it there encrypted.

    When the block that uses it fails, the sealed file is gone again. Raises Refusal
    intake.file_too_large, intake.file_cut when the stream ends before or after its stated size.
    """
    if stated_size is not None:
        check_size(stated_size, limit=limit)
    part = sealed_as.with_name(f"{sealed_as.name}.part") if sealed_as else None
    try:
        measured = _measure(stream, limit=limit, stated_size=stated_size, part=part)
        if sealed_as and part:
            _put_in_place(part, sealed_as)
        yield measured
    except BaseException:
        for one in (part, sealed_as):
            if one is not None:
                one.unlink(missing_ok=True)
        raise


def context_of(file_id: str) -> bytes:
    """What a sealed file is bound to: it does not open under another file's name."""
    return _CONTEXT + file_id.encode()


def _measure(
    stream: Iterable[bytes], *, limit: int, stated_size: int | None, part: Path | None
) -> Measured:
    digests = [hashlib.new(name, usedforsecurity=False) for name in ("md5", "sha1", "sha256")]
    size = 0
    with _kept(part) as sink:
        for piece in stream:
            size += len(piece)
            check_size(size, limit=limit)
            for digest in digests:
                digest.update(piece)
            sink.write(piece)
        if stated_size is not None and size != stated_size:
            raise Refusal("intake.file_cut", "The file did not arrive whole.", field="file")
    md5, sha1, sha256 = (digest.hexdigest() for digest in digests)
    return Measured(
        md5=md5,
        sha1=sha1,
        sha256=sha256,
        size=size,
        held=FileHeld.SEALED if part else FileHeld.DIGEST,
        key=sink.key,
    )


class _Discarding:
    """Keeps nothing."""

    key = b""

    def write(self, piece: bytes) -> None:
        """Let it go."""


class _Encrypting:
    """Writes what it is given to a file under a fresh key (C2SP chunked encryption)."""

    def __init__(self, out: IO[bytes], file_id: str) -> None:
        self.key = Cobblestone256Encryptor.generate_key()
        self._encryptor = Cobblestone256Encryptor(self.key, context_of(file_id))
        self._out = out

    def write(self, piece: bytes) -> None:
        """Encrypt and write one piece."""
        self._out.write(self._encryptor.update(piece))

    def end(self) -> None:
        """Write the last chunk, which says that it is the last, and bring all of it to the disk."""
        self._out.write(self._encryptor.finalize())
        self._out.flush()
        os.fsync(self._out.fileno())


@contextmanager
def _kept(part: Path | None) -> Iterator[_Discarding | _Encrypting]:
    if part is None:
        yield _Discarding()
        return
    part.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part.parent.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        sink = _Encrypting(out, part.name.partition(".")[0])
        yield sink
        sink.end()


def _put_in_place(part: Path, final: Path) -> None:
    """Under its own name from now on, also after the power failed."""
    part.rename(final)
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
