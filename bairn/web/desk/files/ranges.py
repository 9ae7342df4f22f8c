"""Which part of a file a browser asks for (RFC 9110, 14). Plain Python."""

import re
from dataclasses import dataclass

_ONE = re.compile(r"bytes=\s*([0-9]{0,19})-([0-9]{0,19})\s*")


class UnsatisfiableError(Exception):
    """The file has no such part."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file, its end beyond the last byte."""

    start: int
    end: int

    def said(self, length: int) -> str:
        """The value of Content-Range."""
        return f"bytes {self.start}-{self.end - 1}/{length}"


def part(asked: str, if_range: str, *, etag: str, length: int) -> Part | None:
    """The part that is asked for; None where the whole is to be sent.

    Several parts at once, and anything that is not understood, get the whole, as the standard
    allows. Raises UnsatisfiableError.
    """
    if not asked or (if_range and if_range.strip() != etag):
        return None
    found = _ONE.fullmatch(asked)
    if not found:
        return None
    first, last = found.groups()
    if not first:
        return _suffix(last, length)
    start = int(first)
    end = int(last) + 1 if last else length
    if last and int(last) < start:
        return None
    if start >= length:
        raise UnsatisfiableError
    return Part(start, min(end, length))


def _suffix(last: str, length: int) -> Part | None:
    if not last:
        return None
    wanted = int(last)
    if not wanted or not length:
        raise UnsatisfiableError
    return Part(max(0, length - wanted), length)
