"""Scanning and paper: hand scanners, misread codes, labels, statements, counts of a place."""

import io
import re

import pytest
from django.test import Client
from pypdf import PdfReader

from bairn.access import queries as access
from bairn.evidence import actions as evidence
from bairn.evidence.terms import Receiver
from bairn.kernel import clock
from bairn.paper import printing
from tests.doors.desk.casework import signed_in
from tests.doors.desk.exhibiting import CANARY, Shelf, crossing, forget_sessions, shelf
from tests.doors.desk.test_exhibits_pages import pages

pytestmark = pytest.mark.django_db
SCAN = "/desk/exhibits/scan/"
MANY = "/desk/exhibits/scan/many/"
needs_pango = pytest.mark.skipif(not printing.available(), reason="pango is missing")


@pytest.fixture
def on() -> Shelf:
    return shelf()


@pytest.fixture
def ada(on: Shelf) -> Client:
    return signed_in(on.scene.first)


@pytest.fixture
def ben(on: Shelf) -> Client:
    return signed_in(on.scene.second)


def misread(code: str) -> str:
    """The code with its last letter read as another."""
    return code[:-1] + ("2" if code[-1] != "2" else "3")


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}\n"])
def test_a_scanned_code_leads_to_its_exhibit(on: Shelf, ada: Client, typed: str) -> None:
    code = on.coat.code
    for said in (code, code.lower(), f"{code[:5]} {code[5:8]}-{code[8:]}"):
        answer = ada.post(SCAN, {"code": typed.format(said)})
        assert answer["Location"] == pages(on)["one"]


def test_what_is_offered_to_the_reader_leads_to_the_answer_with_it_ticked(
    on: Shelf, ben: Client, ada: Client
) -> None:
    answer = ben.post(SCAN, {"code": on.swab.code})
    assert answer["Location"] == f"{pages(on)['handover']}?here={on.swab.id}"
    page = ben.get(answer["Location"]).content.decode()
    ticked = re.findall(r'<input type="checkbox" name="take-([^"]+)"[^>]* checked', page)
    assert ticked == [str(on.swab.id)]
    assert ada.post(SCAN, {"code": on.swab.code})["Location"] == pages(on)["swab"]


def test_a_misread_code_is_told_from_what_is_no_code(on: Shelf, ada: Client) -> None:
    wrong = ada.post(SCAN, {"code": misread(on.coat.code)})
    assert wrong.status_code == 400
    assert "its check letter does not fit" in wrong.content.decode()
    assert misread(on.coat.code) in wrong.content.decode()
    none = ada.post(SCAN, {"code": "4006381333931"})
    assert "This is not the code of an exhibit." in none.content.decode()
    assert ada.post(SCAN, {"code": ""}).status_code == 400


def test_a_code_out_of_reach_says_no_more_than_one_that_does_not_exist(on: Shelf) -> None:
    stranger = signed_in(on.scene.stranger)
    answer = stranger.post(SCAN, {"code": on.coat.code})
    assert answer.status_code == 400
    assert "No exhibit in your reach has this code." in answer.content.decode()
    assert str(on.coat.id) not in answer.content.decode()


def test_scanning_many_shows_what_is_missing_and_what_nobody_offered(
    on: Shelf, ben: Client
) -> None:
    first = ben.post(MANY, {"code": on.swab.code.lower()}).content.decode()
    lines = re.search(r'name="lines" value="([^"]*)"', first)[1]
    assert lines == on.swab.code
    assert "1 of 2 are here." in first
    second = ben.post(MANY, {"code": on.coat.code, "lines": lines}).content.decode()
    assert "Nobody offered you these" in second
    assert second.index("Missing:") < second.index(on.phone.code[:5])
    wrong = ben.post(MANY, {"code": "nothing", "lines": f"{on.swab.code} {on.coat.code}"})
    assert wrong.status_code == 400
    assert "Nobody offered you these" in wrong.content.decode()


