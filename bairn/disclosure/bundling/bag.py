"""A bag by BagIt 1.0: every byte is hashed while it is written."""

import hashlib
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,120}")
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class BagFault(RuntimeError):
    """The bag cannot be written; the message says what to mend."""


@dataclass(slots=True)
class Bag:
    """A bag in the making, in a folder that was empty."""

    folder: Path
    wrote: Callable[[int], None] = lambda count: None
    _payload: dict[str, tuple[str, int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a folder that holds something."""
        if self.folder.exists() and (not self.folder.is_dir() or any(self.folder.iterdir())):
            raise BagFault(f"{self.folder} holds something else: name an empty folder")
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def put(self, path: str, pieces: Iterable[bytes], *, sha256: str = "") -> str:
        """Write `data/<path>` piece by piece; its digest, which has to be `sha256` when given."""
        digest, size = _write(self._place(f"data/{path}"), pieces, self.wrote)
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
        listed = {path: self._tag(path, data) for path, data in tags.items()}
        manifest = _manifest(listed)
        self._tag("tagmanifest-sha256.txt", manifest)
        return manifest

    def beside(self, path: str, data: bytes) -> None:
        """Write a file that no manifest names: the seal, which is made of the tag manifest."""
        self._tag(path, data)

    def _tag(self, path: str, data: bytes) -> str:
        return _write(self._place(path), [data], lambda count: None)[0]

    def _place(self, path: str) -> Path:
        if not all(_NAME.fullmatch(part) for part in path.split("/")):
            raise BagFault("a name that no bag has")
        return self.folder / path


def _write(path: Path, pieces: Iterable[bytes], wrote: Callable[[int], None]) -> tuple[str, int]:
    path.parent.mkdir(parents=True, exist_ok=True)
    hashed, size = hashlib.sha256(), 0
    with path.open("xb") as file:
        for piece in pieces:
            hashed.update(piece)
            size += file.write(piece)
            wrote(len(piece))
        file.flush()
        os.fsync(file.fileno())
    return hashed.hexdigest(), size


def _manifest(digests: dict[str, str]) -> bytes:
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def _line(value: str) -> str:
    return " ".join(value.split())
