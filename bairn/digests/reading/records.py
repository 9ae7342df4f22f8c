"""One record of a list: which of its fields is a digest, which its category, what else it says."""

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from bairn.digests import naming
from bairn.digests.terms import Algorithm, BadReason, BadRow, Digest, Row, read_digest

_PLAIN = re.compile(r"[^a-z0-9]")
_HEX = re.compile(r"[0-9a-fA-F]+")
_DIGESTS: Mapping[str, Algorithm | None] = {
    **dict.fromkeys(("md5", "md5hash", "hashmd5", "md5sum"), Algorithm.MD5),
    **dict.fromkeys(("sha1", "sha1hash", "hashsha1", "sha1sum"), Algorithm.SHA1),
    **dict.fromkeys(("sha256", "sha256hash", "hashsha256", "sha256sum"), Algorithm.SHA256),
    # Of these the length says which it is.
    **dict.fromkeys(("hash", "hashvalue", "digest", "filehash", "hashcode"), None),
}
_CATEGORIES = frozenset({"category", "classification", "cat", "class", "categoryid"})
_MOST_WORDS = 20_000  # characters of one value that is kept beside
_NOTHING: tuple[object, ...] = (None, "", [], {})


@functools.lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A field's name as it is compared: small letters and digits alone."""
    return _PLAIN.sub("", name.lower())


def is_digest(name: str) -> bool:
    """Whether a field of this name holds a digest."""
    return plain(name) in _DIGESTS


def is_category(name: str) -> bool:
    """Whether a field of this name holds the category."""
    return plain(name) in _CATEGORIES


def read_record(
    fields: Iterable[tuple[str, Any]], *, number: int, line: int
) -> tuple[Row | None, list[BadRow]]:
    """The row that stands in named fields, and what of it could not be read.

    A part that cannot be read is left out and said; the rest of the row counts.
    """
    digests: list[Digest] = []
    words: dict[str, object] = {}
    bad: list[BadReason] = []
    category = ""
    for name, value in fields:
        if value in _NOTHING:
            continue
        key = plain(name)
        if key in _DIGESTS:
            one = digest_in(str(value), _DIGESTS[key])
            if isinstance(one, Digest):
                digests.append(one)
            else:
                bad.append(one)
        elif key in _CATEGORIES and not category:
            category = naming.category(value)
            if not category:
                words[name] = _kept(value)
        else:
            words[name] = _kept(value)
    if not digests:
        return None, [BadRow(line, bad[0] if bad else BadReason.NO_DIGEST)]
    unique = tuple(dict.fromkeys(digests))
    return Row(number, unique, category, words), [BadRow(line, one) for one in set(bad)]


def digest_in(text: str, algorithm: Algorithm | None) -> Digest | BadReason:
    """The digest, or why there is none."""
    written = text.strip()
    one = read_digest(written, algorithm)
    if one is not None:
        return BadReason.OF_NOTHING if one.of_nothing else one
    return BadReason.WRONG_LENGTH if _HEX.fullmatch(written) else BadReason.NOT_HEX


def _kept(value: object) -> object:
    """What is kept beside: a text cut at a length that no honest list reaches."""
    return value[:_MOST_WORDS] if isinstance(value, str) else value
