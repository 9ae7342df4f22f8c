"""Names of files, as people and machines gave them: kept as they were said, never trusted.

A name is somebody's words: sealed, shown with every trick made visible, and never part of a path.
"""

import re
import unicodedata

from bairn.kernel.refusal import Refusal

MOST = 1024  # characters that are kept; the longest that a file system takes is 255 bytes
_MOST_BYTES = 120  # of a name that leaves the house
_SEPARATORS = re.compile(r"[/\\]+")
_UNSAFE = re.compile(r"[^\w.\- ]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_PLAIN_TYPE = re.compile(r"[A-Za-z0-9]{1,10}")


def kept(said: str) -> str:
    """The name as it was said, to be sealed. Raises Refusal evidence.name_too_long."""
    if len(said) > MOST:
        raise Refusal(
            "evidence.name_too_long", f"A name has at most {MOST:,} characters.", field="name"
        )
    # What is no character cannot be written as UTF-8; it is kept visible instead of lost.
    return said.encode("utf-8", "backslashreplace").decode()


def shown(said: str) -> str:
    """The last part of the name for a page: what would turn, hide or break the line is written out.

    `invoice\u202egnp.exe` does not read as a picture, and a folder that was named does not mislead.
    """
    last = _SEPARATORS.split(said)[-1] or said
    return "".join(_visible(sign) for sign in last).strip()


def as_file(said: str, fallback: str) -> str:
    """A name under which the file may leave: one part, no tricks, no word a system reserves."""
    last = unicodedata.normalize("NFC", _SEPARATORS.split(said)[-1])
    plain = _UNSAFE.sub("_", "".join(sign for sign in last if not _hides(sign)))
    stem, dot, kind = plain.strip(" .").rpartition(".")
    if not dot or not _PLAIN_TYPE.fullmatch(kind):
        stem, dot, kind = plain.strip(" ."), "", ""
    stem = _cut(stem.strip(" .").lstrip("-. "), _MOST_BYTES - len(kind) - 1)
    if not stem.strip("_") or _RESERVED.fullmatch(stem):
        stem = fallback
    return f"{stem}{dot}{kind}"


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore").rstrip(" .")


def _hides(sign: str) -> bool:
    """Controls, marks of direction, and signs without width: nobody sees that they are there."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _visible(sign: str) -> str:
    return f"‹{ord(sign):04X}›" if _hides(sign) else sign
