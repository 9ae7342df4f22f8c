"""Goal G8: three foreign checkers agree with our heads and proofs on random trees."""

import base64
import json
import os
import random
import shutil
import subprocess
from pathlib import Path

import pymerkle
import pytest
from sigstore._internal import merkle as sigstore_merkle

from bairn.oversight import proofs
from bairn.oversight.merkle import leaf_hash, perfect_root
from tests.rules.oversight.published import LOG, WITNESS, cosigned

TREES = int(os.environ.get("BAIRN_FOREIGN_TREES", "300"))
GO_MODULES = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb")


class RandomTree:
    """A tree of random entries with one entry and one older size to prove."""

    def __init__(self, draw: random.Random) -> None:
        self.size = draw.randint(1, 600)
        self.entries = [draw.randbytes(draw.randint(0, 90)) for _ in range(self.size)]
        self.leaves = [leaf_hash(entry) for entry in self.entries]
        self.index, self.old = draw.randrange(self.size), draw.randint(1, self.size)
        self.inclusion = proofs.inclusion(self.subtree, index=self.index, size=self.size)
        self.consistency = proofs.consistency(self.subtree, old=self.old, new=self.size)

    def subtree(self, height: int, position: int) -> bytes:
        return perfect_root(b"".join(self.leaves[position << height : (position + 1) << height]))

    def root(self, size: int) -> bytes:
        return proofs.root_between(self.subtree, 0, size)


@pytest.fixture(scope="module")
def trees() -> list[RandomTree]:
    draw = random.Random(9162)
    return [RandomTree(draw) for _ in range(TREES)]


def test_pymerkle_has_the_same_roots(trees: list[RandomTree]) -> None:
    for tree in trees:
        foreign = pymerkle.InmemoryTree(algorithm="sha256")
        for entry in tree.entries:
            foreign.append_entry(entry)
        assert foreign.get_root() == tree.root(tree.size)
        assert foreign.get_root(tree.old) == tree.root(tree.old)
        theirs = foreign.prove_inclusion(tree.index + 1).path
        assert sorted([tree.leaves[tree.index], *tree.inclusion]) == sorted(theirs)


def test_sigstore_accepts_the_inclusion_proofs(trees: list[RandomTree]) -> None:
    for tree in trees:
        inner, border = sigstore_merkle._decomp_inclusion_proof(tree.index, tree.size)
        assert len(tree.inclusion) == inner + border
        leaf = sigstore_merkle._hash_leaf(tree.entries[tree.index])
        low = sigstore_merkle._chain_inner(leaf, tree.inclusion[:inner], tree.index)
        assert sigstore_merkle._chain_border_right(low, tree.inclusion[inner:]) == tree.root(
            tree.size
        )


@pytest.mark.skipif(
    not shutil.which("go") or not GO_MODULES.exists(),
    reason="needs go and golang-golang-x-mod-dev",
)
def test_go_accepts_the_heads_and_both_kinds_of_proof(trees: list[RandomTree]) -> None:
    task = {
        "Key": str(LOG.public),
        "Note": cosigned(trees[0].size, trees[0].root(trees[0].size)),
        "Records": [
            check(tree, tree.index, tree.leaves[tree.index], tree.inclusion) for tree in trees
        ],
        "Trees": [check(tree, tree.old, tree.root(tree.old), tree.consistency) for tree in trees],
    }
    said = subprocess.run(
        ["go", "run", Path(__file__).with_name("foreign_check.go")],
        input=json.dumps(task),
        env=os.environ | {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode"},
        capture_output=True,
        text=True,
    )
    assert WITNESS.name in task["Note"]
    assert said.stdout == f"{TREES} records, {TREES} trees\n", said.stdout + said.stderr


def check(tree: RandomTree, number: int, hash_: bytes, proof: list[bytes]) -> dict[str, object]:
    return {
        "T": tree.size,
        "TH": text(tree.root(tree.size)),
        "N": number,
        "H": text(hash_),
        "P": [text(part) for part in proof],
    }


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()
