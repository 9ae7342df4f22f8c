"""Bundles that somebody without a key has changed: each is refused, for the right reason."""

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bairn.disclosure.bundling import verify
from tests.rules.disclosure.small_bundle import Story, checked, make, remanifest
from tests.rules.disclosure.small_record import AT, Record
from tests.rules.disclosure.spoiling import EXHIBITS, add_line, flip, swap, then

OUTSIDE: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a flipped bit": (lambda f: flip(f / EXHIBITS / "001.mp4"), "changed", "001.mp4"),
    "a missing file": (lambda f: (f / EXHIBITS / "002.txt").unlink(), "missing", "002.txt"),
    "an extra file": (lambda f: (f / EXHIBITS / "004.txt").write_text("x"), "extra", "004.txt"),
    "an extra file beside the data": (lambda f: (f / "note.txt").write_text("x"), "extra", "note"),
    "a truncated file": (
        lambda f: os.truncate(f / EXHIBITS / "001.mp4", 4000),
        "changed",
        "001.mp4",
    ),
    "two exhibits swapped": (
        lambda f: swap(f, f"{EXHIBITS}/002.txt", f"{EXHIBITS}/003-redacted-copy.txt"),
        "changed",
        EXHIBITS,
    ),
    "swapped, and manifests made anew": (
        then(
            lambda f: swap(f, f"{EXHIBITS}/002.txt", f"{EXHIBITS}/003-redacted-copy.txt"),
            remanifest,
        ),
        "seal",
        "receipt.json",
    ),
    "an edited README": (lambda f: add_line("data/README.txt", "x")(f), "changed", "README.txt"),
    "an edited README, and manifests made anew": (
        then(add_line("data/README.txt", "x"), remanifest),
        "seal",
        "receipt.json",
    ),
    "its own verify.py replaced": (
        lambda f: (f / "data/verify.py").write_text("print('OK')"),
        "changed",
        "data/verify.py",
    ),
    "its own verify.py replaced, and manifests made anew": (
        then(lambda f: (f / "data/verify.py").write_text("print('OK')"), remanifest),
        "seal",
        "receipt.json",
    ),
    "an edited bag-info": (add_line("bag-info.txt", "Remarks: fine\n"), "changed", "bag-info.txt"),
    "a manifest line twice": (
        lambda f: add_line(
            "manifest-sha256.txt", (f / "manifest-sha256.txt").read_text().splitlines()[0] + "\n"
        )(f),
        "twice",
        "manifest-sha256.txt",
    ),
    "a path that leads out": (
        add_line("manifest-sha256.txt", f"{'0' * 64}  data/../../etc/passwd\n"),
        "escape",
        "etc/passwd",
    ),
    "an absolute path": (
        add_line("manifest-sha256.txt", f"{'0' * 64}  /etc/passwd\n"),
        "escape",
        "/etc/passwd",
    ),
    "a name that only looks the same": (
        lambda f: (f / EXHIBITS / "cafe\u0301.txt").write_text("x"),
        "name",
        "cafe",
    ),
    "a name that differs in capitals alone": (
        lambda f: shutil.copy(f / EXHIBITS / "001.mp4", f / EXHIBITS / "001.MP4"),
        "name",
        "capitals",
    ),
    "a link": (
        then(
            lambda f: (f / EXHIBITS / "001.mp4").unlink(),
            lambda f: (f / EXHIBITS / "001.mp4").symlink_to("/etc/hostname"),
        ),
        "link",
        "001.mp4",
    ),
    "a pipe that nobody writes to": (
        lambda f: os.mkfifo(f / EXHIBITS / "pipe"),
        "link",
        "pipe",
    ),
    "no seal": (lambda f: (f / "seal/receipt.json").unlink(), "not_sealed", "receipt.json"),
    "no tag manifest": (
        lambda f: (f / "tagmanifest-sha256.txt").unlink(),
        "missing",
        "tagmanifest",
    ),
    "a seal that is no JSON": (
        lambda f: (f / "seal/receipt.json").write_text("[" * 100_000),
        "format",
        "Recursion",
    ),
    "an altered time in the stamp": (
        lambda f: (f / "seal/timestamp.tsr").write_bytes(
            (f / "seal/timestamp.tsr").read_bytes().replace(b"20260302", b"20250302")
        ),
        "stamp",
        "timestamp.tsr",
    ),
    "a stamp that is cut short": (
        lambda f: os.truncate(f / "seal/timestamp.tsr", 300),
        "stamp",
        "timestamp.tsr",
    ),
    "no certificate beside a stamp without one": (
        lambda f: (f / "seal/tsa.pem").unlink(),
        "stamp",
        "timestamp.tsr",
    ),
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_bundle_changed_without_a_key_is_refused_for_the_right_reason(bundle, name) -> None:
    spoil, code, where = OUTSIDE[name]
    spoil(bundle)
    left, said = checked(bundle)
    assert left == 1, said
    assert said.startswith("FAIL "), said
    assert f"[{code}]" in said, said
    assert where in said, said
    assert "Traceback" not in said, said


