"""Bytes as text: which encoding a file has, asked rather than guessed where it is unsure."""

import codecs
import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from bairn.kernel.refusal import Refusal
from bairn.records.reading.limits import MOST_ROW

_CHUNK = 1 << 18
_SAMPLE = 200_000
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_COMMON = range(0xB0, 0xD8)  # lead bytes of the characters that are used every day
ENCODINGS = ("utf-8", "gb18030", "latin-1", "utf-16", "big5")
TOO_LONG = "\0"  # stands for a line that is longer than any row may be


def measure(stream: BinaryIO) -> tuple[bytes, int, str]:
    """SHA-256, size, and the encoding, in one pass; empty where that is for a person to say."""
    stream.seek(0)
    digest, size, sample = hashlib.sha256(), 0, b""
    check = codecs.getincrementaldecoder("utf-8")()
    utf8, begin = True, b""
    while chunk := stream.read(_CHUNK):
        begin = begin or chunk[:4]
        digest.update(chunk)
        size += len(chunk)
        if utf8:
            utf8 = _still(check, chunk)
        if not utf8 and len(sample) < _SAMPLE and not chunk.isascii():
            sample += chunk
    if utf8:
        utf8 = _still(check, b"", final=True)
    for mark, name in _MARKS:
        if begin.startswith(mark):
            return digest.digest(), size, name
    return digest.digest(), size, "utf-8" if utf8 else recognise(sample)


def recognise(sample: bytes) -> str:
    """`gb18030` or `latin-1` where the bytes speak clearly for one, else nothing."""
    high = [place for place, byte in enumerate(sample) if byte > 127]
    if not high:
        return ""
    alone = sum(not _is_high(sample, at - 1) and not _is_high(sample, at + 1) for at in high)
    if alone >= 0.8 * len(high):
        return "latin-1"
    pairs = common = 0
    at = 0
    while at < len(sample) - 1:
        if sample[at] < 128:
            at += 1
            continue
        pairs += 1
        common += sample[at] in _COMMON and sample[at + 1] >= 0xA1
        at += 2
    return "gb18030" if pairs and common >= 0.8 * pairs and alone <= 0.2 * len(high) else ""


def check_encoding(name: str) -> str:
    """The encoding that somebody says, if it is one. Raises Refusal records.encoding."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise Refusal("records.encoding", "There is no such encoding.", field="encoding") from None


def unsure() -> Refusal:
    """What is asked where the bytes speak for no encoding."""
    return Refusal(
        "records.encoding_unsure",
        "It is not clear how the letters of this file are written. Say which encoding it has: "
        "utf-8, gb18030 or latin-1.",
        field="encoding",
    )


def pieces(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """The text in pieces; bytes that are none become the mark for that."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    while chunk := stream.read(_CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """The lines without their ends; in place of one that is too long, `TOO_LONG`."""
    held, skipping, old_ends = "", False, None
    for piece in pieces(stream, encoding):
        if old_ends is None and piece:
            old_ends = "\r" in piece[:-1] and "\n" not in piece
        held += piece.replace("\r", "\n") if old_ends else piece
        *whole, held = held.split("\n")
        for line in whole:
            if skipping:
                skipping = False
                continue
            yield TOO_LONG if len(line) > MOST_ROW else line.removesuffix("\r")
        if len(held) > MOST_ROW:
            if not skipping:
                yield TOO_LONG
            held, skipping = "", True
    if held and not skipping:
        yield held.removesuffix("\r")


def _still(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _is_high(sample: bytes, at: int) -> bool:
    return 0 <= at < len(sample) and sample[at] > 127
