"""Goal G7, exhaustive: every bit of every file of a small exported log, and rewrites by a thief.

Two files cannot be covered by what they check. A kept checkpoint that is missing is missed by
nobody who has only the copy: whoever keeps one elsewhere finds the rewrite by it. And `verify.py`
judges everything but itself: `bairn verify` compares it with its own, bit for bit.
"""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from typer.testing import CliRunner

from bairn.cli import verify as command
from bairn.oversight import verify
from bairn.oversight.folders import RecordFolder
from tests.rules.oversight.published import publish

pytestmark = pytest.mark.slow

SIZES = [2, 5]
ENTRIES = [b'{"act":"case.open","n":%d}' % number for number in range(5)]


@pytest.fixture
def fast_signatures(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library's Ed25519 for the verifier's own: a test of its own says that they agree."""

    def fits(key: bytes, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True

    monkeypatch.setattr(verify, "signature_fits", fits)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def flips(path: Path, *, every: int = 1) -> Iterator[int]:
    """Flip bits of a file in turn, each in its place, and put it back."""
    honest = path.read_bytes()
    with path.open("r+b", buffering=0) as file:
        for position in range(0, len(honest) * 8, every):
            at = position // 8
            os.pwrite(file.fileno(), bytes([honest[at] ^ 1 << position % 8]), at)
            yield position
            os.pwrite(file.fileno(), honest[at : at + 1], at)


def verifies(folder: Path) -> bool:
    try:
        verify.check_folder(folder, workers=1)
    except (ValueError, OSError):
        return False
    return True


def test_every_bit_of_every_file_of_an_exported_log_counts(
    tmp_path: Path, fast_signatures: None
) -> None:
    publish(tmp_path, SIZES, ENTRIES)
    held = files(tmp_path)
    names = {str(path.relative_to(tmp_path)).split("/", maxsplit=1)[0] for path in held}
    assert names == {"tile", "checkpoint", "checkpoints", "public-key", "witness-key"}
    tried = 0
    missed = []
    for path in held:
        for position in flips(path):
            tried += 1
            if verifies(tmp_path):
                missed.append((path.name, position))
    assert missed == []
    assert tried == 8 * sum(path.stat().st_size for path in held)
    assert verifies(tmp_path)


def test_a_flipped_bit_in_a_copys_verifier_is_found_by_bairn_verify(tmp_path: Path) -> None:
    publish(tmp_path, SIZES, ENTRIES)
    copied = tmp_path / "verify.py"
    copied.write_bytes(Path(verify.__file__).read_bytes())
    assert command.verifier_differs(tmp_path) is False
    for position in flips(copied, every=61):  # no factor in common with 8: each place of a byte
        assert command.verifier_differs(tmp_path) is True, position
    assert command.verifier_differs(tmp_path) is False
    copied.unlink()
    assert command.verifier_differs(tmp_path) is False


def test_bairn_verify_says_that_a_copys_verifier_is_not_ours(tmp_path: Path) -> None:
    publish(tmp_path, SIZES, ENTRIES)
    copied = tmp_path / "verify.py"
    copied.write_bytes(Path(verify.__file__).read_bytes() + b"\n")
    said = CliRunner().invoke(command.app, [str(tmp_path)])
    assert said.exit_code == 0
    assert "OK 5 entries" in said.output
    assert "verify.py in this copy is not the one of this version" in said.output


@pytest.mark.parametrize("seed", range(12))
def test_a_rewrite_with_the_stolen_key_is_found_by_any_one_checkpoint_kept_since(
    tmp_path: Path, fast_signatures: None, seed: int
) -> None:
    drawn = random.Random(seed)
    size = drawn.choice([7, 256, 300, 513])
    kept_at = sorted({drawn.randint(1, size) for _ in range(6)} | {size})
    changed = drawn.randrange(min(kept_at))  # before each of them
    honest, forged = tmp_path / "honest", tmp_path / "forged"
    entries = [b'{"n":%d}' % number for number in range(size)]
    publish(honest, kept_at, entries)
    entries[changed] = b'{"n":"never"}'
    publish(forged, [size], entries)  # the record's key and the witness's key were both stolen
    shutil.rmtree(forged / "checkpoints")
    assert verifies(forged)
    for one in kept_at:
        kept = RecordFolder(forged).kept_checkpoint(one)
        kept.parent.mkdir(exist_ok=True)
        shutil.copy(RecordFolder(honest).kept_checkpoint(one), kept)
        with pytest.raises(ValueError, match="history was rewritten"):
            verify.check_folder(forged, workers=1)
        kept.unlink()
