"""A sealed file that somebody may read: opened after its look was recorded, for one answer."""

import uuid
from collections.abc import Iterator
from types import TracebackType

from bairn.kernel.refusal import Refusal
from bairn.vault.files import chunked, places
from bairn.vault.files.chunked import FileBrokenError


class OpenedFile:
    """Reads any stretch, authenticated; nothing but one piece is in memory.

    Raises Refusal evidence.file_missing, evidence.file_broken.
    """

    def __init__(self, file_id: uuid.UUID, key: bytes, *, size: int) -> None:
        path = places.place(file_id)
        try:
            self._stream = path.open("rb")
        except FileNotFoundError:
            raise missing() from None
        try:
            self._reader = chunked.Reader(
                self._stream, path.stat().st_size, key, chunked.context(file_id)
            )
        except FileBrokenError:
            self._stream.close()
            raise broken() from None
        if self._reader.length != size:
            self._stream.close()
            raise broken()
        self.length = size

    def read(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset` on."""
        try:
            return self._reader.read(offset, length)
        except FileBrokenError:
            raise broken() from None

    def pieces(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """What lies between `start` and `end`, piece by piece."""
        try:
            yield from self._reader.pieces(start, end, size=256 * 1024)
        except FileBrokenError:
            raise broken() from None

    def close(self) -> None:
        """The file on the disk is let go."""
        self._stream.close()

    def __enter__(self) -> "OpenedFile":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def broken() -> Refusal:
    """What lies on the disk is not what was taken in."""
    return Refusal(
        "evidence.file_broken",
        "What lies on the disk is not the file that was taken in. It is not shown, and stays as it "
        "is: restore it from the last good copy.",
    )


def missing() -> Refusal:
    """Nothing lies on the disk."""
    return Refusal(
        "evidence.file_missing",
        "The file is not where it was kept. Restore it from the last good copy.",
    )
