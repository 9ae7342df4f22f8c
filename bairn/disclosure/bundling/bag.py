"""A bag by BagIt 1.0: every byte is hashed while it is written."""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,120}")
EXHIBITS = "data/exhibits/"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class BagFault(RuntimeError):
    """The bag cannot be written; the message says what to mend."""


Written = tuple[str, int]
"""(SHA-256, size) of what was written."""


class Target(Protocol):
    """Where a bag goes."""

    def write(self, path: str, pieces: Iterable[bytes]) -> Written:
        """Write one file whole."""


@dataclass(frozen=True, slots=True)
class Folder:
    """An empty folder of whoever wants the bag there, in clear."""

    path: Path
    _written: list[Path] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        """Refuse a folder that holds something."""
        if self.path.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
            raise BagFault(f"{self.path} holds something else: name an empty folder")
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)

    def write(self, path: str, pieces: Iterable[bytes]) -> Written:
        """Write one file and have it on the disk."""
        place = self.path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        hashed, size = hashlib.sha256(), 0
        self._written.append(place)
        with place.open("xb") as file:
            for piece in pieces:
                hashed.update(piece)
                size += file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        return hashed.hexdigest(), size

    def take_away(self) -> None:
        """Leave nothing of a bag that may not leave: it lies here in clear."""
        for place in self._written:
            place.unlink(missing_ok=True)
        for below in sorted({p for one in self._written for p in one.parents}, reverse=True):
            if below != self.path and below.is_relative_to(self.path):
                below.rmdir()


@dataclass(frozen=True, slots=True)
class Kept:
    """In memory, without the exhibits' files: these are read and hashed, and written nowhere."""

    files: dict[str, bytes] = field(default_factory=dict)

    def write(self, path: str, pieces: Iterable[bytes]) -> Written:
        """Keep one file, or only what it comes to."""
        hashed, size, held = hashlib.sha256(), 0, path.startswith(EXHIBITS)
        whole = bytearray()
        for piece in pieces:
            hashed.update(piece)
            size += len(piece)
            if not held:
                whole += piece
        if not held:
            self.files[path] = bytes(whole)
        return hashed.hexdigest(), size


@dataclass(slots=True)
class Bag:
    """A bag in the making."""

    target: Target
    wrote: Callable[[int], None] = lambda count: None
    _payload: dict[str, Written] = field(init=False, default_factory=dict)

    def put(self, path: str, pieces: Iterable[bytes], *, sha256: str = "") -> str:
        """Write `data/<path>` piece by piece; its digest, which has to be `sha256` when given."""
        digest, size = self._write(f"data/{path}", self._counted(pieces))
        if sha256 and digest != sha256:
            raise BagFault(f"what was read for {path} is not what was taken in")
        self._payload[f"data/{path}"] = digest, size
        return digest

    def finish(self, info: Iterable[tuple[str, str]]) -> bytes:
        """Write manifests and tag files; the tag manifest's bytes, which are what is sealed."""
        octets = sum(size for _, size in self._payload.values())
        said = [*info, ("Payload-Oxum", f"{octets}.{len(self._payload)}")]
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": "".join(f"{name}: {_line(value)}\n" for name, value in said).encode(),
            "manifest-sha256.txt": _manifest({p: d for p, (d, _) in self._payload.items()}),
        }
        listed = {path: self._write(path, [data])[0] for path, data in tags.items()}
        manifest = _manifest(listed)
        self._write("tagmanifest-sha256.txt", [manifest])
        return manifest

    def beside(self, path: str, data: bytes) -> None:
        """Write a file that no manifest names: the seal, which is made of the tag manifest."""
        self._write(path, [data])

    def _write(self, path: str, pieces: Iterable[bytes]) -> Written:
        if not all(_NAME.fullmatch(part) for part in path.split("/")):
            raise BagFault("a name that no bag has")
        return self.target.write(path, pieces)

    def _counted(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.wrote(len(piece))
            yield piece


def _manifest(digests: dict[str, str]) -> bytes:
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def _line(value: str) -> str:
    return " ".join(value.split())
