#!/usr/bin/env python3
"""Verify a copy of the oversight record, without the people who keep it and without their server.

    python3 -I -S DIR/verify.py DIR           every entry, every hash, every kept checkpoint
    python3 -I -S verify.py --proof FILE      one receipt: does this entry stand on the record?
    python3 -I -S verify.py --proof FILE DIR  ... and is the receipt of the same history as DIR?

Prints OK and leaves with 0, or FAIL with the reason and 1. Needs Python 3.8 and nothing else.
Formats: C2SP tlog-tiles, tlog-checkpoint, tlog-cosignature/v1; RFC 6962 hashes; RFC 8032 Ed25519.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256, sha512
from pathlib import Path
from struct import iter_unpack

P = 2**255 - 19  # Ed25519: the field, the order, the curve's constant
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    p, q = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0])
    r, s = 2 * a[3] * b[3] * D, 2 * a[2] * b[2]
    e, f, g, h = (q - p) % P, (s - r) % P, (s + r) % P, (q + p) % P
    return e * f % P, g * h % P, f * g % P, e * h % P


def point(b: bytes) -> tuple[int, ...]:
    odd, y = b[31] >> 7, int.from_bytes(b, "little") & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and odd):
        raise ValueError("not a point of the curve")
    x = x if x & 1 == odd else P - x
    return x, y, 1, x * y % P


BASE = point(bytes([0x58] + [0x66] * 31))


def signature_fits(key: bytes, message: bytes, signature: bytes) -> bool:
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    k = int.from_bytes(sha512(r + key + message).digest(), "little") % Q
    x, y, _, xy = point(key)
    minus, nothing = (P - x, y, 1, P - xy), (0, 1, 1, 0)
    summands, total = (nothing, BASE, minus, add(BASE, minus)), add(nothing, nothing)
    for bit in range(252, -1, -1):  # s * BASE - k * key, both in one run
        total = add(add(total, total), summands[(s >> bit & 1) + 2 * (k >> bit & 1)])
    x, y = (part * pow(total[2], P - 2, P) % P for part in total[:2])
    return len(signature) == 64 and s < Q and r == (y | (x & 1) << 255).to_bytes(32, "little")


def unbase64(text: str) -> bytes:
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("base64 with stray bits")
    return data


def read_key(line: str) -> tuple[str, bytes]:
    """A name, and the key behind the byte of its type: 1 the record's, 4 a witness's."""
    name, key_id, data = line.split("+", 2)
    key = unbase64(data)
    if sha256(name.encode() + b"\n" + key).hexdigest()[:8] != key_id or len(key) != 33:
        raise ValueError("a public key whose parts do not agree")
    return name, key


def read_keys(folder: Path) -> list[tuple[str, bytes]]:
    """The record's key, then its witnesses'."""
    text = (folder / "public-key").read_bytes().decode()
    if (folder / "witness-key").exists():
        text += (folder / "witness-key").read_bytes().decode()
    if not text.endswith("\n"):
        raise ValueError("a key file is cut short")
    return [read_key(line) for line in text[:-1].split("\n")]


def open_note(text: str, keys: list[tuple[str, bytes]]) -> tuple[int, bytes, set[str]]:
    """A checkpoint's size, root and signers; every signature on it must be good and by `keys`."""
    body, _, lines = text.rpartition("\n\n")
    origin, size, root = body.split("\n")
    if str(int(size)) != size or not lines.endswith("\n"):
        raise ValueError("a malformed checkpoint")
    signers = set()
    for line in lines[:-1].split("\n"):
        dash, name, encoded = line.split(" ")
        data, message = unbase64(encoded), f"{body}\n"
        own = [key for known, key in keys if known == name]
        found = [key for key in own if sha256(f"{name}\n".encode() + key).digest()[:4] == data[:4]]
        if dash != "\N{EM DASH}" or not found:
            raise ValueError(f"a signature by an unknown key: {name!a}")
        signature = data[4:]
        if found[0][0] == 4:  # a witness signs the time as well
            seconds, signature = int.from_bytes(data[4:12], "big"), data[12:]
            message = f"cosignature/v1\ntime {seconds}\n{body}\n"
        if not signature_fits(found[0][1:], message.encode(), signature):
            raise ValueError(f"the signature of {name!a} does not fit")
        signers.add(name)
    if origin != keys[0][0] or origin not in signers:
        raise ValueError("not signed with the record's key")
    return int(size), unbase64(root), signers


def tile(folder: Path, level: int | str, number: int, width: int = 256) -> bytes:
    path, rest = f"{number % 1000:03d}", number // 1000
    while rest:
        path, rest = f"x{rest % 1000:03d}/{path}", rest // 1000
    partial = "" if width == 256 else f".p/{width}"
    with open(f"{folder}/tile/{level}/{path}{partial}", "rb", 0) as file:  # noqa: PTH123 - fast
        return file.read()


def shrink(h: bytes) -> bytes:
    """2^k joined hashes -> the root over them."""
    while len(h) > 32:
        h = b"".join([sha256(b"\1" + pair).digest() for (pair,) in iter_unpack("64s", h)])
    return h


