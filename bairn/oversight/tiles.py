"""The record as static files: C2SP tlog-tiles, 256 hashes a tile and 256 entries a bundle.

The files are derived. PostgreSQL keeps the entries; whatever is missing or damaged here is
written again from them (`TileLog.load`, then `append`).
"""

import os
import shutil
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from bairn.oversight.merkle import EMPTY_ROOT, HASH_BYTES, leaf_hash, node_hash, perfect_root

WIDTH = 256
_LEVELS = 8  # 256^8 entries are more than any index holds
_MAX_ENTRY = 0xFFFF


class TileFault(ValueError):
    """The files do not hold the tree that they should."""


def tile_path(level: int | str, number: int, width: int = WIDTH) -> str:
    """The path of a tile below the folder; `level` is a number or `entries`.

    Numbers go in groups of three digits (`x001/x234/067`), a partial tile ends in `.p/<width>`.
    """
    groups = f"{number % 1000:03d}"
    while number := number // 1000:
        groups = f"x{number % 1000:03d}/{groups}"
    path = f"tile/{level}/{groups}"
    return path if width == WIDTH else f"{path}.p/{width}"


def put(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Write a whole file or none of it: aside, to the disk, then in place of the old one."""
    aside = path.with_name(path.name + ".new")
    try:
        stream = aside.open("wb")
    except FileNotFoundError:
        aside.parent.mkdir(parents=True, exist_ok=True)
        stream = aside.open("wb")
    with stream:
        stream.write(data)
        if sync:
            stream.flush()
            os.fdatasync(stream.fileno())
    aside.replace(path)


class TileLog:
    """The writer: holds the right edge in memory (some 64 KiB) and writes tiles as they fill."""

    def __init__(self, folder: Path, *, sync: bool = True) -> None:
        """An empty log at `folder`; `sync=False` leaves the timing of disk writes to the system."""
        self._folder = folder
        self._sync = sync
        self._bundle = b""
        self._edge = [b""] * (_LEVELS + 1)
        self.size = 0

    @classmethod
    def load(cls, folder: Path, *, size: int, root: bytes, sync: bool = True) -> "TileLog":
        """The log as published at `size`. Raises TileFault unless the files yield `root`."""
        log = cls(folder, sync=sync)
        log.size = size
        for level in range(_LEVELS):
            number, width = divmod(size >> 8 * level, WIDTH)
            log._edge[level] = _read_tile(folder, level, number, width)
        number, width = divmod(size, WIDTH)
        log._bundle = _read_bundle(folder, number, width)
        leaves = b"".join(leaf_hash(entry) for entry in split_bundle(log._bundle))
        if leaves != log._edge[0] or log.root() != root:
            raise TileFault("the right edge does not belong to the checkpoint")
        return log

    def append(self, entries: Iterable[bytes]) -> None:
        """Add entries in their order; full tiles are written at once, the rest by `publish`."""
        bundle, leaves = [self._bundle], [self._edge[0]]
        number, width = divmod(self.size, WIDTH)
        for entry in entries:
            if len(entry) > _MAX_ENTRY:
                raise TileFault("an entry is longer than its length field can say")
            bundle.append(len(entry).to_bytes(2, "big") + entry)
            leaves.append(leaf_hash(entry))
            width += 1
            if width == WIDTH:
                self._write_full("entries", number, b"".join(bundle))
                self._fill(0, number, b"".join(leaves))
                bundle, leaves, width, number = [], [], 0, number + 1
        self.size = number * WIDTH + width
        self._bundle, self._edge[0] = b"".join(bundle), b"".join(leaves)

    def root(self) -> bytes:
        """The RFC 6962 root over everything appended, 32 bytes."""
        reached: bytes | None = None
        for hashes in self._edge:
            rest = hashes
            for height in range(8):
                if len(hashes) // HASH_BYTES >> height & 1:
                    part = perfect_root(rest[-HASH_BYTES << height :])
                    rest = rest[: -HASH_BYTES << height]
                    reached = part if reached is None else node_hash(part, reached)
        return EMPTY_ROOT if reached is None else reached

    def publish(self) -> None:
        """Write the partial tiles and the partial bundle, so that the files hold all `size`."""
        for level in range(_LEVELS):
            number, width = divmod(self.size >> 8 * level, WIDTH)
            if width:
                self._write(tile_path(level, number, width), self._edge[level])
        number, width = divmod(self.size, WIDTH)
        if width:
            self._write(tile_path("entries", number, width), self._bundle)

    def _fill(self, level: int, number: int, hashes: bytes) -> None:
        self._write_full(level, number, hashes)
        self._edge[level] = b""
        self._edge[level + 1] += perfect_root(hashes)
        if len(self._edge[level + 1]) == WIDTH * HASH_BYTES:
            self._fill(level + 1, number // WIDTH, self._edge[level + 1])

    def _write_full(self, level: int | str, number: int, data: bytes) -> None:
        path = tile_path(level, number)
        self._write(path, data)
        shutil.rmtree(self._folder / f"{path}.p", ignore_errors=True)  # superseded, as C2SP allows

    def _write(self, path: str, data: bytes) -> None:
        put(self._folder / path, data, sync=self._sync)


class TileReader:
    """The reader for proofs: subtree roots of the tree as published at `size`."""

    def __init__(self, folder: Path, *, size: int) -> None:
        """Reads below `folder`, keeping up to 256 tiles (2 MiB) in memory."""
        self._folder = folder
        self._size = size
        self._tile = lru_cache(maxsize=256)(self._load)

    def subtree(self, height: int, position: int) -> bytes:
        """The root over the 2^height leaves at `position`. Raises TileFault when files lack."""
        level, within = divmod(height, 8)
        number, offset = divmod(position << within, WIDTH)
        start = offset * HASH_BYTES
        part = self._tile(level, number)[start : start + (HASH_BYTES << within)]
        if len(part) != HASH_BYTES << within:
            raise TileFault("a tile is shorter than its place says")
        return perfect_root(part)

    def entry(self, index: int) -> bytes:
        """The bytes of one entry. Raises TileFault when it is not below this size."""
        if not 0 <= index < self._size:
            raise TileFault("no such entry below this checkpoint")
        number, place = divmod(index, WIDTH)
        width = min(WIDTH, self._size - number * WIDTH)
        return split_bundle(_read_either(self._folder, "entries", number, width))[place]

    def _load(self, level: int, number: int) -> bytes:
        width = min(WIDTH, (self._size >> 8 * level) - number * WIDTH)
        return _read_tile(self._folder, level, number, width)


def split_bundle(bundle: bytes) -> list[bytes]:
    """The entries of a bundle. Raises TileFault when a length points past its end."""
    entries, start = [], 0
    while start < len(bundle):
        end = start + 2 + int.from_bytes(bundle[start : start + 2], "big")
        entries.append(bundle[start + 2 : end])
        start = end
    if start != len(bundle):
        raise TileFault("an entry bundle ends in the middle of an entry")
    return entries


def _read_tile(folder: Path, level: int, number: int, width: int) -> bytes:
    if not width:
        return b""
    hashes = _read_either(folder, level, number, width)[: width * HASH_BYTES]
    if len(hashes) != width * HASH_BYTES:
        raise TileFault("a tile is shorter than its name says")
    return hashes


def _read_bundle(folder: Path, number: int, width: int) -> bytes:
    if not width:
        return b""
    entries = split_bundle(_read_either(folder, "entries", number, width))[:width]
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def _read_either(folder: Path, level: int | str, number: int, width: int) -> bytes:
    """The partial tile, or the full one that has replaced it since."""
    for candidate in (tile_path(level, number, width), tile_path(level, number)):
        try:
            return (folder / candidate).read_bytes()
        except FileNotFoundError:
            continue
    raise TileFault(f"{tile_path(level, number, width)} is missing")
