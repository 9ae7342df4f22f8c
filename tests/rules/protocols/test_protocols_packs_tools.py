"""What tools say of packs: differences row by row, drawings, and lines with sources."""

import copy
import json
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from bairn.kernel.catalogue import CatalogueError
from bairn.protocols import given, pack_contents, packs, tables
from bairn.protocols.pack_diff import differences
from bairn.protocols.pack_mermaid import mermaid
from bairn.protocols.pack_svg import svg
from bairn.protocols.terms.difference import RowChange

ALL = [packs.current(pack_id) for pack_id in packs.ids()]
each_pack = pytest.mark.parametrize("pack", ALL, ids=lambda pack: pack.id)
SVG = "{http://www.w3.org/2000/svg}"
OVERLAY = """
overlay: {id: north, pack: cn-2023, whose: North, title: {en: North, zh: 北区}}
deadlines:
  - {step: interview, due: PT48H, calendar: clock,
     source: {ref: order 7, mark: V, edition: "2026", review_due: 2027-06-01}}
contacts:
  - {role: police, en: Duty desk, zh: 值班台}
"""


def changed(change):
    new = copy.deepcopy(dict(packs.document_of("cn-2023")))
    change(new)
    return [
        (one.change.value, one.kind, one.row, one.field, one.before, one.after)
        for one in differences(packs.document_of("cn-2023"), new)
    ]


def test_a_pack_does_not_differ_from_itself():
    assert changed(lambda doc: None) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda doc: doc["steps"][0].update(due="PT2H"),
            ("changed", "step", "mandatory_report", "due", "PT0H", "PT2H"),
        ),
        (
            lambda doc: doc["steps"][0]["source"].update(mark="K"),
            ("changed", "step", "mandatory_report", "source.mark", "V", "K"),
        ),
        (
            lambda doc: doc["steps"][0]["title"].update(zh="报告"),
            ("changed", "step", "mandatory_report", "title.zh", "立即向公安机关报告", "报告"),
        ),
        (
            lambda doc: doc["steps"][0].update(trigger="always"),
            (
                "changed",
                "step",
                "mandatory_report",
                "trigger",
                '{"is": {"child": true}}',
                "always",
            ),
        ),
        (
            lambda doc: doc["windows"][0]["limits"][0].update(hours=90),
            (
                "changed",
                "window",
                "prepub_body_swab",
                "limits.Christian 2000 and Girardet 2011.hours",
                "95",
                "90",
            ),
        ),
        (
            lambda doc: doc["interview"].update(alert_at=2),
            ("changed", "interview", "interview", "alert_at", "3", "2"),
        ),
        (
            lambda doc: doc["steps"].pop(0),
            (
                "removed",
                "step",
                "mandatory_report",
                "",
                "Report to the police at once / 立即向公安机关报告",
                "",
            ),
        ),
        (
            lambda doc: doc["roles"].update(judge={"en": "Judge", "zh": "法官", "outside": True}),
            ("added", "role", "judge", "", "", "Judge / 法官"),
        ),
        (
            lambda doc: doc["gates"][0].update(needs=doc["gates"][0]["needs"][:2]),
            (
                "changed",
                "gate",
                "interview",
                "needs",
                '["guardian_block", "specialist", "proc_early", "aac_plan"]',
                '["guardian_block", "specialist"]',
            ),
        ),
    ],
)
def test_a_difference_names_the_row_the_field_and_both_sides(change, expected):
    assert changed(change) == [expected]


def test_another_order_of_stages_is_a_difference():
    (one,) = changed(lambda doc: doc["stages"].reverse())
    assert one[:4] == ("changed", "stages", "stages", "order")


def test_a_difference_the_other_way_round_swaps_its_sides():
    one, other = packs.document_of("cac-us"), packs.document_of("barnahus-eu")
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    there = {
        (turned[d.change.value], d.kind, d.row, d.field, d.after, d.before)
        for d in differences(one, other)
    }
    back = {
        (d.change.value, d.kind, d.row, d.field, d.before, d.after) for d in differences(other, one)
    }
    assert there == back
    assert len(there) > 100


