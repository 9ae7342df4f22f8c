"""Proofs: ours hold with foreign checkers, forged ones never do, and none can hang a checker."""

import hashlib
import random
import time

import pymerkle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sigstore._internal import merkle as sigstore_merkle

from bairn.oversight import proofs
from bairn.oversight.merkle import EMPTY_ROOT, leaf_hash, node_hash, perfect_root, tree_root

LEAVES = [leaf_hash(f"entry {n}".encode()) for n in range(700)]
HASHES = st.binary(min_size=32, max_size=32)


def subtree(height: int, position: int) -> bytes:
    return perfect_root(b"".join(LEAVES[position << height : (position + 1) << height]))


def root(size: int) -> bytes:
    return tree_root(LEAVES[:size])


def pairs(most: int = 700) -> st.SearchStrategy[tuple[int, int]]:
    return st.integers(1, most).flatmap(
        lambda size: st.tuples(st.integers(0, size - 1), st.just(size))
    )


@settings(deadline=None)
@given(pairs())
def test_an_inclusion_proof_shows_its_entry_and_no_other(place: tuple[int, int]) -> None:
    index, size = place
    proof = proofs.inclusion(subtree, index=index, size=size)
    assert proofs.includes(LEAVES[index], index=index, size=size, proof=proof, root=root(size))
    for wrong in {index - 1, index + 1, (index + 7) % size} - {index}:
        assert not proofs.includes(
            LEAVES[index], index=wrong, size=size, proof=proof, root=root(size)
        )


@settings(deadline=None)
@given(pairs())
def test_a_consistency_proof_shows_that_nothing_was_rewritten(place: tuple[int, int]) -> None:
    old, new = place
    proof = proofs.consistency(subtree, old=old, new=new)
    told = {"old": old, "new": new, "proof": proof, "new_root": root(new)}
    assert proofs.extends(old_root=root(old), **told)
    assert not proofs.extends(old_root=node_hash(root(old), root(old)), **told)


@settings(max_examples=300, deadline=None)
@given(pairs())
def test_sigstore_accepts_our_inclusion_proofs(place: tuple[int, int]) -> None:
    index, size = place
    proof = proofs.inclusion(subtree, index=index, size=size)
    inner, border = sigstore_merkle._decomp_inclusion_proof(index, size)
    assert len(proof) == inner + border
    reached = sigstore_merkle._chain_inner(LEAVES[index], proof[:inner], index)
    assert sigstore_merkle._chain_border_right(reached, proof[inner:]) == root(size)


def test_pymerkle_has_the_same_roots_and_inclusion_paths() -> None:
    foreign = pymerkle.InmemoryTree(algorithm="sha256")
    for number in range(300):
        foreign.append_entry(f"entry {number}".encode())
    draw = random.Random(6962)
    for _ in range(400):
        size = draw.randint(1, 300)
        index = draw.randrange(size)
        assert foreign.get_root(size) == root(size)
        theirs = foreign.prove_inclusion(index + 1, size).path
        ours = proofs.inclusion(subtree, index=index, size=size)
        assert sorted([LEAVES[index], *ours]) == sorted(theirs)


@settings(deadline=None)
@given(pairs(200), st.data())
def test_a_changed_proof_is_refused(place: tuple[int, int], data: st.DataObject) -> None:
    index, size = place
    honest = proofs.inclusion(subtree, index=index, size=size)
    changed = list(honest)
    how = data.draw(st.sampled_from(["flip", "drop", "add", "swap"]))
    if how == "add":
        changed.insert(data.draw(st.integers(0, len(changed))), data.draw(HASHES))
    elif changed:
        at = data.draw(st.integers(0, len(changed) - 1))
        if how == "flip":
            changed[at] = bytes([changed[at][0] ^ 1]) + changed[at][1:]
        elif how == "drop":
            del changed[at]
        else:
            changed[at], changed[0] = changed[0], changed[at]
    if changed != honest:
        assert not proofs.includes(
            LEAVES[index], index=index, size=size, proof=changed, root=root(size)
        )


HUGE = st.integers(-(2**70), 2**70)


@settings(max_examples=500, deadline=1000)  # milliseconds: a hostile proof may not hang a checker
@given(HUGE, HUGE, st.lists(st.one_of(HASHES, st.binary(max_size=40)), max_size=200), HASHES)
def test_a_hostile_proof_is_refused_within_a_second(
    first: int, second: int, proof: list[bytes], claimed: bytes
) -> None:
    assert not proofs.includes(LEAVES[0], index=first, size=second, proof=proof, root=claimed)
    assert (first == second and not proof) or not proofs.extends(
        old=first, new=second, old_root=LEAVES[0], new_root=claimed, proof=proof
    )


def test_a_proof_of_a_million_hashes_is_refused_at_once() -> None:
    began = time.process_time()
    long = [LEAVES[0]] * 1_000_000
    assert not proofs.includes(LEAVES[0], index=0, size=2**62, proof=long, root=LEAVES[1])
    assert not proofs.extends(old=3, new=2**62, old_root=LEAVES[0], new_root=LEAVES[1], proof=long)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("size", [1, 2, 5, 8])
def test_an_empty_old_tree_proves_nothing_but_itself(size: int) -> None:
    told = {"old": 0, "new": size, "new_root": root(size)}
    assert proofs.extends(old_root=EMPTY_ROOT, proof=[], **told)
    assert not proofs.extends(old_root=LEAVES[0], proof=[], **told)
    assert not proofs.extends(old_root=EMPTY_ROOT, proof=[LEAVES[0]], **told)


def test_an_empty_leaf_hash_is_refused() -> None:
    assert not proofs.includes(b"", index=0, size=1, proof=[], root=b"")
    assert not proofs.includes(b"", index=0, size=1, proof=[], root=hashlib.sha256(b"").digest())


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_proof_is_made_for_a_place_that_does_not_exist(index: int, size: int) -> None:
    with pytest.raises(proofs.ProofFault):
        proofs.inclusion(subtree, index=index, size=size)


def test_a_tree_that_shrinks_has_no_consistency_proof() -> None:
    with pytest.raises(proofs.ProofFault):
        proofs.consistency(subtree, old=5, new=4)


def test_the_published_vector_of_rfc_6962_holds() -> None:
    """The eight leaves of the Certificate Transparency reference tests; roots as published."""
    leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657",
              "606162636465666768696a6b6c6d6e6f"]  # fmt: skip
    hashes = [leaf_hash(bytes.fromhex(leaf)) for leaf in leaves]
    assert tree_root(hashes[:1]).hex() == (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert tree_root(hashes).hex() == (
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    )
