"""`bairn bundle`: of the demo, and of a case by its reference; a stranger checks it."""

import subprocess
import sys
from pathlib import Path

import pytest


def checked(folder: Path) -> tuple[int, str]:
    call = [sys.executable, "-I", "-S", folder / "data/verify.py", folder]
    done = subprocess.run(call, capture_output=True, text=True, timeout=300, check=False)
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def demo(demo_house, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("bundle") / "bag"
    answer = demo_house.bairn("bundle", "--demo", folder, "--json")
    assert answer.code == 0, answer.err
    assert answer.lines[0]["stamped"] == "house"
    return folder


def test_a_bundle_of_the_demo_checks_with_python_alone(demo) -> None:
    left, said = checked(demo)
    assert left == 0, said
    assert "2 exhibits, 1 files" in said


def test_the_case_that_was_made_ready_is_taken_again(demo_house, demo) -> None:
    answer = demo_house.bairn("bundle", "--demo", demo.parent / "again")
    assert answer.code == 0, answer.err
    assert checked(demo.parent / "again")[0] == 0
    reference = answer.err.split("Case ")[1].split(" ")[0]
    by_name = demo_house.bairn("bundle", reference, demo.parent / "third", "--release", "1")
    assert by_name.code == 0, by_name.err
    assert checked(demo.parent / "third")[0] == 0


def test_it_is_not_written_where_something_lies(demo_house, demo) -> None:
    answer = demo_house.bairn("bundle", "--demo", demo, "--json")
    assert (answer.code, answer.lines[0]["error"]) == (1, "disclosure.bag")


def test_a_bundle_is_stamped_later(demo_house, demo) -> None:
    for name in ("timestamp.tsr", "tsa.pem"):
        (demo / "seal" / name).unlink()
    assert "NO TIME STAMP" in checked(demo)[1]
    assert demo_house.bairn("bundle", "--stamp", demo).code == 0
    assert "NO TIME STAMP" not in checked(demo)[1]
    nothing = demo_house.bairn("bundle", "--stamp", demo.parent, "--json")
    assert nothing.lines[0]["error"] == "disclosure.bag"


@pytest.mark.parametrize(
    ("words", "code"), [(["C-1", "x"], 1), (["x"], 2), (["--demo", "a", "b"], 2)]
)
def test_what_is_not_there_or_said_wrongly_is_refused(demo_house, demo, words, code) -> None:
    assert demo_house.bairn("bundle", *words).code == code
