"""The hashes of the record's tree (RFC 6962, section 2.1): SHA-256, leaves and nodes kept apart."""

import hashlib
from collections.abc import Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry: SHA-256(0x00 || entry), 32 bytes."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees: SHA-256(0x01 || left || right), 32 bytes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def perfect_root(hashes: bytes) -> bytes:
    """The root over 2^k joined hashes (32 bytes each); one hash is its own root."""
    sha256 = hashlib.sha256
    while len(hashes) > HASH_BYTES:
        hashes = b"".join(
            [sha256(b"\x01" + hashes[i : i + 64]).digest() for i in range(0, len(hashes), 64)]
        )
    return hashes


def tree_root(hashes: Sequence[bytes]) -> bytes:
    """The Merkle tree hash over leaf hashes, written as RFC 6962 defines it: the reference."""
    if not hashes:
        return EMPTY_ROOT
    if len(hashes) == 1:
        return hashes[0]
    split = largest_power_below(len(hashes))
    return node_hash(tree_root(hashes[:split]), tree_root(hashes[split:]))


def largest_power_below(count: int) -> int:
    """The largest power of two smaller than `count` (count >= 2): where a tree divides."""
    return 1 << (count - 1).bit_length() - 1
