"""The offline verifier: finds every flipped bit and every rewrite, and needs nothing but Python."""

import ast
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from bairn.oversight import receipts, verify
from bairn.oversight.folders import RecordFolder
from bairn.oversight.merkle import EMPTY_ROOT
from bairn.oversight.notes import Head
from bairn.oversight.terms import Checkpoint
from tests.rules.oversight.published import AT, LOG, WITNESS, cosigned, publish, some_entries

# Which bits to flip: 61 has no factor in common with 8, so that every place of a byte is met.
FLIP_EVERY = int(os.environ.get("BAIRN_FLIP_EVERY", "61"))


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", verify.__file__, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize("sizes", [[0], [1], [3, 255], [256], [1, 256, 300], [511, 700, 66_000]])
def test_an_honest_record_verifies(tmp_path: Path, sizes: list[int]) -> None:
    publish(tmp_path, sizes, some_entries(sizes[-1]))
    said = run(tmp_path)
    assert said.returncode == 0, said.stdout + said.stderr
    assert said.stdout.startswith(f"OK {sizes[-1]} entries")
    assert f"{len(sizes)} older checkpoints, 1 witness" in said.stdout


def test_a_record_without_a_witness_says_so(tmp_path: Path) -> None:
    publish(tmp_path, [3], some_entries(3), witness=False)
    assert "NO WITNESS" in run(tmp_path).stdout


def test_every_flipped_bit_of_every_file_is_found(tmp_path: Path) -> None:
    """Goal G7, exhaustive with BAIRN_FLIP_EVERY=1: full and partial tiles, heads, both keys."""
    publish(tmp_path, [2, 258], [b"%x" % n for n in range(258)])
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert len(files) == 10
    missed = [
        (path.name, position)
        for path in files
        for position in range(0, path.stat().st_size * 8, FLIP_EVERY)
        if not is_found(tmp_path, path, position)
    ]
    assert missed == []


def is_found(folder: Path, path: Path, position: int) -> bool:
    honest = path.read_bytes()
    flipped = bytearray(honest)
    flipped[position // 8] ^= 1 << position % 8
    path.write_bytes(flipped)
    try:
        if path.is_relative_to(folder / "tile"):  # without the signatures: ten times as fast
            verify.Tree(folder, 258, 1)
            return False
        verify.check_folder(folder, workers=1)
    except (ValueError, OSError):
        return True
    finally:
        path.write_bytes(honest)
    return False


@pytest.mark.parametrize("sizes", [[300], [66_000]])
def test_a_missing_or_cut_file_is_found(tmp_path: Path, sizes: list[int]) -> None:
    publish(tmp_path, sizes, some_entries(sizes[-1]))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    for path in files[:: max(1, len(files) // 10)]:
        if path.parent.name == "checkpoints" or path.name == "witness-key":
            continue  # nobody can prove from a copy that something more was kept elsewhere
        honest = path.read_bytes()
        for damaged in (None, honest[:-1], honest + b"\n"):
            path.unlink()
            if damaged is not None:
                path.write_bytes(damaged)
            with pytest.raises((ValueError, OSError)):
                verify.check_folder(tmp_path, workers=1)
            path.write_bytes(honest)


def test_a_rewrite_with_the_stolen_key_is_found_by_any_one_kept_checkpoint(tmp_path: Path) -> None:
    honest, forged = tmp_path / "honest", tmp_path / "forged"
    entries = some_entries(600)
    publish(honest, [100, 300, 555, 600], entries)
    entries[42] = b'{"act":"case.forgotten"}'
    publish(forged, [600], entries)  # the log's key and the witness's key were both stolen
    shutil.rmtree(forged / "checkpoints")
    assert run(forged).returncode == 0
    for size in (100, 300, 555, 600):
        kept = RecordFolder(forged).kept_checkpoint(size)
        kept.parent.mkdir(exist_ok=True)
        shutil.copy(RecordFolder(honest).kept_checkpoint(size), kept)
        said = run(forged)
        assert said.returncode == 1
        assert "history was rewritten" in said.stdout
        kept.unlink()


def test_an_older_state_is_found_by_a_later_kept_checkpoint(tmp_path: Path) -> None:
    publish(tmp_path, [100, 300], some_entries(300))
    later = RecordFolder(tmp_path).kept_checkpoint(300).read_bytes()
    shutil.rmtree(tmp_path / "tile")
    publish(tmp_path, [100], some_entries(100))
    RecordFolder(tmp_path).kept_checkpoint(300).write_bytes(later)
    assert "history was rewritten" in run(tmp_path).stdout


def test_a_head_that_the_named_witness_has_not_seen_fails(tmp_path: Path) -> None:
    publish(tmp_path, [3], some_entries(3))
    root = verify.Tree(tmp_path, 3, 1).root(3)
    (tmp_path / "checkpoint").write_text(cosigned(3, root, witness=False))
    assert "not cosigned" in run(tmp_path).stdout


def test_a_size_that_the_files_do_not_bear_out_ends_at_once(tmp_path: Path) -> None:
    publish(tmp_path, [3], some_entries(3))
    (tmp_path / "checkpoint").write_text(cosigned(2**62, EMPTY_ROOT))
    began = time.process_time()
    with pytest.raises(OSError, match="entries"):
        verify.check_folder(tmp_path, workers=1)
    assert time.process_time() - began < 1


def a_receipt(folder: Path, index: int, size: int) -> str:
    head = Head(LOG.name, size, verify.Tree(folder, size, 1).root(size))
    note = cosigned(size, head.root)
    checkpoint = Checkpoint(size=size, root=head.root, note=note, made_at=AT)
    return receipts.receipt_json(RecordFolder(folder), checkpoint, index)


@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, 300), (255, 300), (299, 300), (511, 700)])
def test_a_receipt_shows_its_entry(tmp_path: Path, index: int, size: int) -> None:
    publish(tmp_path, [size], some_entries(size))
    file = tmp_path / "receipt.json"
    file.write_text(a_receipt(tmp_path, index, size))
    said = run("--proof", file)
    assert said.stdout.startswith(
        f"OK entry {index} of {size}, signed by {LOG.name}, {WITNESS.name}"
    )
    assert run("--proof", file, tmp_path).returncode == 0


