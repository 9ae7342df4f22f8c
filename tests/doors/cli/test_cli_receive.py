"""`bairn receive`: other tools call it, so its lines and its exit code are tested as they stand."""

import pytest

from bairn.demo.presence import SAMPLE

KEYS = {"file", "receipt", "band", "reasons", "kept_unknown"}
UNKNOWN = """<?xml version="1.0"?><report>
<incidentSummary><incidentType>Online Enticement of Children for Sexual Acts</incidentType>
<weather>mild</weather></incidentSummary></report>"""
BOMB = """<?xml version="1.0"?><!DOCTYPE report [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><report><additionalInfo>&b;</additionalInfo></report>"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    made = {
        "sample.xml": SAMPLE.read_bytes(),
        "unknown.xml": UNKNOWN.encode(),
        "bomb.xml": BOMB.encode(),
        "half.xml": b"<report><incidentSummary>",
        "other.xml": b"<invoice/>",
        "huge.xml": b"<report>" + b" " * (4 * 1024 * 1024) + b"</report>",
        "thin.xml": b"<report/>",
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def mixed(house, files):
    """Good, odd, hostile and missing files in one call."""
    names = ("sample", "bomb", "unknown", "missing", "half", "other", "huge", "thin")
    return house.bairn("receive", "--json", *(files / f"{name}.xml" for name in names))


def row(answer, name):
    return next(one for one in answer.lines if one["file"].endswith(f"/{name}.xml"))


def test_each_report_has_its_receipt_band_reasons_and_what_no_schema_names(mixed):
    found = row(mixed, "sample")
    assert set(found) == KEYS
    assert found["receipt"].startswith("R-")
    assert found["band"] == "A"
    assert {"platform_escalated", "floor"} <= {one["code"] for one in found["reasons"]}
    assert all(set(one) == {"code", "text", "source", "mark"} for one in found["reasons"])
    assert all(one["source"] and one["mark"] in ("V", "V2", "K", "D") for one in found["reasons"])
    assert found["kept_unknown"] == []


def test_unknown_elements_are_kept_and_said(mixed):
    assert row(mixed, "unknown")["kept_unknown"] == ["report/incidentSummary/weather"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bomb", "intake.xml_forbidden"),
        ("half", "intake.xml_malformed"),
        ("other", "intake.not_a_report"),
        ("huge", "intake.xml_too_large"),
        ("missing", "receive.unreadable"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_the_others_are_received(mixed, name, code):
    found = row(mixed, name)
    assert set(found) == {"file", "error"}
    assert found["error"].startswith(f"{code}: ")
    assert mixed.code == 1
    assert len([one for one in mixed.lines if "receipt" in one]) == 3


def test_a_thin_report_is_received_and_stands_on_the_floor(mixed):
    found = row(mixed, "thin")
    assert found["band"] == "B"
    assert [one["code"] for one in found["reasons"]] == ["floor"]


def test_nothing_else_stands_on_stdout_and_no_bar_where_nobody_looks(mixed):
    assert len(mixed.lines) == 8
    assert mixed.err == ""


def test_it_leaves_with_0_when_everything_was_received_and_shows_a_table_to_people(house, files):
    answer = house.bairn("receive", files / "sample.xml", files / "thin.xml")
    assert answer.code == 0
    assert "receipt" in answer.out
    assert "R-" in answer.out


def test_what_was_received_waits_in_the_queue(house, mixed):
    waiting = house.bairn("queue", "--json").lines
    assert row(mixed, "sample")["receipt"] in {one["reference"] for one in waiting}
    bands = [one["band"] for one in waiting]
    assert bands == sorted(bands)
    assert {one["band"] for one in house.bairn("queue", "--band", "b", "--json").lines} == {"B"}


def test_the_same_file_twice_is_proposed_as_one(house, files):
    house.bairn("receive", "--json", files / "sample.xml", files / "sample.xml")
    assert any(one["may_be_same"] for one in house.bairn("queue", "--json").lines)
