"""Multipart bodies, read part by part while they come: nothing is buffered, nothing is guessed.

Django's own parser keeps fields and files for later and takes a body that was cut off for a whole
one. A file that came in half must not count, so this reader insists on the closing boundary.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils.http import parse_header_parameters

from bairn.kernel.refusal import Refusal

MOST_HEADERS = 8 * 1024  # bytes of one part's headers
MOST_PARTS = 20
MOST_NAME = 1024  # characters of a file's name
_BOUNDARY = re.compile(r"[ -~]{0,69}[!-~]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE = b"\r\n"
_AS_IT_IS = frozenset({"", "7bit", "8bit", "binary"})

Read = Callable[[int], bytes]


@dataclass(slots=True)
class Part:
    """One part. Its content comes once, in pieces, and has to be taken before the next part."""

    name: str
    filename: str | None = field(repr=False)
    chunks: Iterator[bytes] = field(repr=False)

    def text(self, most: int) -> str:
        """The content as text of at most `most` bytes. Raises Refusal ispws.multipart."""
        content = bytearray()
        for chunk in self.chunks:
            content += chunk
            if len(content) > most:
                raise _malformed(f"The field is longer than {most} bytes.")
        return content.decode("utf-8", "replace").strip()


def parts(content_type: str, read: Read) -> Iterator[Part]:
    """The parts of a `multipart/form-data` body that `read` gives, in order.

    Raises Refusal ispws.multipart where it is not well formed or ends before its closing boundary.
    """
    reader = _Reader(read, _delimiter(content_type))
    reader.skip()
    for _ in range(MOST_PARTS):
        if not reader.another():
            return
        name, filename = _named(reader.headers())
        part = Part(name, filename, reader.content())
        yield part
        for _ in part.chunks:
            pass
    raise _malformed(f"There are more than {MOST_PARTS} parts.")


def _delimiter(content_type: str) -> bytes:
    kind, said = _parameters(content_type[:1000])
    boundary = said.get("boundary", "")
    if kind != "multipart/form-data" or not _BOUNDARY.fullmatch(boundary):
        raise _malformed("Send multipart/form-data with a boundary.")
    return b"\r\n--" + boundary.encode("ascii")


def _named(headers: bytes) -> tuple[str, str | None]:
    """The field's name and the file's name, None where there is none."""
    rows: dict[str, str] = {}
    for line in headers.decode("utf-8", "replace").split("\r\n"):
        key, _, value = line.partition(":")
        rows[key.strip().lower()] = value.strip()
    kind, said = _parameters(rows.get("content-disposition", "")[:4000])
    if kind != "form-data" or not said.get("name"):
        raise _malformed("Each part says its name in Content-Disposition.")
    if rows.get("content-transfer-encoding", "").lower() not in _AS_IT_IS:
        raise _malformed("Send each part as it is, without a transfer encoding.")
    filename = said.get("filename")
    return said["name"], None if filename is None else _CONTROL.sub("", filename)[:MOST_NAME]


def _parameters(header: str) -> tuple[str, dict[str, str]]:
    try:
        kind, said = parse_header_parameters(header)
    except (ValueError, LookupError):  # of an encoding that it names
        raise _malformed("A header of the body is not well formed.") from None
    return kind, said


class _Reader:
    """A window over the stream that never holds more than a piece and a delimiter."""

    def __init__(self, read: Read, delimiter: bytes) -> None:
        self._read = read
        self._delimiter = delimiter
        self._held = bytearray(_LINE)  # so that the first delimiter looks like all others

    def skip(self) -> None:
        """Pass over whatever stands before the first delimiter, which is nothing or little."""
        before = 0
        for chunk in self._until(self._delimiter):
            before += len(chunk)
            if before > MOST_HEADERS:
                raise _malformed("The first boundary is missing.")

    def another(self) -> bool:
        """Whether a part follows the delimiter just passed; False at the closing one."""
        while len(self._held) < len(_LINE):
            self._fill()
        if self._held.startswith(b"--"):
            return False
        if self._line(_LINE, 200).strip(b" \t"):
            raise _malformed("Something stands behind a boundary.")
        return True

    def headers(self) -> bytes:
        """The header lines of the part that begins here."""
        return self._line(b"\r\n\r\n", MOST_HEADERS)

    def content(self) -> Iterator[bytes]:
        """The part's content in pieces, up to its delimiter."""
        return self._until(self._delimiter)

    def _line(self, end: bytes, most: int) -> bytes:
        while (found := self._held.find(end)) < 0:
            if len(self._held) > most:
                raise _malformed(f"The headers of a part are longer than {MOST_HEADERS} bytes.")
            self._fill()
        line = bytes(self._held[:found])
        del self._held[: found + len(end)]
        return line

    def _until(self, delimiter: bytes) -> Iterator[bytes]:
        keep = len(delimiter) - 1
        while (found := self._held.find(delimiter)) < 0:
            ready = len(self._held) - keep
            if ready > 0:
                yield bytes(self._held[:ready])
                del self._held[:ready]
            self._fill()
        if found:
            yield bytes(self._held[:found])
        del self._held[: found + len(delimiter)]

    def _fill(self) -> None:
        data = self._read(64 * 1024)
        if not data:
            raise _malformed("The body ends before its closing boundary.")
        self._held += data


def _malformed(reason: str) -> Refusal:
    return Refusal("ispws.multipart", reason)
