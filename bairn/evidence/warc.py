"""The records of a WARC file, read one after the other with every digest computed anew."""

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from warcio.statusandheaders import StatusAndHeadersParser

from bairn.evidence.inflating import PIECE, Budget, Inflated, MalformedError, TooMuchError
from bairn.evidence.terms.captures import Agreement, Record

MOST_HEADER = 64 * 1024
_MOST_LINES = 400
_VERSION = re.compile(rb"WARC/(0\.17|0\.18|1\.0|1\.1)\r?\n")
_ALGORITHMS = {"md5": "md5", "sha1": "sha1", "sha256": "sha256", "sha512": "sha512"}
_TYPES = frozenset(
    {"warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion"}
)


class Keeper:
    """Takes the payload of one record while it is read, up to a limit; for text on demand."""

    def __init__(self, number: int, most: int) -> None:
        self.number = number
        self.headers = b""
        self.payload = bytearray()
        self.cut = False
        self._most = most

    def take(self, piece: bytes) -> None:
        """Keep what still fits."""
        room = self._most - len(self.payload)
        self.payload += piece[:room]
        self.cut = self.cut or len(piece) > room


def records(
    reader: Inflated, budget: Budget, keeper: Keeper | None = None, *, start: int = 0
) -> Iterator[Record]:
    """Every record in its order. Raises MalformedError, TooMuchError where it cannot go on."""
    number = start
    while (first := _first_line(reader)) is not None:
        if not _VERSION.fullmatch(first):
            raise MalformedError("no record begins here")
        budget.entry()
        said = _headers(first, reader)
        wanted = keeper if keeper and keeper.number == number else None
        yield _record(number, said, reader, wanted)
        if reader.read(4) not in {b"\r\n\r\n", b""}:
            raise MalformedError("a record is longer than it states")
        number += 1


def _first_line(reader: Inflated) -> bytes | None:
    for _ in range(8):
        line = reader.line(256)
        if line.strip():
            return line
        if not line:
            return None
    raise MalformedError("nothing but empty lines")


def _headers(first: bytes, reader: Inflated) -> dict[str, str]:
    raw = bytearray(first)
    for _ in range(_MOST_LINES):
        line = reader.line(MOST_HEADER)
        raw += line
        if len(raw) > MOST_HEADER:
            raise TooMuchError("header")
        if not line.strip():
            return _named(bytes(raw))
    raise TooMuchError("header")


def _named(raw: bytes) -> dict[str, str]:
    parsed = StatusAndHeadersParser([], verify=False).parse(io.BytesIO(raw))
    return {name.lower(): value.strip() for name, value in parsed.headers}


def _record(number: int, said: dict[str, str], reader: Inflated, keeper: Keeper | None) -> Record:
    length = said.get("content-length", "")
    if not re.fullmatch(r"[0-9]{1,15}", length):
        raise MalformedError("a record without its length")
    kind = said.get("warc-type", "").lower()
    block = _Block(said, keeper)
    block.read(reader, int(length))
    return Record(
        number=number,
        kind=kind if kind in _TYPES else "other",
        url=said.get("warc-target-uri", "").strip("<>")[:2000],
        at=_moment(said.get("warc-date", "")),
        length=int(length),
        media_type=said.get("content-type", "").partition(";")[0][:80],
        status=block.status,
        block=block.agrees("warc-block-digest"),
        # A revisit states the digest of what an earlier record holds.
        payload=Agreement.NOT_SAID if kind == "revisit" else block.agrees("warc-payload-digest"),
        payload_digest=block.payload_digest,
        says=bytes(block.beginning) if kind == "warcinfo" else b"",
    )


class _Block:
    """What a record holds, digested while it is read: the whole, and what follows HTTP headers."""

    def __init__(self, said: dict[str, str], keeper: Keeper | None) -> None:
        self._said = said
        self._keeper = keeper
        self._whole = {name: hashlib.new(name) for name in self._asked("warc-block-digest")}
        asked = {"sha256", *self._asked("warc-payload-digest")}
        self._payload = {name: hashlib.new(name) for name in asked}
        self._http = said.get("content-type", "").lower().startswith("application/http")
        self.beginning = bytearray()
        self.status = ""

    @property
    def payload_digest(self) -> str:
        """The SHA-256 of the payload, always computed."""
        return self._payload["sha256"].hexdigest()

    def read(self, reader: Inflated, length: int) -> None:
        left, in_headers = length, self._http
        while left:
            piece = reader.read(min(PIECE, left))
            if not piece:
                raise MalformedError("a record is shorter than it states")
            left -= len(piece)
            for one in self._whole.values():
                one.update(piece)
            if len(self.beginning) < MOST_HEADER:
                self.beginning += piece[:MOST_HEADER]
            if in_headers:
                in_headers, piece = False, self._after_headers(piece)
            for one in self._payload.values():
                one.update(piece)
            if self._keeper:
                self._keeper.take(piece)

    def _after_headers(self, piece: bytes) -> bytes:
        """HTTP headers fit into the first piece, or they are taken as none."""
        ends = [at for at in (piece.find(b"\r\n\r\n"), piece.find(b"\n\n")) if at >= 0]
        if not ends:
            return piece
        end = min(ends)
        size = 4 if piece[end : end + 4] == b"\r\n\r\n" else 2
        head = piece[: end + size]
        status = re.match(rb"HTTP/[0-9.]{1,4} ([0-9]{3})", head)
        self.status = status.group(1).decode() if status else ""
        if self._keeper:
            self._keeper.headers = head
        return piece[end + size :]

    def agrees(self, header: str) -> Agreement:
        said = self._said.get(header, "")
        if not said:
            return Agreement.NOT_SAID
        digests = self._whole if header == "warc-block-digest" else self._payload
        name, _, value = said.partition(":")
        made = digests.get(_algorithm(name))
        if made is None or not value:
            return Agreement.UNKNOWN
        return Agreement.AGREES if same_digest(value, made.digest()) else Agreement.DIFFERS

    def _asked(self, header: str) -> tuple[str, ...]:
        name = _algorithm(self._said.get(header, "").partition(":")[0])
        return (name,) if name else ()


def same_digest(said: str, digest: bytes) -> bool:
    """Whether what was written, as base 16, 32 or 64, is this digest."""
    plain = said.strip().rstrip("=")
    return plain.lower() == digest.hex() or plain in {
        base64.b32encode(digest).decode().rstrip("="),
        base64.b64encode(digest).decode().rstrip("="),
        base64.urlsafe_b64encode(digest).decode().rstrip("="),
    }


def _algorithm(name: str) -> str:
    return _ALGORITHMS.get(name.strip().lower().replace("-", ""), "")


def _moment(said: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(said.strip()[:32])
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # the first and the last day of all have no UTC
        return None
