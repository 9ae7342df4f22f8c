"""What the documentation says can be relied on: links, made pages, tests that it names."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.rooms import CHECKOUT

DOCS = CHECKOUT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), CHECKOUT / "README.md", CHECKOUT / "CHANGELOG.md"])
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
_ROWS = [
    line
    for line in (DOCS / "threat-model.md").read_text().splitlines()
    if line.startswith("| ") and not line.startswith(("| who", "|---"))
]
_WANTED = [
    re.split(r"[\[<>=]", line.strip())[0]
    for path in sorted((CHECKOUT / "requirements").glob("*.in"))
    for line in path.read_text().splitlines()
    if line.strip() and not line.startswith(("-r", "#"))
]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(CHECKOUT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = [link for link in _LINK.findall(page.read_text()) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(CHECKOUT)))
def test_every_test_that_a_page_names_exists(page: Path) -> None:
    missing = [
        f"{file}::{name}"
        for file, name in _NAMED_TEST.findall(page.read_text())
        if not _there(file, name)
    ]
    assert missing == []


def _there(file: str, name: str) -> bool:
    path = CHECKOUT / file
    return path.exists() and (not name or f"def {name}(" in path.read_text())


@pytest.mark.parametrize("row", _ROWS, ids=lambda r: r[2:60])
def test_a_threat_names_the_test_that_shows_its_defence(row: str) -> None:
    named = _NAMED_TEST.findall(row.split("|")[-2])
    assert named
    assert all(name for _, name in named)


def test_there_are_threats_of_every_kind_that_the_design_names() -> None:
    kinds = "\n".join(_ROWS)
    for who in (
        "Outsider", "Stolen backup", "Curious insider", "Detective hiding a mistake",
        "Local superior", "Superior plus root", "Ransomware", "Overreaching subpoena", "dependency",
    ):  # fmt: skip
        assert f"**{who}" in kinds, who
    assert "\n## Not defended\n" in (DOCS / "threat-model.md").read_text()


def test_the_pages_that_are_made_from_the_product_are_current() -> None:
    done = subprocess.run(
        [sys.executable, CHECKOUT / "tools" / "reference", "check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "every page is current"), done.stderr


@pytest.mark.parametrize("package", _WANTED)
def test_every_dependency_has_its_reason_licence_and_upkeep(package: str) -> None:
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in (DOCS / "dependencies.md").read_text().splitlines()
        if line.startswith("| `") and f"`{package}`" in line.split("|")[1]
    ]
    assert len(rows) == 1
    assert all(len(cell) > 2 for cell in rows[0])


def test_the_index_leads_to_every_page_of_the_documentation() -> None:
    index = (DOCS / "index.md").read_text()
    linked = {(DOCS / link).resolve() for link in _LINK.findall(index) if "://" not in link}
    assert [
        str(p) for p in sorted(DOCS.rglob("*.md")) if p not in linked | {DOCS / "index.md"}
    ] == []
