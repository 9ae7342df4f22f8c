"""The files of a bag (BagIt 1.0), held against its manifests: part of verify.py.

Nothing but plain files and folders with plain names may be there; no link is ever followed.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path

from .words import Wrong

MOST_FILES, MOST_TEXT, PIECE = 1_000_000, 256 << 20, 1 << 20
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,120}")
LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
TAGS, PAYLOAD = "tagmanifest-sha256.txt", "manifest-sha256.txt"
RECEIPT, TOKEN, CERTIFICATES = "seal/receipt.json", "seal/timestamp.tsr", "seal/tsa.pem"
NEEDED = (
    "bagit.txt",
    "bag-info.txt",
    PAYLOAD,
    *(f"data/{name}" for name in ("case.jsonld", "custody.csv", "schedule.csv", "access.csv")),
    *(f"data/record/{name}" for name in ("entries.jsonl", "salts.csv", "checkpoint", "public-key")),
)


def files_of(folder: Path) -> set[str]:
    """Every file below the folder; anything else there is refused."""
    found: set[str] = set()
    waiting = [""]
    while waiting:
        below = waiting.pop()
        for entry in os.scandir(folder / below):
            path = f"{below}{entry.name}"
            mode = entry.stat(follow_symlinks=False).st_mode
            if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
                raise Wrong("link", path)
            if not NAME.fullmatch(entry.name):
                raise Wrong("name", path)
            if stat.S_ISDIR(mode):
                waiting.append(f"{path}/")
            else:
                found.add(path)
            if len(found) + len(waiting) > MOST_FILES or path.count("/") > 20:
                raise Wrong("large", path)
    twins = {path.lower() for path in found}
    if len(twins) != len(found):
        raise Wrong("name", "two names that differ in capitals alone")
    return found


def read(folder: Path, path: str, most: int = MOST_TEXT) -> bytes:
    try:
        with open(folder / path, "rb") as file:  # noqa: PTH123 - as Python 3.9 has it
            data = file.read(most + 1)
    except FileNotFoundError:
        raise Wrong("missing", path) from None
    if len(data) > most:
        raise Wrong("large", path)
    return data


def digest_of(folder: Path, path: str) -> str:
    hashed = hashlib.sha256()
    with open(folder / path, "rb") as file:  # noqa: PTH123 - as Python 3.9 has it
        while piece := file.read(PIECE):
            hashed.update(piece)
    return hashed.hexdigest()


def manifest(folder: Path, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in read(folder, name).decode("utf-8").splitlines():
        fits = LINE.fullmatch(line)
        if not fits:
            raise Wrong("format", f"{name}: {line}")
        digest, path = fits.groups()
        parts = path.split("/")
        if path.startswith("/") or "\\" in path or any(part in ("", ".", "..") for part in parts):
            raise Wrong("escape", f"{name}: {path}")
        if not all(NAME.fullmatch(part) for part in parts):
            raise Wrong("name", f"{name}: {path}")
        if path in found:
            raise Wrong("twice", f"{name}: {path}")
        found[path] = digest
    return found


def check_bag(folder: Path) -> dict[str, str]:
    """No file missing, extra, changed; the digest of every payload file by its path."""
    there = files_of(folder)
    need(there, (TAGS, *NEEDED), "")
    tags, payload = manifest(folder, TAGS), manifest(folder, PAYLOAD)
    for name, listed, inside in ((TAGS, tags, False), (PAYLOAD, payload, True)):
        if any(path.startswith("data/") is not inside for path in listed):
            raise Wrong("format", name)
        need(there, tuple(listed), "")
    need(set(tags), ("bagit.txt", "bag-info.txt", PAYLOAD), f"{TAGS}: ")
    for path in sorted(there - {TAGS, RECEIPT, TOKEN, CERTIFICATES} - set(tags) - set(payload)):
        raise Wrong("extra", path)
    for path, digest in sorted({**tags, **payload}.items()):
        if digest_of(folder, path) != digest:
            raise Wrong("changed", path)
    if not read(folder, "bagit.txt", 1000).startswith(b"BagIt-Version: 1.0\n"):
        raise Wrong("format", "bagit.txt")
    return payload


def need(there: set[str], paths: tuple[str, ...], where: str) -> None:
    for path in sorted(set(paths) - there):
        raise Wrong("missing", f"{where}{path}")


def info_of(folder: Path) -> dict[str, str]:
    """What `bag-info.txt` says."""
    lines = read(folder, "bag-info.txt", 64_000).decode("utf-8").splitlines()
    found = dict(line.split(": ", 1) for line in lines)
    if len(found) != len(lines):
        raise Wrong("twice", "bag-info.txt")
    return found
