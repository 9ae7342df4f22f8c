"""The headers of tus 1.0, read strictly: whatever is not as the protocol says is no header."""

import base64
import binascii
import re
from collections.abc import Mapping

from bairn.evidence.terms.uploads import ALGORITHMS, Checksum

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,expiration,checksum"
MOST_METADATA = 8 * 1024  # characters of the header
_MOST_PAIRS = 20
_NUMBER = re.compile(r"[0-9]{1,18}")
_KEY = re.compile(r"[!-+\--~]{1,64}")  # visible ASCII without the comma


class BadHeaderError(Exception):
    """A header is not as the protocol says; the message names it and never repeats it."""


def number(name: str, value: str) -> int:
    """A count of bytes in decimal digits."""
    if not _NUMBER.fullmatch(value):
        raise BadHeaderError(f"{name} has to be a number of bytes.")
    return int(value)


def metadata(value: str) -> Mapping[str, str]:
    """The pairs of an Upload-Metadata: a key, a space, and its value in base64; or a key alone."""
    if len(value) > MOST_METADATA:
        raise BadHeaderError(f"Upload-Metadata has at most {MOST_METADATA:,} characters.")
    found: dict[str, str] = {}
    for pair in value.split(",") if value.strip() else ():
        key, _, encoded = pair.strip(" ").partition(" ")
        if not _KEY.fullmatch(key) or key in found or len(found) == _MOST_PAIRS:
            raise BadHeaderError("Upload-Metadata has a key that cannot be, or one twice.")
        found[key] = _text(encoded)
    return found


def checksum(value: str) -> Checksum:
    """The algorithm and the digest of an Upload-Checksum."""
    algorithm, _, encoded = value.partition(" ")
    if algorithm not in ALGORITHMS:
        raise BadHeaderError(f"Upload-Checksum is one of: {', '.join(ALGORITHMS)}.")
    return Checksum(algorithm=algorithm, value=_bytes(encoded))


def digest(value: str) -> bytes:
    """A digest in hexadecimal digits; nothing where none was said."""
    try:
        return bytes.fromhex(value) if value.isascii() else b"?"
    except ValueError:
        return b"?"  # of no digest's length: the rule refuses it in its own words


def _text(encoded: str) -> str:
    try:
        return _bytes(encoded).decode()
    except UnicodeDecodeError:
        raise BadHeaderError("Upload-Metadata holds text in UTF-8.") from None


def _bytes(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise BadHeaderError("A value of a header is not in base64.") from None
