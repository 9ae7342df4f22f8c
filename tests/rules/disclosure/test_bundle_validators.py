"""The good bundle, held against validators that are not ours; and what they let pass."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import bagit
import pytest

from bairn.disclosure import bundling
from bairn.disclosure.bundling.bag import Bag, BagFault, Folder
from bairn.oversight import verify as record
from tests.rules.disclosure.small_bundle import checked, remanifest

pytestmark = pytest.mark.slow

CASE_VALIDATE = Path(sys.executable).with_name("case_validate")


def conforms(graph: Path, version: str) -> int:
    call = [CASE_VALIDATE, "--built-version", f"case-{version}", graph]
    return subprocess.run(call, capture_output=True, text=True, check=False).returncode


def test_the_checker_in_the_bundle_and_our_own_say_the_same(good) -> None:
    own, within = checked(good), checked(good, program=good / "data/verify.py")
    assert own == within
    assert own[0] == 0
    assert own[1].startswith("OK ")


def test_a_check_leaves_no_file_behind(good) -> None:
    before = sorted(good.rglob("*"))
    checked(good, program=good / "data/verify.py")
    assert sorted(good.rglob("*")) == before


def test_it_speaks_chinese_when_asked(good) -> None:
    left, said = checked(good, "--zh")
    assert left == 0
    assert said.startswith("OK")
    assert "件物证" in said


def test_bagit_finds_the_bag_valid(good) -> None:
    assert bagit.Bag(str(good)).validate(processes=1)


@pytest.mark.parametrize("version", ["1.4.0", "1.5.0"])
def test_the_graph_conforms_to_case(good, version) -> None:
    assert conforms(good / "data/case.jsonld", version) == 0


def test_case_validate_lets_pass_what_our_checker_refuses(bundle) -> None:
    """Why there are rules of our own: an end before its start conforms to CASE."""
    path = bundle / "data/case.jsonld"
    before = path.read_text()
    after = re.sub(
        r'(endTime": \{\s*"@type": "xsd:dateTime",\s*"@value": ")2026', r"\g<1>2020", before
    )
    assert after != before
    path.write_text(after)
    assert conforms(path, "1.5.0") == 0
    remanifest(bundle)
    assert bagit.Bag(str(bundle)).validate(processes=1)
    assert checked(bundle)[0] == 1


def test_the_checker_keeps_to_python_3_9() -> None:
    folder = Path(bundling.__file__).parent
    for path in (folder / "verify.py", *folder.glob("verifying/*.py"), Path(record.__file__)):
        ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))


def test_the_checker_imports_the_standard_library_alone() -> None:
    folder = Path(bundling.__file__).parent
    for path in (folder / "verify.py", *folder.glob("verifying/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names.append(node.module or "")
            assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_a_bag_is_not_written_into_a_folder_that_holds_something(tmp_path) -> None:
    (tmp_path / "there").write_text("x")
    with pytest.raises(BagFault, match="something else"):
        Folder(tmp_path)


def test_a_file_that_is_not_what_was_taken_in_stops_the_bag(tmp_path) -> None:
    bag = Bag(Folder(tmp_path / "bag"))
    with pytest.raises(BagFault, match="not what was taken in"):
        bag.put("exhibits/A/1.txt", [b"altered"], sha256="0" * 64)
