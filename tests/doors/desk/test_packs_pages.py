"""The pack browser: every row with its source and mark, found by mark, by review and by words."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.html import escape

from bairn.access.models import Staff
from bairn.protocols import packs, tables
from bairn.protocols.terms import Mark
from bairn.web.desk.packs import drawing, pages, rows
from bairn.web.desk.packs.rows import Wanted
from tests import cast
from tests.doors.desk import casework
from tests.doors.desk.casework import signed_in

TODAY = date(2026, 11, 28)


def text(path: str, *, language: str = "en", role: str = "analyst", status: int = 200) -> str:
    reader = cast.staff(f"reader{Staff.objects.count()}", role, unit=cast.place().unit)
    answer = signed_in(reader, language).get(path)
    assert answer.status_code == status
    return str(answer.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("pack_id", packs.ids())
def test_a_pack_shows_every_step_and_window_with_its_source(pack_id: str, language: str) -> None:
    shown, pack = text(f"/desk/packs/{pack_id}/", language=language), packs.current(pack_id)
    for step in pack.steps:
        assert f'id="step-{step.id}"' in shown
    for window in pack.windows:
        assert f'<code class="sub">{window.id}</code>' in shown
    sources = [*(step.source for step in pack.steps), *(one.source for one in pack.windows)]
    local = sum(source.check_locally for source in sources)
    words = "check locally" if language == "en" else "请在本地核实"
    assert shown.count(words) >= local, "a row from knowledge or of ours says so wherever it shows"
    assert len(shown) < 1_000_000


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["lab", "publisher", "operator"])
def test_packs_are_for_everybody_who_is_signed_in(role: str) -> None:
    shown = text("/desk/packs/", role=role)
    assert all(f'href="/desk/packs/{pack_id}/"' in shown for pack_id in packs.ids())
    assert 'aria-current="page"><span>Packs' in shown


@pytest.mark.django_db
def test_a_pack_that_is_not_there_is_not_found() -> None:
    text("/desk/packs/no-such-pack/", status=404)


@pytest.mark.django_db
def test_the_address_leaves_out_what_is_not_asked_for_and_keeps_what_was_typed() -> None:
    shown = text("/desk/packs/cn-2023/?q=Fingernails&mark=K")
    assert len(re.findall(r"<tr><th scope=\"row\"", shown)) == 1
    assert 'value="Fingernails"' in shown
    assert "No step carries these words and marks." in shown
    assert "Show everything" in shown


def step(pack_id: str = "cn-2023", **but: Any) -> rows.Row:
    first = packs.current(pack_id).steps[0]
    return replace(first, source=replace(first.source, **but))


def test_a_row_is_found_by_its_mark_and_by_any_of_its_words_in_either_language() -> None:
    row = step(mark=Mark.V)
    assert Wanted(marks=frozenset({Mark.V, Mark.K})).takes(row, at=TODAY)
    assert not Wanted(marks=frozenset({Mark.K})).takes(row, at=TODAY)
    for words in (row.title.en.upper(), row.title.zh, row.source.ref):
        assert Wanted(words=words).takes(row, at=TODAY)
    assert not Wanted(words=f"{row.title.en} nowhere").takes(row, at=TODAY)


def test_a_row_is_past_its_review_from_the_day_after_on() -> None:
    row = step(review_due=TODAY)
    assert not rows.past_review(row, at=TODAY)
    assert rows.past_review(row, at=date(2026, 11, 29))
    assert not Wanted(past_review=True).takes(row, at=TODAY)


def test_an_address_with_marks_that_do_not_exist_asks_for_everything() -> None:
    assert not pages.wanted(QueryDict("mark=Z&review=soon&q=++")).anything
    assert pages.wanted(QueryDict("mark=K&mark=D")).marks == {Mark.K, Mark.D}


@pytest.mark.parametrize("pack_id", packs.ids())
def test_a_pack_is_drawn_within_its_frame_with_every_step_in_one_stage(pack_id: str) -> None:
    pack = packs.current(pack_id)
    drawn = drawing.drawing(pack, say=lambda said: said.en)
    assert sum(box.steps for box in drawn.boxes) == len(pack.steps)
    assert drawn.boxes[-1].x + drawn.boxes[-1].width <= drawing.WIDTH
    stops = [count for lane in drawn.lanes for _, count in lane.stops]
    assert sum(stops) == sum(bool(one.branch) for one in pack.steps)
    assert all(len(box.lines) <= 2 for box in drawn.boxes)
    assert {box.id for box in drawn.boxes if box.gate} == {gate.stage for gate in pack.gates} & {
        stage.id for stage in pack.stages
    }


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_tables_show_every_row_with_its_source(language: str) -> None:
    shown, every = text("/desk/packs/tables/", language=language), tables.current()
    for kit in every.kits:
        assert escape(kit.title.say(language)) in shown
    assert shown.count('class="source"') == len(every.kits) + len(every.reporting) + len(
        every.guidance
    )


@pytest.mark.django_db
def test_a_place_shows_its_own_rows_and_those_of_the_whole_country() -> None:
    shown = text("/desk/packs/tables/?place=US-FL")
    assert "Florida" in shown
    assert "United States: NIJ recommendations" in shown
    assert "New Mexico" not in shown
    assert "New Mexico" in text("/desk/packs/tables/?place=nowhere")


@pytest.mark.django_db
def test_what_differs_from_a_version_that_a_case_began_under_is_shown_row_by_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = casework.scene()
    document = {**packs.compose("cn-2023")}
    document["pack"] = {**document["pack"], "version": "9.0.0"}
    document["steps"] = [
        {**row, "due": "PT3H"} if row["id"] == "emergency_protect" else row
        for row in document["steps"]
    ]
    with monkeypatch.context() as patched:
        patched.setattr(packs, "document_of", lambda pack_id: document)
        packs.current.cache_clear()
        shown = signed_in(here.first).get("/desk/packs/cn-2023/versions/").content.decode()
        wrong = signed_in(here.first).get("/desk/packs/cn-2023/versions/?old=x")
    packs.current.cache_clear()
    rows = shown.split("<tbody>")[1]
    assert "Stop the harm; protect child and scene" in rows
    assert ">PT1H</td>" in rows
    assert ">PT3H</td>" in rows
    assert "9.0.0" in rows
    assert wrong.status_code == 400


@pytest.mark.django_db
def test_a_pack_of_which_one_version_is_kept_says_why_there_is_nothing_to_compare() -> None:
    assert "One version alone is kept" in text("/desk/packs/cac-us/versions/")
    text("/desk/packs/no-such-pack/versions/", status=404)