def test_a_whole_document_kept_in_a_file_is_the_same_pack(tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_bytes(packs.canonical(packs.document_of("cac-us")))
    assert packs.digest_of(given.document(str(kept))) == packs.current("cac-us").digest


def test_a_packs_own_file_is_put_together_with_the_tables_of_the_house(tmp_path):
    own = tmp_path / "cac-us.yaml"
    own.write_text((packs.FOLDER / "packs" / "cac-us.yaml").read_text())
    assert packs.digest_of(given.document(str(own))) == packs.current("cac-us").digest


def test_an_overlay_given_as_the_second_is_laid_over_the_first(tmp_path):
    file = tmp_path / "north.yaml"
    file.write_text(OVERLAY)
    base = packs.document_of("cn-2023")
    found = list(differences(base, given.document(str(file), over=base)))
    due = [one for one in found if (one.row, one.field) == ("interview", "due")]
    assert [(one.before, one.after) for one in due] == [("PT72H", "PT48H")]
    assert [one.row for one in found if one.change is RowChange.ADDED] == ["police"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("none.yaml", None),
        ("list.yaml", "- 1\n"),
        ("broken.json", "{"),
        ("stranger.yaml", "overlay: {id: x, pack: nowhere}\n"),
        ("half.json", json.dumps({"windows": []})),
    ],
)
def test_a_file_that_is_no_pack_is_refused_by_name(name, text, tmp_path):
    file = tmp_path / name
    if text is not None:
        file.write_text(text)
    with pytest.raises(CatalogueError, match=name):
        given.document(str(file))


@each_pack
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_drawing_is_whole_and_needs_nothing_from_outside(pack, language):
    text = svg(pack, language=language)
    root = ElementTree.fromstring(text)
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in text
    shown = "".join("".join(one.itertext()) for one in root.iter(f"{SVG}text")).replace(" ", "")
    for step in pack.steps:
        assert step.title.say(language).replace(" ", "") in shown
    left = [float(one.attrib["x"]) for one in root.iter(f"{SVG}rect") if "x" in one.attrib]
    assert max(left) < float(root.attrib["width"])


@each_pack
def test_no_card_of_a_drawing_lies_over_the_next(pack):
    root = ElementTree.fromstring(svg(pack))
    columns: dict[str, list[tuple[float, float]]] = {}
    for one in root.iter(f"{SVG}rect"):
        if one.attrib["class"].startswith(("card", "gate")):
            box = (float(one.attrib["y"]), float(one.attrib["height"]))
            columns.setdefault(one.attrib["x"], []).append(box)
    for cards in columns.values():
        for (top, height), (following, _) in pairwise(cards):
            assert top + height < following


@each_pack
def test_a_flowchart_has_every_stage_step_and_gate(pack):
    text = mermaid(pack)
    for stage in pack.stages:
        assert f"subgraph {stage.id}[" in text
    assert text.count("    s_") == len(pack.steps)
    assert text.count("{{") == len(pack.gates)
    assert 'title":' not in text


@each_pack
def test_every_row_of_a_pack_becomes_a_line_with_its_source(pack):
    lines = list(pack_contents.of_pack(pack))
    kinds = {line.kind for line in lines}
    assert kinds == {"branch", "gate", "step", "window", "interview", "privacy", "review"}
    assert sum(line.kind == "step" for line in lines) == len(pack.steps)
    assert all(line.source.ref and line.title.zh for line in lines)


def test_every_row_of_a_table_becomes_a_line():
    lines = {line.id: line for line in pack_contents.of_tables(tables.current())}
    assert lines["us_federal.disposal"].due.en == (
        "not within 60 calendar days of: written notice of disposal"
    )
    assert lines["us_hi.keep.unreported_child"].due.en == "kept 20 years"
    assert lines["us_ct"].due.en == "12 hours"
    assert "us_sc" in lines
