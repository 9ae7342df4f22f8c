"""The page of the scenarios and their tests say the same: every line, and every name."""

import re

import pytest

from tests.house.rooms import CHECKOUT

PAGE = CHECKOUT / "docs" / "scenarios.md"
FOLDER = CHECKOUT / "tests" / "scenarios"
_NAME = re.compile(r"`(test_\w+)`")
_TESTS = {
    name: path.name
    for path in sorted(FOLDER.glob("test_*.py"))
    for name in re.findall(r"^def (test_\w+)\(", path.read_text(), re.MULTILINE)
}
_ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text().splitlines()
    if line.startswith("| ") and not line.startswith("| line ")
]
SCENARIOS = [f"S{number:02}" for number in range(1, 16)]


@pytest.mark.parametrize("row", _ROWS, ids=lambda r: f"{_ROWS.index(r)}-{r[0]}")
def test_every_line_names_a_test_or_says_what_is_missing(row: list[str]) -> None:
    line, shown, missing = row
    assert line
    assert shown or missing
    assert [name for name in _NAME.findall(shown) if name not in _TESTS] == []


@pytest.mark.parametrize("name", sorted(_TESTS))
def test_every_scenario_test_stands_on_the_page(name: str) -> None:
    assert f"`{name}`" in PAGE.read_text()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_has_a_part_with_the_file_that_walks_it(scenario: str) -> None:
    (heading,) = re.findall(rf"^## {scenario} `([^`]+)`$", PAGE.read_text(), re.MULTILINE)
    walked = (CHECKOUT / heading).read_text()
    assert walked.startswith(f'"""{scenario}:')
    assert f"def test_{scenario.lower()}_" in walked


def test_every_cross_cutting_test_has_its_line() -> None:
    lines = [row[0] for row in _ROWS if row[0].startswith("(")]
    assert lines == [f"({letter})" for letter in "abcdefgh"]
