"""Measuring a file while it streams in: digests and size. Its content is discarded, or sealed.

Nothing of the content stays in memory beyond one piece, and nothing is left half-written: either a
whole sealed file stands under its name, or none.
"""

import os
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bairn.intake.terms import FileHeld
from bairn.kernel.refusal import Refusal
from bairn.vault.files import chunked, disk
from bairn.vault.files.chunked import Writer
from bairn.vault.files.digesting import Digesting


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
    stream: Iterable[bytes],
    *,
    limit: int,
    stated_size: int | None,
    file_id: uuid.UUID,
    sealed_as: Path | None,
) -> Iterator[Measured]:
    """Measures `stream` and, with `sealed_as`, keeps it there encrypted.

    When the block that uses it fails, the sealed file is gone again. Raises Refusal
    intake.file_too_large, intake.file_cut when the stream ends before or after its stated size.
    """
    if stated_size is not None:
        check_size(stated_size, limit=limit)
    part = sealed_as.with_name(f"{sealed_as.name}.part") if sealed_as else None
    key = os.urandom(chunked.KEY) if part else b""
    try:
        with _kept(part, key, chunked.context(file_id)) as write:
            digests = _measure(stream, write, limit=limit, stated_size=stated_size)
        if sealed_as and part:
            disk.put(part, sealed_as)
        yield _measured(digests, key)
    except BaseException:
        for one in (part, sealed_as):
            if one is not None:
                one.unlink(missing_ok=True)
        raise


def _measure(
    stream: Iterable[bytes],
    write: Callable[[bytes], object],
    *,
    limit: int,
    stated_size: int | None,
) -> Digesting:
    digests = Digesting()
    for piece in stream:
        check_size(digests.length + len(piece), limit=limit)
        digests.update(piece)
        write(piece)
    if stated_size is not None and digests.length != stated_size:
        raise Refusal("intake.file_cut", "The file did not arrive whole.", field="file")
    return digests


def _measured(digests: Digesting, key: bytes) -> Measured:
    found = digests.done()
    return Measured(
        md5=found.md5.hex(),
        sha1=found.sha1.hex(),
        sha256=found.sha256.hex(),
        size=digests.length,
        held=FileHeld.SEALED if key else FileHeld.DIGEST,
        key=key,
    )


@contextmanager
def _kept(part: Path | None, key: bytes, bound_to: bytes) -> Iterator[Callable[[bytes], object]]:
    """What takes each piece: nothing, or a file that is whole and on the disk at the end."""
    if part is None:
        yield len
        return
    disk.prepare(part)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        writer = Writer(out, key, bound_to)
        yield writer.write
        writer.finish()
        out.flush()
        os.fsync(out.fileno())
