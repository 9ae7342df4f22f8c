"""A digest of a file's content, under one of the three algorithms that lists are written in."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType

_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+")


class Algorithm(IntEnum):
    """The algorithm; its number is what the tables keep."""

    MD5 = 1
    SHA1 = 2
    SHA256 = 3

    @property
    def code(self) -> str:
        """The name in lower case, as columns and commands say it."""
        return self.name.lower()


LENGTHS = MappingProxyType({Algorithm.MD5: 16, Algorithm.SHA1: 20, Algorithm.SHA256: 32})
_CODES = frozenset(one.code for one in Algorithm)
_OF_LENGTH = {length: algorithm for algorithm, length in LENGTHS.items()}
# A list that holds the digest of nothing would find every empty file.
OF_NOTHING = frozenset(
    {
        hashlib.md5(b"", usedforsecurity=False).digest(),
        hashlib.sha1(b"", usedforsecurity=False).digest(),
        hashlib.sha256(b"").digest(),
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Digest:
    """An algorithm and the bytes it gave. Never shown by itself: it names a file to whoever has it.

    Raises ValueError where the length is not the algorithm's.
    """

    algorithm: Algorithm
    value: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what no file can have."""
        if len(self.value) != LENGTHS[self.algorithm]:
            raise ValueError(f"this is not the length of {self.algorithm.code}")

    @property
    def hex(self) -> str:
        """The value in lower-case hexadecimal digits."""
        return self.value.hex()

    @property
    def of_nothing(self) -> bool:
        """Whether it is the digest of an empty file."""
        return self.value in OF_NOTHING


def read_digest(text: str, algorithm: Algorithm | None = None) -> Digest | None:
    """The digest that stands in `text` in hexadecimal digits; None where none does.

    Without `algorithm` its length tells which it is.
    """
    written = text.strip()
    if not _HEX.fullmatch(written):
        return None
    value = bytes.fromhex(written)
    told = _OF_LENGTH.get(len(value))
    if told is None or (algorithm is not None and told is not algorithm):
        return None
    return Digest(told, value)


def of_file(*, md5: str = "", sha1: str = "", sha256: str = "") -> tuple[Digest, ...]:
    """The digests of one file, in order; a value that is none is left out."""
    said = ((sha256, Algorithm.SHA256), (sha1, Algorithm.SHA1), (md5, Algorithm.MD5))
    read = (read_digest(text, algorithm) for text, algorithm in said)
    return tuple(sorted(one for one in read if one is not None and not one.of_nothing))


def measured_and_stated(
    *, md5: str, sha1: str, sha256: str, stated: Iterable[tuple[str, str]]
) -> tuple[Digest, ...]:
    """What was measured of a file and what its platform states (kind, value), each once, in order.

    A kind that no list is kept by is left out.
    """
    found = set(of_file(md5=md5, sha1=sha1, sha256=sha256))
    for kind, value in stated:
        if kind in _CODES:
            found.update(of_file(**{kind: value}))
    return tuple(sorted(found))
