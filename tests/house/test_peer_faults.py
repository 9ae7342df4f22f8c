"""The table of the peers' faults: a row for each, and every test that a row names is there."""

import ast
import re

import pytest

from tests.house.rooms import CHECKOUT

TABLE = (CHECKOUT / "docs" / "reference" / "peer-faults.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| ([45]\.\d+) \|(.*)\|$", TABLE, re.M))
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TABLE)))


def test_each_fault_and_each_class_has_its_row():
    faults = [f"4.{n}" for n in range(1, 11)]
    classes = [f"5.{n}" for n in range(1, 18)]
    assert list(ROWS) == [*faults, *classes]


@pytest.mark.parametrize("row", ROWS)
def test_a_row_names_its_tests_or_says_why_there_is_none_yet(row):
    assert re.search(r"`tests/\S+::\w+`", ROWS[row]) or "not yet:" in ROWS[row]


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_test_that_is_named_is_there(path, name):
    module = ast.parse((CHECKOUT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in module.body if isinstance(node, ast.FunctionDef)}
