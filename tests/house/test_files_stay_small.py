"""Files that one reads in a sitting, names that say what is inside, nothing heavy in the tree."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.house.rooms import CHECKOUT, HOUSE, sources, tree

_BANNED = {"utils", "helpers", "common", "misc", "base", "manager"}
_REASON = re.compile(r"#\s*long: \S")
_REGISTRIES = re.compile(
    "|".join(
        re.escape(".".join(parts))
        for parts in [
            ("pypi", "org"), ("files", "pythonhosted", "org"), ("registry", "npmjs", "org"),
            ("crates", "io"), ("proxy", "golang", "org"), ("rubygems", "org"),
        ]
    )
)  # fmt: skip
_MOST = 5 * 1024 * 1024  # bytes


def _kept() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout
    return [p for name in listed.split("\0") if name and (p := CHECKOUT / name).is_file()]


def _code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From `def` to the end, without the docstring."""
    whole = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return whole
    return whole - ((first.end_lineno or 0) - first.lineno + 1)


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(HOUSE)))
def test_a_file_has_at_most_three_hundred_lines_or_a_reason(path: Path) -> None:
    lines = path.read_text().splitlines()
    assert len(lines) <= 300 or any(_REASON.match(line) for line in lines[:3])


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(HOUSE)))
def test_a_function_has_at_most_forty_lines_or_a_reason_beside_it(path: Path) -> None:
    lines = path.read_text().splitlines()
    long = [
        node.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and _code_lines(node) > 40
        and not any(_REASON.search(line) for line in lines[node.lineno - 2 : node.body[0].lineno])
    ]
    assert long == []


def test_no_file_is_called_what_says_nothing() -> None:
    stems = {path.stem for path in sources(migrations=True)}
    folders = {path.parent.name for path in sources(migrations=True)}
    assert (stems | folders) & _BANNED == set()


def test_no_file_is_larger_than_five_megabytes() -> None:
    assert [str(path) for path in _kept() if path.stat().st_size > _MOST] == []


def test_no_file_names_the_host_of_a_package_registry() -> None:
    named = []
    for path in _kept():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        if _REGISTRIES.search(text):
            named.append(str(path.relative_to(CHECKOUT)))
    assert named == []
