"""What was added since the snapshot: a sealed log on disk, and the same in growing memory."""

import os
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from bairn.likeness import layout
from bairn.likeness.index import sealed
from bairn.likeness.index.sealed import IndexBrokenError, Sealer
from bairn.likeness.keys import Keys
from bairn.likeness.prints import Print

ADD, REMOVE, MOVE = 1, 2, 3
_HEAD: Final = struct.Struct(">B16s16sHH")
_LENGTH: Final = struct.Struct(">II")  # the length and what is missing to 2**32 - 1
_FULL: Final = 0xFFFFFFFF
_ROW: Final = layout.WIDTH * 4


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the log."""

    what: int
    subject: UUID
    holder: UUID
    print: Print


_NOTHING: Final = Print(np.zeros((0, layout.WIDTH), np.uint32), np.zeros(0, np.uint64))


def added(subject: UUID, holder: UUID, print_: Print) -> Change:
    """A sighting, in place of what stood of the same subject."""
    return Change(ADD, subject, holder, Print(print_.rows[: print_.kept], print_.tokens))


def removed(subject: UUID) -> Change:
    """A subject that is not found any more."""
    return Change(REMOVE, subject, UUID(int=0), _NOTHING)


def moved(subject: UUID, holder: UUID) -> Change:
    """A subject that hangs on another holder now."""
    return Change(MOVE, subject, holder, _NOTHING)


class Log:
    """The log on disk. What `append` has returned from survives the loss of the process."""

    def __init__(self, path: Path, file: BinaryIO, sealer: Sealer, number: int) -> None:
        self._path, self._file, self._sealer, self._number = path, file, sealer, number

    @classmethod
    def create(cls, path: Path, keys: Keys, about: dict[str, Any]) -> "Log":
        """An empty log beside its snapshot."""
        header = sealed.header_of(about)
        file = path.open("xb+", buffering=0)
        file.write(header + Sealer(keys, header).seal_head())
        file.flush()
        os.fsync(file.fileno())
        sealed.sync_folder(path.parent)
        return cls(path, file, Sealer(keys, header), 0)

    @classmethod
    def open(
        cls, path: Path, keys: Keys, about: dict[str, Any], *, writing: bool
    ) -> tuple["Log", list[Change]]:
        """The log and all it says. A writer cuts off what was torn while being written."""
        file = path.open("rb+" if writing else "rb", buffering=0)
        header, told = sealed.read_header(file)
        if {name: told.get(name) for name in about} != about:
            file.close()
            raise IndexBrokenError("What was added since belongs to another index.")
        log = cls(path, file, Sealer(keys, header), 0)
        try:
            log._sealer.check_head(file.read(sealed.TAG))
            changes = list(log.news())
        except IndexBrokenError:
            file.close()
            raise
        if writing:
            file.truncate()
        return log, changes

    def append(self, changes: Sequence[Change]) -> None:
        """Writes changes down; durable when this returns."""
        entries = []
        for number, change in enumerate(changes, self._number):
            entry = self._sealer.seal_entry(number, _packed(change))
            entries.append(_LENGTH.pack(len(entry), _FULL - len(entry)) + entry)
        self._put(b"".join(entries))
        self._number += len(changes)

    def _put(self, told: bytes) -> None:
        """All of it or, when the disk is full, nothing: later entries stand behind whole ones."""
        place = self._file.tell()
        try:
            left = memoryview(told)
            while left:
                left = left[self._file.write(left) :]
            os.fdatasync(self._file.fileno())
        except BaseException:
            self._file.truncate(place)
            self._file.seek(place)
            raise

    def news(self) -> Iterator[Change]:
        """What stands after the last entry read; stays before an entry that is not whole."""
        while True:
            place = self._file.tell()
            entry = self._entry()
            if entry is None:
                self._file.seek(place)
                return
            change = _unpacked(self._sealer.open_entry(self._number, entry))
            self._number += 1
            yield change

    def _entry(self) -> bytes | None:
        """The next entry; None at the end, or where the last one was torn while being written."""
        start = self._file.read(_LENGTH.size)
        if len(start) < _LENGTH.size:
            return None
        size, rest = _LENGTH.unpack(start)
        if size + rest != _FULL:
            if any(start) or self._file.read().strip(b"\0"):
                raise IndexBrokenError("What was added to the index since was altered.")
            return None  # blocks that were reserved and never written
        entry = self._file.read(size)
        return entry if len(entry) == size else None

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()


def _packed(change: Change) -> bytes:
    rows, tokens = change.print.rows, change.print.tokens
    head = _HEAD.pack(
        change.what, change.subject.bytes, change.holder.bytes, len(rows), len(tokens)
    )
    return head + rows.astype("<u4").tobytes() + tokens.astype("<u8").tobytes()


def _unpacked(plain: bytes) -> Change:
    what, subject, holder, rows, tokens = _HEAD.unpack_from(plain)
    middle = _HEAD.size + rows * _ROW
    return Change(
        what,
        UUID(bytes=subject),
        UUID(bytes=holder),
        Print(
            np.frombuffer(plain, "<u4", rows * layout.WIDTH, _HEAD.size)
            .reshape(rows, layout.WIDTH)
            .astype(np.uint32),
            np.frombuffer(plain, "<u8", tokens, middle).astype(np.uint64),
        ),
    )


def grown(array: NDArray[Any], least: int) -> NDArray[Any]:
    """The array, or twice as long a one with the same beginning, so that `least` fit."""
    if len(array) >= least:
        return array
    longer = np.zeros((max(least, 2 * len(array)), *array.shape[1:]), array.dtype)
    longer[: len(array)] = array
    return longer
