"""Bytes on their way to the disk: counted, digested and encrypted, and no transaction open.

What it needs of the database was asked before, and what came of it is recorded after: a slow sender
holds no connection.
"""

import errno
import hashlib
import os
import shutil
import threading
import uuid
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bairn.evidence import media, uploading
from bairn.kernel.refusal import Refusal
from bairn.vault.files import arriving, chunked, places
from bairn.vault.files.arriving import OvertakenError
from bairn.vault.files.digesting import Digesting, Digests

_MOST_KEPT = 64  # digests of uploads that paused; each has a few hundred bytes
_TELL_EVERY = 64 * 1024**2
_LOOK_EVERY = 16 * 1024**2  # bytes after which it is asked again what the disk has left


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What has to be known of an upload while its bytes come: no name, no case."""

    id: uuid.UUID
    key: bytes = field(repr=False)
    size: int | None
    limit: int

    @property
    def part(self) -> Path:
        """Where it arrives."""
        return places.arriving(self.id)

    @property
    def bound_to(self) -> bytes:
        """What its ciphertext is bound to."""
        return chunked.context(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What a file that arrived whole comes to."""

    size: int
    digests: Digests
    found_type: str


class _Kept:
    """Digests of uploads that paused, so that going on in the same process begins nothing anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[uuid.UUID, Digesting] = OrderedDict()

    def take(self, upload_id: uuid.UUID, length: int) -> Digesting | None:
        """The digests of exactly so many bytes, for one who goes on; None where they are lost."""
        with self._lock:
            found = self._kept.pop(upload_id, None)
        if length == 0:
            return Digesting()
        return found if found is not None and found.length == length else None

    def put(self, upload_id: uuid.UUID, digests: Digesting | None) -> None:
        """Keep them for the next turn."""
        if digests is None:
            return
        with self._lock:
            self._kept[upload_id] = digests
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)


KEPT = _Kept()


def arrived(upload_id: uuid.UUID, size: int | None) -> int:
    """How many bytes of it are on the disk."""
    if size is not None and places.place(upload_id).exists():
        return size  # whole and in its place: only its act is missing
    return arriving.arrived(places.arriving(upload_id), length=size)


def is_whole(sealed: Sealed) -> bool:
    """Whether its last chunk stands: no byte can be added."""
    if places.place(sealed.id).exists():
        return True
    return sealed.size is not None and arriving.is_whole(sealed.part, sealed.size)


def take_in(sealed: Sealed, stream: Iterable[bytes], *, offset: int) -> int:
    """Write what `stream` gives from `offset` on, and the last chunk once all is there.

    How many bytes have arrived then, all of them on the disk; also where the stream broke off.
    Raises Refusal evidence.wrong_offset, evidence.upload_elsewhere, evidence.file_too_large,
    evidence.too_many_bytes, evidence.no_room. What reading the stream raises passes through.
    """
    with _refusing(), arriving.opened(sealed.part, sealed.key, sealed.bound_to) as turn:
        if turn.length != offset:
            raise wrong_offset()
        digests = KEPT.take(sealed.id, offset)
        try:
            for piece in _while_there_is_room(sealed.part, stream):
                fitting = _fitting(piece, turn.length, sealed)
                turn.write(fitting)
                if digests is not None:
                    digests.update(fitting)
                if len(fitting) < len(piece):
                    raise Refusal("evidence.too_many_bytes", "More came than was said.")
        finally:
            turn.keep(sealed.key, sealed.bound_to)
            KEPT.put(sealed.id, digests)
        if turn.length == sealed.size or sealed.size is None:
            turn.finish()
        return turn.length


def take_in_checked(
    sealed: Sealed, stream: Iterable[bytes], *, offset: int, algorithm: str, expected: bytes
) -> int:
    """As `take_in`, but not one byte stands before all of them agree with their checksum.

    They wait encrypted, under a key that lives in this call alone: a chunk of the part itself can
    be written only once. Raises Refusal evidence.checksum and those of `take_in`.
    """
    key = os.urandom(chunked.KEY)
    waiting = sealed.part.with_name(f"{sealed.id.hex}.{uuid.uuid4().hex}.waiting")
    places.prepare(waiting)
    try:
        with _refusing(), arriving.opened(waiting, key, b"waiting") as turn:
            checksum = hashlib.new(algorithm, usedforsecurity=False)
            for piece in _while_there_is_room(sealed.part, stream):
                _fitting(piece, offset + turn.length, sealed)
                turn.write(piece)
                checksum.update(piece)
            turn.finish()
        if checksum.digest() != expected:
            raise Refusal("evidence.checksum", "What arrived does not agree with its checksum.")
        with waiting.open("rb") as stored:
            reader = chunked.Reader(stored, waiting.stat().st_size, key, b"waiting")
            return take_in(sealed, reader.pieces(), offset=offset)
    finally:
        waiting.unlink(missing_ok=True)


@contextmanager
def whole(sealed: Sealed) -> Iterator[Whole]:
    """The file that has arrived, in its final place and held still while the block runs.

    Where its digests were lost on the way they are computed from what lies on the disk; how far
    that is, `checked` tells. Raises Refusal evidence.upload_elsewhere, FileBrokenError.
    """
    final = places.place(sealed.id)
    path = sealed.part if sealed.part.exists() else final
    with _refusing(), path.open("rb") as stream, arriving.locked(stream):
        reader = chunked.Reader(
            stream, os.fstat(stream.fileno()).st_size, sealed.key, sealed.bound_to
        )
        live = KEPT.take(sealed.id, reader.length)
        try:
            digests = (live or _anew(sealed, reader)).done()
        finally:
            _progress(sealed.id).unlink(missing_ok=True)
        if path != final:
            places.put(path, final)
        arriving.forget_rest(sealed.part)
        try:
            yield Whole(
                size=reader.length,
                digests=digests,
                found_type=media.found(reader.read(0, media.HEAD)),
            )
        except BaseException:
            KEPT.put(sealed.id, live)  # so that another try begins nothing anew
            raise


def checked(upload_id: uuid.UUID) -> int | None:
    """How many bytes of the digest are computed anew so far; None while nobody computes it."""
    with suppress(OSError, ValueError):
        return int(_progress(upload_id).read_text())
    return None


def wrong_offset() -> Refusal:
    """What is sent does not go on where the file ends here."""
    return Refusal("evidence.wrong_offset", "Ask how much has arrived, and go on from there.")


def _while_there_is_room(part: Path, stream: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, as long as the disk keeps what the record and the database need.

    Many may send at once: that there was room for each when it began says little.
    """
    passed = _LOOK_EVERY
    for piece in stream:
        if passed >= _LOOK_EVERY:
            uploading.check_size(None, limit=0, free=shutil.disk_usage(part.parent).free)
            passed = 0
        passed += len(piece)
        yield piece


def _fitting(piece: bytes, length: int, sealed: Sealed) -> bytes:
    """As much of the piece as the file may still have."""
    if length + len(piece) > sealed.limit:
        raise uploading.too_large(sealed.limit)
    return piece if sealed.size is None else piece[: sealed.size - length]


def _anew(sealed: Sealed, reader: chunked.Reader) -> Digesting:
    digests, told = Digesting(), 0
    for piece in reader.pieces():
        digests.update(piece)
        if digests.length >= told:
            _progress(sealed.id).write_text(str(digests.length))
            told = digests.length + _TELL_EVERY
    return digests


def _progress(upload_id: uuid.UUID) -> Path:
    part = places.arriving(upload_id)
    return part.with_suffix(".checked")


@contextmanager
def _refusing() -> Iterator[None]:
    """What goes wrong at the disk, in words."""
    try:
        yield
    except OvertakenError:
        raise Refusal(
            "evidence.upload_elsewhere", "Somebody is sending this file in another place."
        ) from None
    except FileNotFoundError:
        raise Refusal("evidence.upload_gone", "Nothing of this upload is left.") from None
    except OSError as fault:
        if fault.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise Refusal("evidence.no_room", "The disk of this house is full.") from None