def test_a_receipt_is_checked_against_a_copy_of_the_same_history(tmp_path: Path) -> None:
    ours, other = tmp_path / "ours", tmp_path / "other"
    publish(ours, [300], some_entries(300))
    publish(other, [300], [*some_entries(299), b"another"])
    file = tmp_path / "receipt.json"
    file.write_text(a_receipt(ours, 5, 300))
    assert "another history" in run("--proof", file, other).stdout


CHANGES = {
    "entry": lambda value: value + " ",
    "index": lambda value: value + 1,
    "proof": lambda value: value[:-1],
    "checkpoint": lambda value: value.replace("300", "301", 1),
    "public_key": lambda value: str(WITNESS.public),
}


@pytest.mark.parametrize("field", CHANGES)
def test_a_changed_receipt_is_refused(tmp_path: Path, field: str) -> None:
    publish(tmp_path, [300], some_entries(300))
    receipt = json.loads(a_receipt(tmp_path, 5, 300))
    receipt[field] = CHANGES[field](receipt[field])
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(receipt))
    said = run("--proof", file)
    assert (said.returncode, said.stdout[:4]) == (1, "FAIL")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from(["entry", "index", "proof", "checkpoint", "public_key", "witness_keys"])


@pytest.fixture(scope="module")
def honest_receipt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    folder = tmp_path_factory.mktemp("record")
    publish(folder, [300], some_entries(300))
    return folder / "hostile.json", json.loads(a_receipt(folder, 5, 300))


@settings(max_examples=150, deadline=1000)  # milliseconds: no receipt may hang its holder
@given(changes=st.dictionaries(FIELDS, JSON, min_size=1, max_size=3))
def test_a_hostile_receipt_is_refused_and_never_hangs(honest_receipt, changes) -> None:
    file, receipt = honest_receipt
    file.write_text(json.dumps(receipt | changes))
    fails = verify.main(["--proof", str(file)]) == 1
    assert fails or all(receipt[name] == value for name, value in changes.items())


def test_a_proof_of_a_hundred_thousand_hashes_is_refused_at_once(honest_receipt) -> None:
    file, receipt = honest_receipt
    file.write_text(json.dumps(receipt | {"proof": receipt["proof"][:1] * 100_000}))
    began = time.process_time()
    assert verify.main(["--proof", str(file)]) == 1
    assert time.process_time() - began < 1


@pytest.mark.parametrize("arguments", [[], ["--help"], ["--proof"], ["a", "b"]])
def test_a_wrong_call_shows_how_to_call_it(arguments: list[str]) -> None:
    said = run(*arguments)
    assert said.returncode == 2
    assert "python3 -I -S" in said.stderr


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 511))
def test_its_ed25519_agrees_with_a_foreign_one(message: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.generate()
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert verify.signature_fits(public, message, signature)
    flipped = bytearray(signature)
    flipped[bit // 8] ^= 1 << bit % 8
    assert not verify.signature_fits(public, message, bytes(flipped))


def test_it_needs_the_standard_library_alone() -> None:
    tree = ast.parse(Path(verify.__file__).read_text())
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    wanted = {name.name for node in imports for name in node.names}
    wanted |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    wanted = {name.split(".")[0] for name in wanted}
    assert wanted <= sys.stdlib_module_names


def test_its_grammar_is_that_of_python_3_8() -> None:
    ast.parse(Path(verify.__file__).read_text(), feature_version=(3, 8))
