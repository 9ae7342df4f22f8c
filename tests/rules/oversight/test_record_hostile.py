"""Goal G8, the other half: proofs that somebody bent. None is believed, and none takes a second.

The kinds are those that checkers of other logs were found to fall for: wrong places and sizes, zero
and negative, too large for a machine; hashes of the wrong length, left out, twice, swapped, added
at either end; another leaf, another root, roots and leaves in each other's place.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from bairn.oversight import proofs, verify
from bairn.oversight.merkle import EMPTY_ROOT, leaf_hash, node_hash, perfect_root, tree_root

ENTRIES = [f"entry {number}".encode() for number in range(300)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
OTHER, SHORT, LONG = leaf_hash(b"another"), bytes(31), bytes(33)
NUMBERS = (0, -1, 1, 2**31, 2**32, 2**63 - 1, 2**63, 2**64, 2**64 + 1, 2**200, -(2**63))
LIMIT = 1.0  # seconds for one proof
Told = dict[str, Any]


class Endless(Sequence[bytes]):
    """A proof that never ends, whatever it says of its length."""

    def __init__(self, length: int) -> None:
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, place: Any) -> Any:
        return OTHER


def subtree(height: int, position: int) -> bytes:
    return perfect_root(b"".join(LEAVES[position << height : (position + 1) << height]))


def bent(proof: list[bytes], root: bytes, leaf: bytes) -> Iterator[tuple[str, Sequence[bytes]]]:
    """The same proof in every way that it can be bent; none of them the same as before."""
    yield "empty", []
    yield "endless", Endless(2**62)
    yield "a million long", proof + [OTHER] * 1_000_000
    for name, more in (("another hash", OTHER), ("the root", root), ("the leaf", leaf),
                       ("nothing", b""), ("a short hash", SHORT), ("a long hash", LONG),
                       ("the empty root", EMPTY_ROOT)):  # fmt: skip
        yield f"{name} before", [more, *proof]
        yield f"{name} after", [*proof, more]
        for at in range(len(proof)):
            yield f"{name} in place of {at}", [*proof[:at], more, *proof[at + 1 :]]
            yield f"{name} at {at}", [*proof[:at], more, *proof[at:]]
    for at in range(len(proof)):
        yield f"without {at}", proof[:at] + proof[at + 1 :]
        yield f"{at} twice", [*proof[: at + 1], *proof[at:]]
        yield f"cut at {at}", proof[:at]
        yield f"begun at {at + 1}", proof[at + 1 :]
        for bit in (0, 7, 255):
            flipped = bytearray(proof[at])
            flipped[bit // 8] ^= 1 << bit % 8
            yield f"{at} with bit {bit} flipped", [*proof[:at], bytes(flipped), *proof[at + 1 :]]
        for other in range(at):
            swapped = list(proof)
            swapped[at], swapped[other] = swapped[other], swapped[at]
            yield f"{other} and {at} swapped", swapped
    yield "backwards", proof[::-1]
    yield "twice", proof + proof


def inclusions(index: int, size: int) -> Iterator[tuple[str, Told]]:
    """Everything that can be wrong with the proof that this entry stands in a tree."""
    root, leaf = tree_root(LEAVES[:size]), LEAVES[index]
    proof = proofs.inclusion(subtree, index=index, size=size)
    honest = {"index": index, "size": size, "proof": proof, "root": root, "leaf": leaf}
    for name, path in bent(proof, root, leaf):
        if list(path[: len(proof) + 2]) != proof:
            yield name, honest | {"proof": path}
    for number in {*NUMBERS, index - 1, index + 1, size}:
        if number != index:
            yield f"place {number}", honest | {"index": number}
    # A size near by can have the same path; it is bound to its root by the signature over both.
    for number in {*NUMBERS, index, -size}:
        if number != size and (number <= index or number > 2**31):
            yield f"size {number}", honest | {"size": number}
    for name, wrong in (("another", OTHER), ("no", b""), ("a short", SHORT), ("a long", LONG)):
        yield f"{name} leaf", honest | {"leaf": wrong}
        yield f"{name} root", honest | {"root": wrong}
    if size > 1:
        yield "leaf and root swapped", honest | {"leaf": root, "root": leaf}
        yield "the root as leaf", honest | {"leaf": root, "proof": []}
        yield "a node as leaf", honest | {"leaf": node_hash(leaf, proof[0]), "proof": proof[1:]}


def consistencies(old: int, new: int) -> Iterator[tuple[str, Told]]:
    """Everything that can be wrong with the proof that a tree grew out of an older one."""
    old_root, new_root = tree_root(LEAVES[:old]), tree_root(LEAVES[:new])
    proof = proofs.consistency(subtree, old=old, new=new)
    honest = {
        "old": old, "new": new, "proof": proof, "old_root": old_root, "new_root": new_root,
    }  # fmt: skip
    for name, path in bent(proof, new_root, old_root):
        if list(path[: len(proof) + 2]) != proof:
            yield name, honest | {"proof": path}
    for number in {*NUMBERS, new + 1, -old}:
        if number not in {old, new} and (number < 1 or number > new):
            yield f"old {number}", honest | {"old": number}
    for number in {*NUMBERS, old - 1, -new}:
        if number not in {old, new} and (number < old or number > 2**31):
            yield f"new {number}", honest | {"new": number}
    for name, wrong in (("another", OTHER), ("no", b""), ("a short", SHORT), ("a long", LONG),
                        ("the empty", EMPTY_ROOT)):  # fmt: skip
        yield f"{name} old root", honest | {"old_root": wrong}
        yield f"{name} new root", honest | {"new_root": wrong}
    if old != new:
        yield "the roots swapped", honest | {"old_root": new_root, "new_root": old_root}
        yield "backwards in time", honest | {
            "old": new, "new": old, "old_root": new_root, "new_root": old_root,
        }  # fmt: skip
        yield "the old root for the new", honest | {"new_root": old_root}
        yield "the new root for the old", honest | {"old_root": new_root}


def believed(check: Callable[..., bool], told: Told) -> tuple[bool, float]:
    began = time.process_time()
    answer = check(**told)
    return answer, time.process_time() - began


def includes(*, leaf: bytes, **told: Any) -> bool:
    return proofs.includes(leaf, **told)


PLACES = [(0, 1), (0, 2), (1, 2), (2, 3), (0, 7), (6, 7), (3, 8), (7, 8), (255, 256), (256, 257),
          (128, 300), (299, 300)]  # fmt: skip
SIZES = [(1, 2), (1, 1), (2, 3), (3, 7), (4, 7), (4, 8), (6, 8), (7, 8), (128, 256), (255, 256),
         (256, 257), (150, 300), (299, 300)]  # fmt: skip


@pytest.mark.parametrize(("index", "size"), PLACES)
def test_no_bent_inclusion_proof_is_believed_and_none_takes_a_second(index: int, size: int) -> None:
    told = dict(inclusions(index, size))
    assert len(told) > 40
    answers = {name: believed(includes, one) for name, one in told.items()}
    assert [name for name, (answer, _) in answers.items() if answer] == []
    assert [name for name, (_, seconds) in answers.items() if seconds > LIMIT] == []


@pytest.mark.parametrize(("old", "new"), SIZES)
def test_no_bent_consistency_proof_is_believed_and_none_takes_a_second(old: int, new: int) -> None:
    told = dict(consistencies(old, new))
    assert len(told) > 40
    answers = {name: believed(proofs.extends, one) for name, one in told.items()}
    assert [name for name, (answer, _) in answers.items() if answer] == []
    assert [name for name, (_, seconds) in answers.items() if seconds > LIMIT] == []


def by_the_verifier(*, index: Any, size: Any, proof: Any, root: bytes, **_: Any) -> bool:
    """What `verify.py` says, the checker that strangers use: it takes the entry, not its hash."""
    entry = ENTRIES[index] if index in range(size) and index < len(ENTRIES) else b"another"
    try:
        return verify.root_above(entry, index, size, list(proof)) == root
    except ValueError:
        return False


@pytest.mark.parametrize(("index", "size"), PLACES)
def test_the_strangers_checker_believes_none_of_them_either(index: int, size: int) -> None:
    # What is said of a leaf's hash does not arise: the verifier hashes the entry itself.
    told = {
        name: one
        for name, one in inclusions(index, size)
        if name != "endless" and "leaf" not in name.split()[-1:] and one["leaf"] == LEAVES[index]
    }
    answers = {name: believed(by_the_verifier, one) for name, one in told.items()}
    assert [name for name, (answer, _) in answers.items() if answer] == []
    assert [name for name, (_, seconds) in answers.items() if seconds > LIMIT] == []


def test_the_honest_ones_are_believed_so_that_the_others_say_something() -> None:
    for index, size in PLACES:
        proof = proofs.inclusion(subtree, index=index, size=size)
        told = {"index": index, "size": size, "proof": proof, "root": tree_root(LEAVES[:size])}
        assert includes(leaf=LEAVES[index], **told)
        assert by_the_verifier(**told)
    for old, new in SIZES:
        proof = proofs.consistency(subtree, old=old, new=new)
        roots = {"old_root": tree_root(LEAVES[:old]), "new_root": tree_root(LEAVES[:new])}
        assert proofs.extends(old=old, new=new, proof=proof, **roots)


def test_random_nonsense_is_never_believed() -> None:
    drawn = random.Random(8)
    for _ in range(3000):
        size = drawn.choice([1, 2, 3, 8, 255, 2**20, 2**62])
        proof = [drawn.randbytes(32) for _ in range(drawn.randint(0, 70))]
        told = {"index": drawn.randrange(size), "size": size, "proof": proof}
        assert not proofs.includes(drawn.randbytes(32), root=drawn.randbytes(32), **told)
