"""The witness cosigns consistent growth and nothing else (C2SP tlog-witness)."""

import base64
import time
from pathlib import Path

import pytest

from bairn.oversight import notes, proofs
from bairn.oversight.cosigning import NeighbourWitness, RemoteWitness
from bairn.oversight.folders import WitnessFolder
from bairn.oversight.merkle import EMPTY_ROOT, leaf_hash, perfect_root, tree_root
from bairn.oversight.notes import Head, Signer
from bairn.oversight.witness import Witness, request_for
from tests.rooms.oversight.recording import AT

LOG = Signer.new("bairn.example/record", notes.LOG)
LEAVES = [leaf_hash(b"%d" % n) for n in range(40)]
FORGED = [leaf_hash(b"forged"), *LEAVES[1:]]


def asked(
    old: int,
    new: int,
    *,
    leaves: list[bytes] = LEAVES,
    signer: Signer = LOG,
    origin: str = LOG.name,
) -> bytes:
    def subtree(height: int, position: int) -> bytes:
        return perfect_root(b"".join(leaves[position << height : (position + 1) << height]))

    head = Head(origin, new, tree_root(leaves[:new]))
    proof = proofs.consistency(subtree, old=min(old, new), new=new)
    return request_for(old=old, proof=proof, note=f"{head.body}\n{signer.sign(head.body)}")


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(WitnessFolder(tmp_path), log_key=LOG.public)


def answer(witness: Witness, request: bytes) -> int:
    return witness.add_checkpoint(request, at=AT).status


def test_consistent_growth_is_cosigned(witness: Witness) -> None:
    for old, new in [(0, 0), (0, 1), (1, 5), (5, 16), (16, 40), (40, 40)]:
        request = asked(old, new)
        reply = witness.add_checkpoint(request, at=AT)
        assert reply.status == 200
        note = request.decode().split("\n\n", 1)[1]
        assert notes.cosigned_at(note + reply.text, witness.key) == AT


def test_a_forged_history_is_refused(witness: Witness) -> None:
    assert answer(witness, asked(0, 8)) == 200
    assert answer(witness, asked(8, 16, leaves=FORGED)) == 422


def test_another_head_of_the_same_size_is_refused(witness: Witness) -> None:
    assert answer(witness, asked(0, 8)) == 200
    assert answer(witness, asked(8, 8, leaves=FORGED)) == 409


def test_a_record_put_back_is_refused_with_the_size_that_is_known(witness: Witness) -> None:
    assert answer(witness, asked(0, 8)) == 200
    reply = witness.add_checkpoint(asked(4, 6), at=AT)
    assert (reply.status, reply.text, reply.content_type) == (409, "8\n", "text/x.tlog.size")
    assert answer(witness, asked(8, 6)) == 400


def test_a_head_with_a_bad_signature_is_refused(witness: Witness) -> None:
    other = Signer.new(LOG.name, notes.LOG)
    assert answer(witness, asked(0, 8, signer=other)) == 403


def test_another_log_is_unknown(witness: Witness) -> None:
    assert answer(witness, asked(0, 8, origin="elsewhere.example/record")) == 404


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"",
        b"\xff\xfe",
        b"old 1",
        b"old -1\n\nx\n",
        b"old 1e9\n\nx\n",
        b"new 1\n\nx\n",
        b"old \xd9\xa3\n\nx\n",
        b"old 1\nnot base64!\n\nx\n",
        b"old 99999999999999999999\n\nx\n",
        b"old 1\n" + b"\n".join([base64.b64encode(EMPTY_ROOT)] * 64) + b"\n\nx\n",
    ],
)
def test_a_malformed_request_is_refused(witness: Witness, request_bytes: bytes) -> None:
    assert answer(witness, request_bytes) == 400


def test_what_it_saw_outlives_its_process(tmp_path: Path) -> None:
    folder = WitnessFolder(tmp_path)
    assert answer(Witness(folder, log_key=LOG.public), asked(0, 8)) == 200
    again = Witness(folder, log_key=LOG.public)
    assert answer(again, asked(8, 16, leaves=FORGED)) == 422
    assert answer(again, asked(8, 16)) == 200


def test_its_key_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    key = Witness(WitnessFolder(tmp_path), log_key=LOG.public).key
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "public-key").read_text() == f"{key}\n"


def test_it_answers_over_http(witness_process: WitnessFolder) -> None:
    neighbour = NeighbourWitness(witness_process.signer().public, witness_process)
    assert neighbour.add_checkpoint(b"nonsense", at=AT).status == 400
    url = witness_process.address.read_text().strip()
    remote = RemoteWitness(neighbour.key, url)
    assert remote.add_checkpoint(b"x" * 70_000, at=AT).status in (0, 413)
    assert (
        RemoteWitness(neighbour.key, url + "/elsewhere").add_checkpoint(b"x", at=AT).status == 404
    )


def test_a_witness_that_is_away_is_no_error(tmp_path: Path) -> None:
    folder = WitnessFolder(tmp_path)
    began = time.perf_counter()
    assert NeighbourWitness(folder.signer().public, folder).add_checkpoint(b"", at=AT).status == 0
    folder.address.write_text("http://127.0.0.1:9\n")
    assert NeighbourWitness(folder.signer().public, folder).add_checkpoint(b"", at=AT).status == 0
    assert time.perf_counter() - began < 3
