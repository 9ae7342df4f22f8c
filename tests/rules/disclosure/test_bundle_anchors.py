"""Keys got elsewhere than from the bundle, and a checker that is called wrongly."""

import shutil

import pytest

from bairn.oversight import notes
from bairn.oversight.notes import Signer
from tests.rules.disclosure.small_bundle import checked, make, remanifest
from tests.rules.disclosure.small_record import LOG, WITNESS


def test_keys_got_elsewhere_are_said_to_be_so(good, tmp_path) -> None:
    (tmp_path / "key").write_text(f"{LOG.public}\n")
    shutil.copy(good / "data/record/witness-key", tmp_path / "witness")
    given = ("--key", tmp_path / "key", "--witness", tmp_path / "witness")
    left, said = checked(good, *given, "--tsa", good / "seal/tsa.pem")
    assert left == 0, said
    assert "Checked against what you gave" in said
    assert "bundle itself" not in said


def test_a_forged_witness_is_found_by_the_key_got_elsewhere(tmp_path) -> None:
    forged = Signer.new("bairn.witness/00000000", notes.WITNESS)
    bundle = make(tmp_path / "forged", witness=forged)
    assert checked(bundle)[0] == 0  # by its own keys alone it holds, and says whose they are
    (tmp_path / "witness").write_text(f"{WITNESS.public}\n")
    assert "[key]" in checked(bundle, "--witness", tmp_path / "witness")[1]


def test_a_record_of_another_house_is_found_by_the_key_got_elsewhere(good, tmp_path) -> None:
    (tmp_path / "key").write_text(f"{Signer.new('bairn.record/00000000', notes.LOG).public}\n")
    assert "[key]" in checked(good, "--key", tmp_path / "key")[1]


def test_a_stamp_of_another_authority_is_found_by_its_certificate(good, tmp_path) -> None:
    other = make(tmp_path / "other")
    assert "[stamp]" in checked(good, "--tsa", other / "seal/tsa.pem")[1]


def test_a_stamp_taken_away_is_missed_when_its_certificate_is_given(bundle) -> None:
    shutil.copy(bundle / "seal/tsa.pem", bundle.parent / "tsa.pem")
    for name in ("timestamp.tsr", "tsa.pem"):
        (bundle / "seal" / name).unlink()
    left, said = checked(bundle)
    assert left == 0
    assert "NO TIME STAMP" in said
    assert "[stamp_missing]" in checked(bundle, "--tsa", bundle.parent / "tsa.pem")[1]


def test_a_record_without_a_witness_says_so(tmp_path) -> None:
    left, said = checked(make(tmp_path, witness=None))
    assert left == 0
    assert "NO WITNESS" in said


def test_a_head_that_its_witness_did_not_sign_is_refused(bundle) -> None:
    path = bundle / "data/record/checkpoint"
    kept = path.read_text().splitlines(keepends=True)
    path.write_text("".join(kept[:-1]))
    remanifest(bundle)
    assert "[record]" in checked(bundle)[1]


# ------------------------------------------------------------------------- called wrongly


@pytest.mark.parametrize("more", [["--what", "x"], ["--key"], ["--key", "a", "--key", "b"]])
def test_a_wrong_call_leaves_with_two(good, more) -> None:
    assert checked(good, *more)[0] == 2


def test_a_folder_that_is_none_leaves_with_two(tmp_path) -> None:
    assert checked(tmp_path / "nowhere")[0] == 2


def test_a_key_file_that_is_none_is_told_without_a_traceback(good, tmp_path) -> None:
    left, said = checked(good, "--key", tmp_path / "none")
    assert left == 1
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["--key", "--witness", "--tsa"])
def test_an_empty_file_vouches_for_nothing(good, tmp_path, name) -> None:
    (tmp_path / "empty").write_text("\n")
    left, said = checked(good, name, tmp_path / "empty")
    assert left == 1, said
