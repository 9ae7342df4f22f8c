"""What the pages say about commands, settings, files and functions is so in the code."""

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bairn.cli import main
from tests.house.rooms import CHECKOUT, HOUSE, sources, tree
from tests.house.routes import commands

DOCS = CHECKOUT / "docs"
COMMAND_LINE = DOCS / "how-to" / "command-line.md"
PRODUCTION = DOCS / "how-to" / "run-in-production.md"
PAGES = sorted([*DOCS.rglob("*.md"), CHECKOUT / "README.md"])
# What one checkout's own processes tell each other; nobody sets it from outside.
_INNER = {"BAIRN_DB_ROLE", "BAIRN_SEQUENCER_LOGIN"}
_SETTING = re.compile(r"\bBAIRN_[A-Z_]+\b|\bDATABASE_URL\b")
_WRITTEN = re.compile(r"(?:^|`)(?:\./run|(?:\.venv/bin/)?bairn) ([a-z][^`\n]*)", re.MULTILINE)
_IN_THE_TABLE = re.compile(r"^\| (`[^|]*(?:\\\|[^|]*)*) \|", re.MULTILINE)
_DOTTED = re.compile(r"`((?:[a-z_]+\.)+)([a-z_]+)`")
_FILE = re.compile(r"`((?:[a-z_]+/)*[a-z_0-9]+\.(?:py|yaml|sql))`")


def called() -> Iterator[tuple[str, str]]:
    """Every call of `bairn` that a page writes down: its page, and the words after the name."""
    for page in PAGES:
        for line in _WRITTEN.findall(page.read_text()):
            yield str(page.relative_to(CHECKOUT)), line.split("#")[0].split(" < ")[0].strip()
    for cell in _IN_THE_TABLE.findall(COMMAND_LINE.read_text().split("\n## Commands\n")[1]):
        for line in re.findall(r"`([a-z][^`]*)`", cell):
            yield str(COMMAND_LINE.relative_to(CHECKOUT)), line


CALLED = sorted(set(called()))


def command_of(words: list[str]) -> tuple[str, click.Command]:
    """The command that these words begin with, and its path; fails for one that is not there."""
    assert words[0] in main.GROUPS, words[0]
    command = main.load(words[0])
    inner = getattr(command, "commands", None)
    if not inner:
        return words[0], command
    if len(words) == 1:
        return words[0], command
    assert words[1] in inner, " ".join(words)
    return f"{words[0]} {words[1]}", inner[words[1]]


@pytest.mark.parametrize(("page", "line"), CALLED, ids=[line for _, line in CALLED])
def test_a_command_that_a_page_writes_down_exists_with_its_options(page: str, line: str) -> None:
    words = shlex.split(re.sub(r"[\[\]|…\\]", " ", line))
    path, command = command_of(words)
    known = {name for param in command.params for name in param.opts} | {"--help"}
    assert {word for word in words if word.startswith("--")} <= known, f"{page}: {path}"


def test_every_command_stands_on_the_page_of_the_command_line() -> None:
    written = {
        command_of(re.sub(r"[\[\]|…\\]", " ", line).split())[0]
        for page, line in CALLED
        if page.endswith(COMMAND_LINE.name)
    }
    assert commands() - written == set()


def _read_by_the_house() -> set[str]:
    product = [path for path in sources() if path.name != "settings_test.py"]
    files = [*product, CHECKOUT / "tools" / "setup", CHECKOUT / "run"]
    return {name for path in files for name in _SETTING.findall(path.read_text())} - _INNER


def test_every_setting_from_outside_stands_on_the_page_about_production() -> None:
    assert _read_by_the_house() - set(_SETTING.findall(PRODUCTION.read_text())) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(CHECKOUT)))
def test_a_setting_that_a_page_names_is_read_somewhere(page: Path) -> None:
    tests = {name for path in _tests() for name in _SETTING.findall(path.read_text())}
    named = set(_SETTING.findall(page.read_text()))
    assert named - _read_by_the_house() - _INNER - tests == set()


def _tests() -> list[Path]:
    return [
        *(CHECKOUT / "tests").rglob("*.py"),
        HOUSE / "house/settings_test.py",
        CHECKOUT / "test",
    ]


@pytest.mark.parametrize("name", ["architecture.md", "where-to-look.md"])
def test_every_file_that_the_maps_of_the_house_name_is_there(name: str) -> None:
    named = _FILE.findall((DOCS / name).read_text())
    assert named
    assert [one for one in named if not _there(one)] == []


def _there(name: str) -> bool:
    """From the checkout or the product; a bare name may stand in any room."""
    if (CHECKOUT / name).exists() or (HOUSE / name).exists():
        return True
    return "/" not in name and any(HOUSE.rglob(name))


def test_every_function_that_the_architecture_names_is_there() -> None:
    named = _DOTTED.findall((DOCS / "architecture.md").read_text())
    assert ("intake.", "receive") in named
    calls = [(where, what) for where, what in named if what not in {"py", "yaml", "md", "svg"}]
    assert [f"{where}{what}" for where, what in calls if not _defined(where, what)] == []


def _defined(where: str, what: str) -> bool:
    """In the room's acts or looks, or in the file of that name."""
    parts = where.rstrip(".").split(".")
    folder = HOUSE / parts[0]
    files = list(HOUSE.rglob(f"{parts[-1]}.py"))
    if folder.is_dir():
        files += [p for p in folder.rglob("*.py") if "migrations" not in p.parts]
    return any(
        isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == what
        for path in files
        for node in tree(path).body
    )
