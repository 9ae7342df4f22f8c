"""The shipped packs: complete, sourced, in both languages, without a fault the lint can find."""

import copy
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bairn.kernel.catalogue import CatalogueError
from bairn.protocols import lint, pack_page, packs, tables
from bairn.protocols.terms import Condition, Mark, Required
from bairn.protocols.triggers import parse

ON = date(2026, 11, 24)
ALL = [packs.current(pack_id) for pack_id in packs.ids()]
each_pack = pytest.mark.parametrize("pack", ALL, ids=lambda pack: pack.id)
PAGES = Path(__file__).parents[3] / "docs" / "reference"


def document():
    return copy.deepcopy(packs.compose("cn-2023"))


def codes(pack):
    return {found.code for found in lint.lint(pack, packs.vocabulary(), on=ON)}


def changed(**fields):
    pack = packs.current("cn-2023")
    return replace(pack, steps=(replace(pack.steps[0], **fields), *pack.steps[1:]))


def test_the_three_packs_are_there():
    assert packs.ids() == ("barnahus-eu", "cac-us", "cn-2023")


@each_pack
def test_a_shipped_pack_has_no_fault(pack):
    found = lint.lint(pack, packs.vocabulary(), on=ON)
    assert [one for one in found if not one.warning] == []


@each_pack
def test_every_row_shows_source_edition_mark_and_review_date(pack):
    """Cross-cutting (c)."""
    for row in (*pack.steps, *pack.windows):
        assert row.source.ref
        assert row.source.edition
        assert row.source.review_due >= ON
        assert row.source.check_locally is (row.source.mark in (Mark.K, Mark.D))


@each_pack
def test_every_row_speaks_english_and_chinese(pack):
    for row in (*pack.steps, *pack.windows):
        for text in (row.title, row.advice):
            assert text.en.isascii() or "–" in text.en or "’" in text.en or "é" in text.en
            assert any("\u4e00" <= letter <= "\u9fff" for letter in text.zh)


@each_pack
def test_every_must_step_escalates_outside_the_team(pack):
    for step in pack.steps:
        if step.required is Required.MUST:
            assert pack.roles[step.on_overdue].outside


@each_pack
def test_a_child_never_ranks_below_band_b(pack):
    assert pack.thresholds.floor_band == "B"
    assert pack.thresholds.child_below == 18


@each_pack
def test_a_pack_keeps_care_and_safety_within_the_first_hours(pack):
    urgent = {step.id for step in pack.steps if step.safety}
    assert "exam_offer" in urgent
    assert len(urgent) >= 4


def test_china_offers_the_nine_situations():
    assert len(packs.current("cn-2023").situations) == 9


def test_the_digest_is_the_same_for_the_same_content_and_changes_with_one_letter():
    assert packs.digest_of(document()) == packs.current("cn-2023").digest
    other = document()
    other["steps"][0]["due"] = "PT1H"
    assert packs.digest_of(other) != packs.current("cn-2023").digest


def test_a_document_read_back_from_its_canonical_bytes_is_the_same_pack():
    import json

    again = json.loads(packs.canonical(document()))
    assert packs.read(again) == packs.current("cn-2023")


@pytest.mark.parametrize(
    "break_it",
    [
        lambda doc: doc["steps"][0].pop("source"),
        lambda doc: doc["steps"][0].update(unknown_key=1),
        lambda doc: doc["steps"][0]["title"].pop("zh"),
        lambda doc: doc["steps"][0]["source"].update(mark="X"),
        lambda doc: doc["windows"][0].update(collect_until_h=-1),
        lambda doc: doc["pack"].update(languages=["en"]),
        lambda doc: doc["thresholds"].update(floor_band="Z"),
        lambda doc: doc.update(extra=[]),
    ],
)
def test_the_schema_refuses_a_document_that_is_not_as_it_must_be(break_it):
    doc = document()
    break_it(doc)
    with pytest.raises(CatalogueError, match="pack test"):
        packs.check(doc, "test")