def test_a_seal_of_another_bundle_is_refused(bundle, tmp_path) -> None:
    other = make(tmp_path / "other", tamper=lambda f: add_line("data/README.txt", "other")(f))
    shutil.copy(other / "seal/receipt.json", bundle / "seal/receipt.json")
    assert "[seal]" in checked(bundle)[1]


def test_a_seal_of_another_case_is_refused(bundle, tmp_path) -> None:
    other = make(tmp_path / "other", story=Story(3))
    shutil.copy(other / "seal/receipt.json", bundle / "seal/receipt.json")
    assert "[other_case]" in checked(bundle)[1]


def test_a_stamp_of_another_bundle_is_refused(bundle, tmp_path) -> None:
    other = make(tmp_path / "other", tamper=lambda f: add_line("data/README.txt", "other")(f))
    for name in ("timestamp.tsr", "tsa.pem"):
        shutil.copy(other / "seal" / name, bundle / "seal" / name)
    said = checked(bundle)[1]
    assert "[stamp]" in said
    assert "it stamps something else" in said


def test_a_stamp_older_than_the_seal_is_refused(tmp_path) -> None:
    early = make(tmp_path, stamped_at=AT + timedelta(hours=2))
    assert "[stamp_early]" in checked(early)[1]


def test_an_older_checkpoint_does_not_cover_the_entries(bundle) -> None:
    record = Record(bundle.parent / "older")
    record.add([b'{"id":"x"}'])
    (bundle / "data/record/checkpoint").write_text(record.head(AT))
    remanifest(bundle)
    assert "[proof]" in checked(bundle)[1]


def test_a_forged_signature_of_the_witness_is_refused(bundle) -> None:
    path = bundle / "data/record/checkpoint"
    lines = path.read_text().splitlines(keepends=True)
    start, _, signature = lines[-1].rpartition(" ")
    forged = "B" if signature[20] != "B" else "C"
    lines[-1] = f"{start} {signature[:20]}{forged}{signature[21:]}"
    path.write_text("".join(lines))
    remanifest(bundle)
    said = checked(bundle)[1]
    assert "[record]" in said
    assert "does not fit" in said


def refuses(folder: Path) -> bool:
    try:
        verify.check(folder, verify.Anchors(), str)
    except Exception:  # whatever is odd about a stranger's file: the program says FAIL
        return True
    return False


def test_a_flipped_bit_in_any_file_at_any_of_three_places_is_refused(bundle) -> None:
    """The stamp has bytes that no signature covers; its own test flips them all."""
    paths = [path for path in sorted(bundle.rglob("*")) if path.is_file()]
    assert len(paths) > 25
    for path in paths:
        if path.name == "timestamp.tsr":
            continue
        whole = path.read_bytes()
        for place in {len(whole) // 4, len(whole) // 2, 3 * len(whole) // 4}:
            flip(path, place)
            assert refuses(bundle), path
            path.write_bytes(whole)
    assert checked(bundle)[0] == 0
