"""Bytes of a file as text, piece by piece, whatever its encoding says at its beginning."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

PIECE = 1 << 20
_LONGEST_MARK = 4
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Pieces:
    """The text of a stream from its beginning; `place` is how many bytes were read of it."""

    def __init__(self, stream: BinaryIO, *, size: int = PIECE) -> None:
        """Read `stream` in pieces of `size` bytes."""
        self._stream = stream
        self._size = size
        self.place = 0

    def __iter__(self) -> Iterator[str]:
        """Text until the end; bytes that are none in this encoding become a mark."""
        first = self._read(max(self._size, _LONGEST_MARK))
        encoding, skip = _encoding(first)
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        piece = first[skip:]
        while piece:
            text = decoder.decode(piece)
            if text:
                yield text
            piece = self._read(self._size)
        rest = decoder.decode(b"", final=True)
        if rest:
            yield rest

    def _read(self, size: int) -> bytes:
        piece = self._stream.read(size)
        self.place += len(piece)
        return piece


def lines(pieces: Iterator[str]) -> Iterator[str]:
    """The text line by line, without its ends, be they LF, CR LF or CR."""
    rest = ""
    for piece in pieces:
        text = rest + piece
        held = "\r" if text.endswith("\r") else ""  # its LF may come with the next piece
        parts = text[: len(text) - len(held)].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        rest = parts.pop() + held
        yield from parts
    if rest:
        yield rest.removesuffix("\r")


def _encoding(first: bytes) -> tuple[str, int]:
    for mark, name in _MARKS:
        if first.startswith(mark):
            return name, len(mark)
    return "utf-8", 0