def test_a_place_is_counted_by_scanning(on: Shelf, ben: Client) -> None:
    page = ben.post(pages(on)["place"], {"do": "add", "code": on.coat.code}).content.decode()
    lines = re.search(r'name="lines" value="([^"]*)"', page)[1]
    done = ben.post(pages(on)["place"], {"do": "count", "lines": lines}).content.decode()
    missing, elsewhere = done.index("Missing:"), done.index("Here, and belongs elsewhere:")
    spelled = f"{on.kit.code[:5]} {on.kit.code[5:8]}"
    assert missing < done.index(spelled) < elsewhere
    one = ben.get(pages(on)["swab"].replace(str(on.swab.id), str(on.kit.id))).content.decode()
    assert "Not found when its place was counted" in one
    assert "or it was not where it should be." in one


def text_of(answer: object) -> tuple[str, PdfReader]:
    found = PdfReader(io.BytesIO(answer.content))  # type: ignore[attr-defined]
    return "\n".join(page.extract_text() for page in found.pages), found


@needs_pango
def test_labels_say_code_case_number_and_mark_and_nothing_else(on: Shelf, ada: Client) -> None:
    asked = {"exhibit": [str(on.swab.id), str(on.coat.id)], "sheet": "a4", "first": "24"}
    answer = ada.get(pages(on)["labels"], asked)
    assert answer["Content-Type"] == "application/pdf"
    said, found = text_of(answer)
    assert len(found.pages) == 2
    assert "Intimate" in said
    assert f"Exhibit {on.coat.number}" in said
    for never in (CANARY, "Ada", "Swab", "Clothing", "Child"):
        assert never not in said


def test_a_sheet_without_an_exhibit_is_not_made(on: Shelf, ada: Client) -> None:
    answer = ada.get(pages(on)["labels"], {"sheet": "a4", "first": "99"})
    assert answer.status_code == 400


@needs_pango
@pytest.mark.parametrize(("language", "words"), [
    ("en", ("Continuity statement", "Came back from outside", "Break:",
            "What this statement is not", "The seal is not the one it had before.",
            "Signature", "Seal L-1, then L-2")),
    ("zh-hans", ("保管连续性说明", "自外部返回", "中断：", "本说明不代表", "封签与此前不符。",
                 "签名", "封签 L-1，后为 L-2")),
])  # fmt: skip
def test_the_statement_tells_every_event_with_its_entry_on_the_record(
    on: Shelf, language: str, words: tuple[str, ...]
) -> None:
    answer = signed_in(on.scene.first, language).get(f"{pages(on)['one']}continuity/")
    said, found = text_of(answer)
    flat = "".join(said.split())
    for each in words:
        assert "".join(each.split()) in flat
    assert CANARY not in said
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    page = access.record_of(
        actor=on.scene.first, at=clock.now(), case_id=on.case, before=None, limit=200
    )
    acts = {row.entry.act: str(row.entry.id) for row in page.entries}
    for act in ("evidence.accepted_outside", "evidence.came_back"):
        assert acts[act] in flat
    assert acts["desk.continuity"] in flat


def test_without_pango_the_page_says_so_and_stays(
    on: Shelf, ada: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "available", lambda: False)
    answer = ada.get(f"{pages(on)['one']}continuity/", follow=True).content.decode()
    assert "apt-get install" in answer
    assert "The browser can print this page as it is." in answer


def test_a_crossing_is_on_top_until_a_supervisor_answers_it(on: Shelf) -> None:
    crossing(on)
    ben = signed_in(on.scene.second)
    page = ben.get(pages(on)["contamination"]).content.decode()
    assert page.index("Alert:") < page.index('id="log"')
    alert = re.search(r'name="alert" value="([^"]+)"', page)[1]
    data = {"do": "answer", "alert": alert, "answer": "", "words": "Wiped."}
    assert ben.post(pages(on)["contamination"], data).status_code == 400
    data["answer"] = "risk_noted"
    assert "Answered:" in ben.post(pages(on)["contamination"], data, follow=True).content.decode()
    theirs = signed_in(on.scene.first).get(pages(on)["tab"]).content.decode()
    assert "Wiped." not in theirs


