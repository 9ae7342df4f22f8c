"""The directory of a zip file, read by itself: what it states, with nothing unpacked."""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bairn.evidence.inflating import (
    PIECE,
    Budget,
    Inflated,
    MalformedError,
    Source,
    Stretch,
)

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_PLACE64 = struct.Struct("<4sLQL")
_ROW = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_MOST_DIRECTORY = 256 * 1024**2
_FULL = 0xFFFFFFFF
_HEAD = 512
_METHODS = {0: "", 8: "deflate", 12: "bz2"}
_LINK, _FILE, _FOLDER = 0o120000, 0o100000, 0o040000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One row of the directory."""

    number: int
    name: str = field(repr=False)
    size: int
    packed: int
    method: int
    crc: int
    offset: int
    encrypted: bool
    mode: int

    @property
    def link(self) -> bool:
        """Whether it is a symbolic link."""
        return self.mode & 0o170000 == _LINK

    @property
    def device(self) -> bool:
        """Whether it is a device, a socket or a pipe."""
        return self.mode & 0o170000 not in {0, _LINK, _FILE, _FOLDER}


def entries(source: Source, budget: Budget) -> Iterator[Stated]:
    """Every row of the directory, in its order. Raises MalformedError, TooMuchError."""
    start, size, shift = _directory(source, budget)
    if size > _MOST_DIRECTORY:
        raise MalformedError("a directory of that size")
    reader = Inflated(Stretch(source, budget, start, size), "", budget)
    number = 0
    while True:
        raw = reader.read(_ROW.size)
        if len(raw) < _ROW.size or raw[:4] != b"PK\x01\x02":
            if raw and raw[:4] not in {b"PK\x05\x06", b"PK\x05\x05", b"PK\x06\x06"}:
                raise MalformedError("a row of the directory")
            return
        budget.entry()
        yield _row(number, raw, reader, shift)
        number += 1


def opened(source: Source, one: Stated, budget: Budget) -> Inflated:
    """What this entry holds, to be read from its beginning. Raises MalformedError."""
    if one.method not in _METHODS or one.encrypted:
        raise MalformedError(f"method {one.method}")
    local = source.read(one.offset, _LOCAL.size)
    if len(local) < _LOCAL.size or local[:4] != b"PK\x03\x04":
        raise MalformedError("no entry stands there")
    names = _LOCAL.unpack(local)[-2:]
    start = one.offset + _LOCAL.size + sum(names)
    return Inflated(Stretch(source, budget, start, one.packed), _METHODS[one.method], budget)


def content(source: Source, one: Stated, budget: Budget) -> Iterator[bytes]:
    """What this entry holds, inflated piece by piece and checked against its own checksum."""
    reader = opened(source, one, budget)
    found, crc = 0, 0
    while piece := reader.read(PIECE):
        found += len(piece)
        crc = zlib.crc32(piece, crc)
        if found > one.size:
            raise MalformedError("more than it states")
        yield piece
    if found != one.size or crc != one.crc:
        raise MalformedError("not what it states")


def beginning(source: Source, one: Stated, budget: Budget) -> bytes:
    """The first bytes of this entry; none where they cannot be read."""
    if one.name.endswith("/") or not one.size:
        return b""
    try:
        return opened(source, one, budget).read(min(one.size, _HEAD))
    except MalformedError:
        return b""


def overlap(spans: Sequence[tuple[int, int]]) -> bool:
    """Whether entries share their bytes: bombs without nesting let one stretch serve many."""
    after = 0
    for start, packed in sorted(spans):
        if start < after:
            return True
        after = start + _LOCAL.size + packed
    return False


def _row(number: int, raw: bytes, reader: Inflated, shift: int) -> Stated:
    (_, _, _, flags, method, _, _, crc, packed, size, *lengths, _, _, outside, offset) = (
        _ROW.unpack(raw)
    )
    name_length, extra_length, comment_length = lengths
    name = reader.read(name_length)
    extra = reader.read(extra_length)
    reader.skip(comment_length)
    size, packed, offset = _wide(extra, size, packed, offset)
    return Stated(
        number=number,
        name=_text(name, utf8=bool(flags & 0x800)),
        size=size,
        packed=packed,
        method=method,
        crc=crc,
        offset=offset + shift,
        encrypted=bool(flags & 0x1),
        mode=outside >> 16,
    )


def _wide(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Sizes beyond 4 GiB stand in an extra field, in this order and only where they are needed."""
    values = [size, packed, offset]
    wide = _field(extra, 1)
    at = 0
    for index, value in enumerate(values):
        if value == _FULL and len(wide) >= at + 8:
            values[index] = int.from_bytes(wide[at : at + 8], "little")
            at += 8
    return values[0], values[1], values[2]


def _field(extra: bytes, wanted: int) -> bytes:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == wanted:
            return extra[at + 4 : at + 4 + length]
        at += 4 + length
    return b""


def _text(name: bytes, *, utf8: bool) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("utf-8", "replace") if utf8 else name.decode("cp437")


def _directory(source: Source, budget: Budget) -> tuple[int, int, int]:
    """Where the directory begins, how long it is, and how far all places are shifted."""
    tail_at = max(0, source.length - 66_000)
    tail = Stretch(source, budget, tail_at)
    ending = b""
    while piece := tail.piece():
        ending += piece
    at = ending.rfind(b"PK\x05\x06")
    if at < 0 or len(ending) - at < _END.size:
        raise MalformedError("no end of a directory")
    *_, size, start, _ = _END.unpack_from(ending, at)
    end_at = tail_at + at
    if _FULL in (size, start):
        end_at, size, start = _end64(source, end_at)
    shift = end_at - size - start
    if size > end_at or shift < 0:
        raise MalformedError("a directory outside the file")
    return start + shift, size, shift


def _end64(source: Source, end_at: int) -> tuple[int, int, int]:
    place = source.read(max(0, end_at - _PLACE64.size), _PLACE64.size)
    if len(place) < _PLACE64.size or place[:4] != b"PK\x06\x07":
        raise MalformedError("no wide end of a directory")
    at = _PLACE64.unpack(place)[2]
    if at > source.length:
        raise MalformedError("a wide end outside the file")
    raw = source.read(at, _END64.size)
    if len(raw) < _END64.size or raw[:4] != b"PK\x06\x06":
        raise MalformedError("no wide end of a directory")
    *_, size, start = _END64.unpack(raw)
    return at, size, start
