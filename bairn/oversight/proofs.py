"""Proofs over the tree: made from subtree hashes, checked with nothing but the proof itself.

Checking follows RFC 9162, sections 2.1.3.2 and 2.1.4.2. A proof comes from a stranger, so a check
never trusts its length or numbers: every loop runs over the proof once, and odd input is a no.
"""

from collections.abc import Callable, Sequence

from bairn.oversight.merkle import (
    EMPTY_ROOT,
    HASH_BYTES,
    largest_power_below,
    node_hash,
)

Subtree = Callable[[int, int], bytes]
"""(height, position) -> the root of the perfect subtree over 2^height leaves at that position."""

_MAX_HEIGHT = 63  # sizes are signed 64-bit numbers; no honest proof is longer


class ProofFault(ValueError):
    """A proof was asked for a place that the tree does not have."""


def inclusion(subtree: Subtree, *, index: int, size: int) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root over `size` leaves, lowest first."""
    if not 0 <= index < size:
        raise ProofFault("no such entry below this checkpoint")
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + largest_power_below(end - start)
        if index < middle:
            proof.append(root_between(subtree, middle, end))
            end = middle
        else:
            proof.append(root_between(subtree, start, middle))
            start = middle
    return proof[::-1]


def consistency(subtree: Subtree, *, old: int, new: int) -> list[bytes]:
    """The hashes that show the first `old` leaves unchanged in a tree of `new`, lowest first."""
    if not 0 <= old <= new:
        raise ProofFault("a tree does not shrink")
    if old in (0, new):
        return []
    proof: list[bytes] = []
    start, end, whole = 0, new, True  # whole: the old tree's root is known to the checker
    while end != old:
        middle = start + largest_power_below(end - start)
        if old <= middle:
            proof.append(root_between(subtree, middle, end))
            end = middle
        else:
            proof.append(root_between(subtree, start, middle))
            start, whole = middle, False
    if not whole:
        proof.append(root_between(subtree, start, end))
    return proof[::-1]


def root_between(subtree: Subtree, start: int, end: int) -> bytes:
    """The root over the leaves [start, end), where `start` begins a subtree of the tree."""
    count = end - start
    if count & (count - 1) == 0:
        height = count.bit_length() - 1
        return subtree(height, start >> height)
    middle = start + largest_power_below(count)
    return node_hash(root_between(subtree, start, middle), root_between(subtree, middle, end))


def includes(leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows the leaf hash at `index` below `root` over `size` leaves."""
    if not 0 <= index < size or not _well_formed(leaf, root, proof):
        return False
    place, last, reached = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            reached = node_hash(sibling, reached)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            reached = node_hash(reached, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and reached == root


def extends(
    *, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether `proof` shows the tree of `new` leaves to begin with the tree of `old` leaves."""
    if not 0 <= old <= new or not _well_formed(old_root, new_root, proof):
        return False
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old_reached = new_reached = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old_reached = node_hash(sibling, old_reached)
            new_reached = node_hash(sibling, new_reached)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new_reached = node_hash(new_reached, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and old_reached == old_root and new_reached == new_root


def _well_formed(first: bytes, second: bytes, proof: Sequence[bytes]) -> bool:
    return len(proof) <= _MAX_HEIGHT + 1 and all(
        len(part) == HASH_BYTES for part in (first, second, *proof)
    )
