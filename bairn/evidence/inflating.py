"""Reading what is compressed, piece by piece, never more than was allowed."""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

PIECE = 64 * 1024


class TooMuchError(Exception):
    """A limit was reached: `what` is `bytes`, `entries`, `header`, `time` or `ratio`."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class MalformedError(Exception):
    """What was read is not what it says it is."""


class Source(Protocol):
    """Something that can be read at any place: a sealed file, or bytes in a test."""

    @property
    def length(self) -> int:
        """How many bytes there are."""
        ...

    def read(self, offset: int, length: int) -> bytes:
        """The bytes at this place, fewer only at the end."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may be read before it is enough."""

    read_bytes: int = 4 * 1024**3  # of the file itself
    out_bytes: int = 16 * 1024**3  # after it was inflated
    entries: int = 100_000
    seconds: float = 60.0
    ratio: int = 200  # more is shown as a bomb


class Budget:
    """Counts what is read and inflated, and says when a limit is reached."""

    def __init__(self, limits: Limits, spent: Callable[[], float] = lambda: 0.0) -> None:
        self.limits = limits
        self._spent = spent
        self._read = 0
        self._out = 0
        self._entries = 0

    def read(self, count: int) -> None:
        """Count bytes of the file."""
        self._read += count
        if self._read > self.limits.read_bytes:
            raise TooMuchError("bytes")
        self._in_time()

    def out(self, count: int) -> None:
        """Count bytes that came out."""
        self._out += count
        if self._out > self.limits.out_bytes:
            raise TooMuchError("bytes")
        self._in_time()  # a few bytes of the file may become gigabytes

    def _in_time(self) -> None:
        if self._spent() > self.limits.seconds:
            raise TooMuchError("time")

    def entry(self) -> None:
        """Count an entry."""
        self._entries += 1
        if self._entries > self.limits.entries:
            raise TooMuchError("entries")


class Pieces(Protocol):
    """Something that gives bytes from its beginning to its end."""

    def piece(self, most: int = PIECE) -> bytes:
        """The next bytes, none at the end."""
        ...


class Stretch:
    """A stretch of a source, read from its beginning to its end."""

    def __init__(self, source: Source, budget: Budget, start: int = 0, size: int = -1) -> None:
        self._source = source
        self._budget = budget
        self._at = start
        self._end = source.length if size < 0 else min(start + size, source.length)

    def piece(self, most: int = PIECE) -> bytes:
        """The next bytes, none at the end."""
        data = self._source.read(self._at, max(0, min(most, self._end - self._at)))
        self._at += len(data)
        self._budget.read(len(data))
        return data


class _Inflater(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def give(self, data: bytes, most: int) -> bytes: ...


class _Zlib:
    def __init__(self, bits: int) -> None:
        self._made = zlib.decompressobj(bits)

    @property
    def eof(self) -> bool:
        return self._made.eof

    @property
    def unused_data(self) -> bytes:
        return self._made.unused_data

    def give(self, data: bytes, most: int) -> bytes:
        return self._made.decompress(self._made.unconsumed_tail + data, most)

    @property
    def waits(self) -> bool:
        return bool(self._made.unconsumed_tail)


class _Plain:
    """bz2 and lzma keep what they could not give yet by themselves."""

    def __init__(self, made: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._made = made

    @property
    def eof(self) -> bool:
        return self._made.eof

    @property
    def unused_data(self) -> bytes:
        return self._made.unused_data

    def give(self, data: bytes, most: int) -> bytes:
        return self._made.decompress(data, most)

    @property
    def waits(self) -> bool:
        return not self._made.needs_input and not self._made.eof


_LZMA_MEMORY = 128 * 1024 * 1024


def _made(kind: str) -> "_Zlib | _Plain":
    if kind == "gz":
        return _Zlib(zlib.MAX_WBITS | 16)
    if kind == "deflate":
        return _Zlib(-zlib.MAX_WBITS)
    if kind == "bz2":
        return _Plain(bz2.BZ2Decompressor())
    if kind == "xz":
        return _Plain(lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_LZMA_MEMORY))
    raise MalformedError(f"compression {kind}")


class Inflated:
    """What a stretch holds once it is inflated (`gz`, `bz2`, `xz`, `deflate`, `` for as it is).

    Members one after the other are read as one. `read` gives exactly what was asked for unless the
    end is reached; nothing but one piece is ever in memory.
    """

    def __init__(self, stretch: Pieces, kind: str, budget: Budget) -> None:
        self._stretch = stretch
        self._kind = kind
        self._budget = budget
        self._inflater = _made(kind) if kind else None
        self._waiting = b""
        self._over = False
        self._kept = bytearray()
        self.members = 0

    def read(self, count: int) -> bytes:
        """The next `count` bytes, fewer only at the end."""
        while len(self._kept) < count:
            piece = self._more()
            if not piece:
                break
            self._kept += piece
        taken = bytes(self._kept[:count])
        del self._kept[:count]
        return taken

    def piece(self, most: int = PIECE) -> bytes:
        """The next bytes, so that one thing packed in another can be read through both."""
        return self.read(most)

    def line(self, most: int) -> bytes:
        """The next line with its end. Raises TooMuchError when it is longer than `most`."""
        while (end := self._kept.find(b"\n", 0, most)) < 0:
            if len(self._kept) >= most:
                raise TooMuchError("header")
            piece = self._more()
            if not piece:
                return self.read(len(self._kept))
            self._kept += piece
        return self.read(end + 1)

    def skip(self, count: int) -> int:
        """Read over `count` bytes; how many there were."""
        left = count
        while left and (piece := self.read(min(left, PIECE))):
            left -= len(piece)
        return count - left

    def _more(self) -> bytes:
        while not self._over:
            piece = self._inflate(self._inflater) if self._inflater else self._stretch.piece()
            if piece:
                self._budget.out(len(piece))
                return piece
            if self._inflater is None:
                self._over = True
        return b""

    def _inflate(self, inflater: "_Zlib | _Plain") -> bytes:
        if inflater.eof:
            return self._next_member(inflater.unused_data)
        given = self._waiting
        self._waiting = b""
        if not given and not inflater.waits:
            given = self._stretch.piece()
            if not given:
                self._over = True
                raise MalformedError("it ends in the middle")
        try:
            out = inflater.give(given, PIECE)
        except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError) as fault:
            raise MalformedError("it cannot be inflated") from fault
        return out

    def _next_member(self, rest: bytes) -> bytes:
        self.members += 1
        rest = (rest or self._stretch.piece()).lstrip(b"\0")
        if not rest or self._kind == "deflate":
            self._over = True
            return b""
        self._inflater, self._waiting = _made(self._kind), rest
        return b""


class Bytes:
    """Bytes that are read as a source."""

    def __init__(self, data: bytes) -> None:
        self._stream = io.BytesIO(data)
        self.length = len(data)

    def read(self, offset: int, length: int) -> bytes:
        """The bytes at this place."""
        self._stream.seek(offset)
        return self._stream.read(length)
