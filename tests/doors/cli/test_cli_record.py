"""`bairn record` and `bairn verify`: what leaves the house verifies without it."""

import subprocess
import sys

import pytest

from bairn.demo.presence import SAMPLE


@pytest.fixture(scope="module")
def received(house):
    return house.bairn("receive", "--json", SAMPLE).lines[0]["receipt"]


@pytest.fixture(scope="module")
def copy(house, received, tmp_path_factory):
    """An export of the record as it is after that report."""
    folder = tmp_path_factory.mktemp("record") / "copy"
    answer = house.bairn("record", "export", folder, "--json")
    assert answer.code == 0, answer.err
    assert set(answer.lines[0]) == {"folder", "size", "root", "checkpoints", "cosigned"}
    assert answer.lines[0]["cosigned"] is True
    return folder


def alone(*arguments):
    """Python without its site packages and without us."""
    return subprocess.run(
        [sys.executable, "-I", "-S", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_export_verifies_with_python_alone(copy):
    done = alone(copy / "verify.py", copy)
    assert (done.returncode, done.stdout[:3]) == (0, "OK ")


def test_bairn_verifies_it_as_well(house, copy):
    answer = house.bairn("verify", copy, "--json")
    assert answer.code == 0
    assert answer.lines[0]["ok"] is True


def test_one_altered_byte_is_found(house, copy, tmp_path):
    altered = tmp_path / "altered"
    subprocess.run(["cp", "-r", copy, altered], check=True)
    bundle = next((altered / "tile" / "entries").rglob("*.p/*"), None)
    content = bytearray(bundle.read_bytes())
    content[len(content) // 2] ^= 1
    bundle.write_bytes(content)
    answer = house.bairn("verify", altered, "--json")
    assert (answer.code, answer.lines[0]["ok"]) == (1, False)


def test_a_receipt_proves_that_the_report_stands_on_the_record(house, received, copy, tmp_path):
    receipt = tmp_path / "receipt.json"
    house.bairn("record", "export", tmp_path / "newer")
    answer = house.bairn("record", "receipt", received, "--out", receipt, "--json")
    assert answer.code == 0, answer.out
    assert answer.lines[0]["receipt"] == received
    assert alone(copy / "verify.py", "--proof", receipt).returncode == 0
    assert house.bairn("verify", tmp_path / "newer", "--proof", receipt).code == 0


def test_the_record_says_how_it_stands(house, copy):
    (state,) = house.bairn("record", "state", "--json").lines
    assert state["size"] > 0
    assert state["witnesses"] == 1


def test_an_export_never_overwrites_something_else(house, received, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    answer = house.bairn("record", "export", tmp_path, "--json")
    assert (answer.code, answer.lines[0]["error"]) == (1, "record.export")
    assert (tmp_path / "mine.txt").read_text() == "mine"
