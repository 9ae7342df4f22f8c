"""What the demo's cases hold is told calmly, and its small files are what their names say."""

import json
import zlib

import pytest

from bairn.demo.cast import district
from bairn.demo.evidence.book import book
from bairn.demo.evidence.content import CONTENT, gradient
from bairn.demo.fifteen import scenarios
from bairn.evidence import codes, media
from tests.rules.demo.test_demo_plans import HARSH

ROWS = [row for case in book()["cases"].values() for row in case.get("exhibits", ())]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("note", "text/plain"), ("gradient", "image/png"), ("zip", "application/zip")],
)
def test_a_file_is_by_its_content_what_its_name_says_and_the_same_each_time(name, kind):
    assert media.found(CONTENT[name]()[:8192]) == kind
    assert CONTENT[name]() == CONTENT[name]()


def test_the_picture_holds_a_row_of_pixels_for_each_line_of_its_height():
    data = gradient()
    start = data.index(b"IDAT")
    size = int.from_bytes(data[start - 4 : start], "big")
    assert len(zlib.decompress(data[start + 4 : start + 4 + size])) == 320 * (1 + 3 * 480)


def test_every_exhibit_is_said_by_codes_that_there_are_and_in_calm_words():
    for row in ROWS:
        for name in ("kind", "method", "basis"):
            codes.check(name, row[name])
        codes.check("source", row.get("source", "place"))
        assert not HARSH.search(row["words"])
        assert row["words"].startswith(("Demo. ", "演示。"))


def test_nobody_is_named_who_does_not_live_in_the_district():
    people = {one.username for one in district().staff}
    said = json.dumps(book()["cases"])
    named = {*book()["places"], *book()["carriers"], *(row["by"] for row in book()["unreported"])}
    named |= {step[2] for row in ROWS for step in row.get("then", ()) if step[0] == "offer"}
    assert named <= people
    assert all(name in said for name in ("amber", "flint", "rowan", "cedar"))


def test_every_case_that_holds_something_is_told_by_a_scenario_that_shows_it():
    telling = {one.code for one in scenarios() if "evidence" in one.scenes}
    assert telling == set(book()["cases"])
