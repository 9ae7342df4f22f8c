"""Nothing that somebody typed runs in the spreadsheet of whoever opens a table of a bundle."""

import csv
import io
from dataclasses import replace

import pytest

from bairn.disclosure.bundling import tables
from tests.rules.disclosure.small_bundle import Story

RUNS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u00a0=1",
    "\uff1d1",
    "\x00=1",
)


@pytest.mark.parametrize("typed", RUNS)
def test_a_cell_that_would_run_is_text(typed) -> None:
    story = Story(1)
    line = replace(story.schedule()[0], description=typed)
    written = tables.schedule([line], {}, {}).decode()
    (row,) = csv.DictReader(io.StringIO(written, newline=""))
    assert row["description"] == f"'{typed}"


@pytest.mark.parametrize("typed", ["A coat - blue", "1 + 1", "蓝色外套", ""])
def test_what_runs_nowhere_stays_as_it_was_typed(typed) -> None:
    story = Story(1)
    line = replace(story.schedule()[0], description=typed)
    written = tables.schedule([line], {}, {}).decode()
    (row,) = csv.DictReader(io.StringIO(written, newline=""))
    assert row["description"] == typed