def test_a_laboratory_sees_what_is_or_was_in_its_hands_and_nothing_else(on: Shelf) -> None:
    lab = signed_in(on.lab)
    assert "Nothing is offered to you" in lab.get(pages(on)["mine"]).content.decode()
    evidence.offer(
        **on.by(on.scene.first, 2.5), exhibit_ids=[on.coat.id],
        to=Receiver(staff_id=on.lab.id), purpose="examination",
    )  # fmt: skip
    page = lab.get(pages(on)["mine"]).content.decode()
    assert on.coat.code[:5] in page
    assert on.phone.code[:5] not in page
    tab = lab.get(pages(on)["tab"]).content.decode()
    assert on.coat.code[:5] in tab
    assert on.kit.code[:5] not in tab
    assert "Child" not in tab
    assert lab.get(pages(on)["one"]).status_code == 200
    assert lab.get(pages(on)["swab"]).status_code >= 400
    assert lab.get(pages(on)["contamination"]).status_code >= 400
    assert lab.post(SCAN, {"code": on.swab.code}).status_code == 400


def test_nobody_outside_the_circle_opens_a_page_of_its_exhibits(on: Shelf) -> None:
    stranger = signed_in(on.scene.stranger)
    for name in ("tab", "new", "labels", "contamination", "handover", "one", "end"):
        answer = stranger.get(pages(on)[name])
        assert answer.status_code in (403, 404), name
        assert on.coat.code[:5] not in answer.content.decode()
    assert stranger.get(pages(on)["place"]).status_code == 404


def test_a_search_finds_by_number_kind_and_place_within_reach(on: Shelf, ada: Client) -> None:
    find = "/desk/exhibits/find/"
    for asked in ({"text": on.kit.code.lower()}, {"kind": "kit"}, {"place": str(on.freezer)}):
        page = ada.get(find, asked).content.decode()
        assert on.kit.code[:5] in page
        assert on.coat.code[:5] not in page
    assert on.coat.code[:5] in ada.get(find, {"text": str(on.coat.number)}).content.decode()
    assert on.kit.code[:5] not in signed_in(on.scene.stranger).get(find).content.decode()


@pytest.mark.django_db(transaction=True)
def test_reading_the_description_is_recorded_first_and_shown_once() -> None:
    forget_sessions()
    on = shelf()
    ada = signed_in(on.scene.first)
    opened = ada.post(f"{pages(on)['one']}words/", {"words": "own"})
    assert CANARY in opened.content.decode()
    assert "That you read this stands on the record." in opened.content.decode()
    assert ada.post(f"{pages(on)['one']}words/", {"words": str(on.case)}).status_code == 404
    ben, end = signed_in(on.scene.second), pages(on)["end"]
    ben.post(end, {"do": "object", "by_whom": "victim", "words": "Keep it."})
    asked = re.search(r'name="words" value="([^"]+)"', ben.get(end).content.decode())[1]
    opened = ben.post(f"{pages(on)['one']}words/", {"words": asked})
    assert "Keep it." in opened.content.decode()
    crossing(on)
    log = pages(on)["contamination"]
    alert = re.search(r'name="alert" value="([^"]+)"', ben.get(log).content.decode())[1]
    answer = {"do": "answer", "alert": alert, "answer": "risk_noted", "words": "The lab knows."}
    page = ben.post(log, answer, follow=True).content.decode()
    asked = re.search(r'name="words" value="([^"]+)"', page)[1]
    assert "The lab knows." in ben.post(f"{log}words/", {"words": asked}).content.decode()
    assert ben.post(f"{log}words/", {"words": str(on.case)}).status_code == 404
    page = access.record_of(actor=on.scene.first, at=clock.now(), case_id=on.case)
    assert "words.read_exhibit" in {row.entry.act for row in page.entries}
