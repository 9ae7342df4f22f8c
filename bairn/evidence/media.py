"""What a file is by its content, and what of it a browser may show. Its name decides nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import puremagic

HEAD = 16_384  # bytes of a beginning that are looked at
UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
MOST_TEXT = 256 * 1024  # bytes of a text that a page shows


class Showing(StrEnum):
    """How a browser may have the content of a file."""

    PICTURE = "picture"
    FILM = "film"
    SOUND = "sound"
    TEXT = "text"  # as text/plain, whatever it says it is
    DOWNLOAD = "download"  # as bytes without a type, under a neutral name


@dataclass(frozen=True, slots=True)
class Comparison:
    """What somebody said a file is, beside what its beginning says. Neither corrects the other."""

    stated: str
    found: str

    @property
    def differs(self) -> bool:
        """Whether something else was said than is there."""
        return bool(self.stated) and plain(self.stated) != plain(self.found)


# The closed list: nothing else is ever shown inside a page. A PDF, markup and SVG carry programs.
SHOWN: Mapping[str, Showing] = {
    "image/png": Showing.PICTURE,
    "image/jpeg": Showing.PICTURE,
    "image/webp": Showing.PICTURE,
    "image/gif": Showing.PICTURE,
    "video/mp4": Showing.FILM,
    "video/webm": Showing.FILM,
    "audio/mpeg": Showing.SOUND,
    "audio/ogg": Showing.SOUND,
    "audio/wav": Showing.SOUND,
    TEXT: Showing.TEXT,
}
WARC = "application/warc"
ZIP = "application/zip"
TARS: Mapping[str, str] = {
    "application/x-tar": "",
    "application/gzip": "gz",
    "application/x-bzip2": "bz2",
    "application/x-xz": "xz",
}
ARCHIVES = frozenset({ZIP, *TARS})

# Beginnings that decide alone, before anything is weighed: (offset, bytes, type).
_CERTAIN = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", ZIP),
    (0, b"PK\x05\x06", ZIP),
    (0, b"PK\x07\x08", ZIP),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\0", "application/x-xz"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"WARC/0.", WARC),
    (0, b"WARC/1.", WARC),
    (257, b"ustar", "application/x-tar"),
)
_FILM_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ")
_SAME = {
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "audio/mp3": "audio/mpeg",
    "audio/wave": "audio/wav",
    "audio/x-wav": "audio/wav",
    "audio/vnd.wave": "audio/wav",
    "application/x-gzip": "application/gzip",
    "application/x-zip-compressed": ZIP,
    "application/x-bzip": "application/x-bzip2",
    "application/wacz": ZIP,
    "application/warc-fields": WARC,
}
_MARKUP = re.compile(rb"^\s*<(!doctype|html|svg|head|body|script|\?xml)", re.IGNORECASE)
_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,62}/[a-z0-9][a-z0-9.+-]{0,62}")


def found(head: bytes) -> str:
    """The media type that the beginning of a file shows; `UNKNOWN` where it shows none."""
    head = head[:HEAD]
    for offset, beginning, kind in _CERTAIN:
        if head[offset : offset + len(beginning)] == beginning:
            return kind
    return _container(head) or _weighed(head)


def compare(stated: str, head: bytes) -> Comparison:
    """What was said beside what was found; words that are no media type count as nothing said."""
    said = stated.partition(";")[0].strip().lower()
    return Comparison(said if _TYPE.fullmatch(said) else "", found(head))


def showing(media_type: str) -> Showing:
    """How a browser may have content of this type; what is not on the list is downloaded."""
    return SHOWN.get(media_type, Showing.DOWNLOAD)


def sent_as(media_type: str) -> str:
    """The type that is said to a browser: of the closed list, or bytes without a type."""
    if showing(media_type) is Showing.TEXT:
        return "text/plain; charset=utf-8"
    return media_type if media_type in SHOWN else UNKNOWN


def _container(head: bytes) -> str:
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return "video/mp4" if head[8:12] in _FILM_BRANDS else ""
    if head[:4] == b"\x1aE\xdf\xa3":
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    if len(head) > 1 and head[0] == 0xFF and head[1] in (0xFB, 0xF3, 0xF2):
        return "audio/mpeg"
    return ""


def _weighed(head: bytes) -> str:
    if _MARKUP.match(head):
        return "image/svg+xml" if b"<svg" in head.lower() else "text/html"
    if _is_text(head):
        return TEXT
    try:
        kinds = [one.mime_type for one in puremagic.magic_string(head) if one.mime_type]
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    kind = plain(kinds[0]) if kinds else UNKNOWN
    # A type that may be shown has to be certain; the library's guess is told and never shown.
    return kind if _TYPE.fullmatch(kind) and kind not in SHOWN else UNKNOWN


def _is_text(head: bytes) -> bool:
    if not head or b"\0" in head:
        return False
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as fault:
        # The end of the beginning may stand in the middle of a sign.
        if fault.start < len(head) - 3:
            return False
        text = head[: fault.start].decode("utf-8")
    return all(sign.isprintable() or sign in "\r\n\t\f\ufeff\u200b" for sign in text)


def plain(kind: str) -> str:
    """The usual name of a type that goes by several."""
    return _SAME.get(kind, kind)