def check_bundle(folder: Path, number: int, width: int = 256) -> bytes:
    """Hash every entry of a bundle; the tile must say the same."""
    bundle, start, leaves = tile(folder, "entries", number, width), 0, []
    while start + 1 < len(bundle):
        end = start + 2 + (bundle[start] << 8 | bundle[start + 1])
        leaves.append(sha256(b"\0" + bundle[start + 2 : end]).digest())
        start = end
    hashes = b"".join(leaves)
    if start != len(bundle) or len(leaves) != width or hashes != tile(folder, 0, number, width):
        raise ValueError(f"entries {number * 256} to {number * 256 + width - 1} were altered")
    return hashes


def check_bundles(run: tuple[Path, int, int]) -> bytes:
    return b"".join([shrink(check_bundle(run[0], number)) for number in range(run[1], run[2])])


class Tree:
    """The tree, computed anew: levels[k] joins the roots over each full 256^k entries."""

    def __init__(self, folder: Path, size: int, workers: int) -> None:
        full, rest = divmod(size, 256)
        self.folder, self.size = folder, size
        self.levels = [check_bundle(folder, full, rest) if rest else b""]
        if full:
            tile(folder, "entries", full - 1)  # a size that the files do not bear out ends here
        step = max(1, min(1024, full // workers))
        runs = [(folder, first, min(full, first + step)) for first in range(0, full, step)]
        with ProcessPoolExecutor(workers) as pool:
            spread = pool.map if workers > 1 and full > 64 else map
            self.levels.append(b"".join(spread(check_bundles, runs)))
        while self.levels[-1]:
            level, below, roots = len(self.levels) - 1, self.levels[-1], []
            for start in range(0, len(below), 8192):
                hashes = below[start : start + 8192]
                if hashes != tile(folder, level, start // 8192, len(hashes) // 32):
                    raise ValueError(f"tile {start // 8192} of level {level} was altered")
                roots += [shrink(hashes)] if len(hashes) == 8192 else []
            self.levels.append(b"".join(roots))

    def root(self, size: int) -> bytes:
        """The root over the first `size` entries: the right edge at that size, folded upwards."""
        total = b""
        for level, hashes in enumerate(self.levels):
            number, width = divmod(size >> 8 * level, 256)
            if level == 0 and width and number < self.size >> 8:
                edge = tile(self.folder, 0, number)[: width * 32]
            else:
                edge = hashes[number * 8192 * (level > 0) :][: width * 32]
            for height in range(8):
                if width >> height & 1:
                    part, edge = shrink(edge[-32 << height :]), edge[: -32 << height]
                    total = sha256(b"\1" + part + total).digest() if total else part
        return total or sha256(b"").digest()


def check_folder(folder: Path, workers: int = os.cpu_count() or 1) -> tuple[str, Tree]:
    keys = read_keys(folder)
    size, root, signers = open_note((folder / "checkpoint").read_bytes().decode(), keys)
    tree = Tree(folder, size, workers)
    if tree.root(size) != root:
        raise ValueError("the entries do not yield the signed root")
    if len(signers) < len(keys):
        raise ValueError("a witness is named that has not cosigned the checkpoint")
    kept = sorted((folder / "checkpoints").glob("*"))
    for path in kept:
        old, old_root, _ = open_note(path.read_bytes().decode(), keys)
        if old > size or tree.root(old) != old_root:
            raise ValueError(f"history was rewritten after {path.name} was signed")
    seen = f"{len(keys) - 1} witness" if keys[1:] else "NO WITNESS"
    return f"{size} entries, root {root.hex()}, {len(kept)} older checkpoints, {seen}", tree


def root_above(entry: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    """The root to which `proof` leads from this entry (RFC 9162, section 2.1.3.2)."""
    if type(index) is not int or not 0 <= index < size or any(len(h) != 32 for h in proof):
        raise ValueError("a malformed proof")
    place, last, total = index, size - 1, sha256(b"\0" + entry).digest()
    for sibling in proof:
        if last == 0:
            raise ValueError("the proof is too long")
        if place & 1 or place == last:
            total = sha256(b"\1" + sibling + total).digest()
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            total = sha256(b"\1" + total + sibling).digest()
        place, last = place >> 1, last >> 1
    if last:
        raise ValueError("the proof is too short")
    return total


def check_receipt(file: Path, folder: Path | None = None) -> str:
    receipt = json.loads(file.read_bytes())
    keys = [read_key(line) for line in [receipt["public_key"], *receipt["witness_keys"]]]
    size, root, signers = open_note(receipt["checkpoint"], keys)
    index, proof = receipt["index"], [unbase64(hash_) for hash_ in receipt["proof"]]
    if root_above(receipt["entry"].encode(), index, size, proof) != root:
        raise ValueError("the entry does not stand below this checkpoint")
    if folder:
        tree = check_folder(folder)[1]
        if read_keys(folder)[0] != keys[0] or size > tree.size or tree.root(size) != root:
            raise ValueError("the receipt is of another history than this copy")
    return f"entry {index} of {size}, signed by {', '.join(sorted(signers))}"


def main(arguments: list[str]) -> int:
    try:
        if arguments[:1] == ["--proof"] and len(arguments) in (2, 3):
            said = check_receipt(*map(Path, arguments[1:]))
        elif len(arguments) == 1 and not arguments[0].startswith("-"):
            said = check_folder(Path(arguments[0]))[0]
        else:
            sys.stderr.write(__doc__ or "")
            return 2
    except Exception as wrong:  # whatever is odd about a stranger's file: it does not verify
        sys.stdout.write(f"FAIL {wrong}\n")
        return 1
    sys.stdout.write(f"OK {said}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