def test_a_malformed_trigger_or_duration_names_the_pack():
    for key, value in (("trigger", {"eval": "x"}), ("due", "P7Y")):
        doc = document()
        doc["steps"][0][key] = value
        with pytest.raises(CatalogueError, match="cn-2023"):
            packs.read(doc)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"id": "accept"}, "packs.twin"),
        ({"stage": "nowhere"}, "packs.stage"),
        ({"roles": ("nobody",)}, "packs.role"),
        ({"on_overdue": "police"}, "packs.escalation"),
        ({"pause_reasons": ("tired",)}, "packs.pause"),
        ({"anchor": "some_day"}, "packs.anchor"),
        ({"anchor": "done.nothing"}, "packs.anchor"),
        ({"anchor": "done.mandatory_report"}, "packs.cycle"),
        ({"each": True}, "packs.each"),
        ({"trigger": Condition("is", "shoe_size", 3)}, "packs.fact"),
        ({"trigger": parse({"is": {"sex": "unheard_of"}})}, "packs.unreachable"),
        (
            {"trigger": parse({"all": [{"is": {"child": True}}, {"is": {"child": False}}]})},
            "packs.unreachable",
        ),
        (
            {"trigger": parse({"all": [{"below": {"age": 10}}, {"at_least": {"age": 10}}]})},
            "packs.unreachable",
        ),
    ],
)
def test_the_lint_finds_what_the_schema_cannot(fields, code):
    assert code in codes(changed(**fields))


def test_the_lint_finds_two_steps_that_wait_for_each_other():
    pack = packs.current("cn-2023")
    first = replace(pack.step("accept"), anchor="done.specialist")
    second = replace(pack.step("specialist"), anchor="done.accept")
    found = lint.lint(replace(pack, steps=(first, second)), packs.vocabulary(), on=ON)
    assert {one.row for one in found if one.code == "packs.cycle"} == {"accept", "specialist"}


def test_the_lint_finds_a_window_that_is_shorter_than_what_a_body_publishes():
    pack = packs.current("cn-2023")
    short = replace(pack.windows[0], collect_until_h=30)
    found = codes(replace(pack, windows=(short,)))
    assert "packs.longest" in found
    crossed = replace(pack.windows[0], urgent_until_h=200)
    assert "packs.window" in codes(replace(pack, windows=(crossed,)))


def test_a_row_past_its_review_date_is_a_warning_and_still_ships():
    found = lint.lint(packs.current("cac-us"), packs.vocabulary(), on=date(2031, 1, 1))
    assert {one.code for one in found} == {"packs.review", "packs.calendar"}
    assert all(one.warning for one in found)


def test_the_reference_pages_are_what_packs_and_tables_say():
    pages = pack_page.pages(ALL, tables.current())
    assert {path for path in pages if "/" not in path} == {"packs.md"}
    assert set(pages) == {str(p.relative_to(PAGES)) for p in PAGES.glob("packs*/*.md")} | {
        "packs.md"
    }
    for path, text in pages.items():
        assert (PAGES / path).read_text(encoding="utf-8") == text


@each_pack
def test_a_packs_page_shows_every_row_and_its_stages_drawn(pack):
    text = pack_page.pages(ALL, tables.current())[f"packs/{pack.id}.md"]
    assert "```mermaid\nflowchart LR" in text
    for row in (*pack.steps, *pack.windows, *pack.branches):
        assert f"| `{row.id}` {row.title.en} / {row.title.zh} |" in text
    shown = [line for line in text.splitlines() if " · K · " in line or " · D · " in line]
    assert shown
    assert all("**check locally**" in line for line in shown)


def test_a_pack_takes_the_longest_published_limit():
    windows = {window.id: window for window in packs.current("cac-us").windows}
    assert windows["vaginal_swab"].collect_until_h == 168
    assert windows["urine_tox"].collect_until_h == 120


def test_holidays_are_read_as_days():
    calendar = packs.current("cn-2023").calendar
    assert not calendar.is_working(datetime(2026, 10, 1, tzinfo=UTC).date())
    assert calendar.is_working(date(2026, 10, 10))


@each_pack
def test_a_verified_duty_with_a_number_of_our_own_says_check_locally(pack):
    ours = [row for row in pack.steps if " ours" in row.source.art or "our " in row.source.ref]
    assert ours
    assert all(row.source.check_locally for row in ours)
