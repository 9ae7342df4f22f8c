"""The headers of a tar file, read one after the other through its compression."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bairn.evidence.inflating import (
    PIECE,
    Budget,
    Inflated,
    MalformedError,
    Source,
    Stretch,
    TooMuchError,
)

_BLOCK = 512
_MOST_LONG = 1024**2  # of a long name or a pax header
_HEAD = 512  # bytes of each entry that are looked at
_PAX = re.compile(rb"(\d{1,7}) ([^=\n]{1,200})=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One header, with what long headers before it said."""

    number: int
    name: str = field(repr=False)
    size: int
    flag: str
    head: bytes = field(default=b"", repr=False)

    @property
    def link(self) -> bool:
        """Whether it is a hard or symbolic link."""
        return self.flag in {"1", "2"}

    @property
    def device(self) -> bool:
        """Whether it is a device or a pipe."""
        return self.flag in {"3", "4", "6"}

    @property
    def folder(self) -> bool:
        """Whether it is a folder."""
        return self.flag == "5" or self.name.endswith("/")


def entries(source: Source, budget: Budget, packed: str) -> Iterator[Stated]:
    """Every entry in its order. Raises MalformedError, TooMuchError."""
    reader = Inflated(Stretch(source, budget), packed, budget)
    for number, one in enumerate(_headers(reader, budget)):
        head = reader.read(min(_HEAD, one.size))
        if len(head) < min(_HEAD, one.size):
            raise MalformedError("it ends in the middle")
        yield Stated(number=number, name=one.name, size=one.size, flag=one.flag, head=head)
        _past(reader, one.size - len(head), one.size)


def content(
    source: Source, budget: Budget, packed: str, number: int, may: Callable[[Stated], None]
) -> Iterator[bytes]:
    """What entry `number` holds, piece by piece; `may` is asked first and gets its header."""
    reader = Inflated(Stretch(source, budget), packed, budget)
    for at, one in enumerate(_headers(reader, budget)):
        if at == number:
            may(one)
            yield from _pieces(reader, one.size)
            return
        _past(reader, one.size, one.size)
    raise MalformedError("no such entry")


def _pieces(reader: Inflated, size: int) -> Iterator[bytes]:
    left = size
    while left:
        piece = reader.read(min(PIECE, left))
        if not piece:
            raise MalformedError("it ends in the middle")
        left -= len(piece)
        yield piece


def _past(reader: Inflated, left: int, size: int) -> None:
    left += -size % _BLOCK
    if reader.skip(left) < left - (-size % _BLOCK):
        raise MalformedError("it ends in the middle")


def _headers(reader: Inflated, budget: Budget) -> Iterator[Stated]:
    long_name, pax = b"", {}
    while block := reader.read(_BLOCK):
        if not block.strip(b"\0"):
            return
        one = _header(block)
        budget.entry()
        if one.flag in {"L", "K", "x", "g"}:
            said = _long(reader, one.size)
            if one.flag == "L":
                long_name = said.rstrip(b"\0")
            elif one.flag == "x":
                pax = _pax(said)
            continue
        yield _with_long(one, long_name, pax)
        long_name, pax = b"", {}


def _with_long(one: Stated, long_name: bytes, pax: dict[bytes, bytes]) -> Stated:
    name = pax.get(b"path", long_name)
    size = _number(pax[b"size"], base=10) if b"size" in pax else one.size
    return Stated(
        number=0,
        name=_text(name) if name else one.name,
        size=0 if one.flag in {"1", "2", "3", "4", "5", "6"} else size,
        flag=one.flag,
    )


def _header(block: bytes) -> Stated:
    if len(block) < _BLOCK or not _sum_agrees(block):
        raise MalformedError("a header that is none")
    name = block[:100].split(b"\0")[0]
    if block[257:262] == b"ustar" and block[345]:
        name = block[345:500].split(b"\0")[0] + b"/" + name
    flag = chr(block[156]) if block[156] else "0"
    return Stated(number=0, name=_text(name), size=_size(block[124:136]), flag=flag)


def _sum_agrees(block: bytes) -> bool:
    said = block[148:156].strip(b" \0")
    if not re.fullmatch(rb"[0-7]{1,8}", said):
        return False
    return int(said, 8) == sum(block) - sum(block[148:156]) + 8 * 32


def _size(raw: bytes) -> int:
    if raw[0] & 0x80:  # a size beyond 8 GiB stands there as a plain number
        return int.from_bytes(bytes([raw[0] & 0x7F]) + raw[1:], "big")
    return _number(raw.strip(b" \0") or b"0", base=8)


def _number(raw: bytes, *, base: int) -> int:
    if not re.fullmatch(rb"[0-9]{1,20}", raw):
        raise MalformedError("a number that is none")
    try:
        return int(raw, base)
    except ValueError as fault:
        raise MalformedError("a number that is none") from fault


def _long(reader: Inflated, size: int) -> bytes:
    if size > _MOST_LONG:
        raise TooMuchError("header")
    said = reader.read(size)
    if len(said) < size:
        raise MalformedError("it ends in the middle")
    reader.skip(-size % _BLOCK)
    return said


def _pax(said: bytes) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    at = 0
    while row := _PAX.match(said, at):
        end = at + int(row.group(1))
        if end <= row.end() or end > len(said):
            raise MalformedError("a long header that is none")
        found[row.group(2)] = said[row.end() : end - 1]
        at = end
    return found


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")
