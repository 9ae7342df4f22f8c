"""The pages of files: what they show, what stays shut, and how content reaches a browser."""

import re
import uuid

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bairn.evidence import queries
from bairn.kernel import clock
from bairn.vault.files import places
from tests.doors.desk.casework import signed_in
from tests.doors.desk.filing import CANARY, CONTENT, Cabinet, cabinet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def on() -> Cabinet:
    return cabinet()


@pytest.fixture
def ada(on: Cabinet) -> Client:
    return signed_in(on.scene.first)


def begin(on: Cabinet, client: Client, name: str) -> str:
    """The address of a new viewing of this file."""
    answer = client.post(on.url(name), {"do": "view", "purpose": "investigation"})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_opens_and_says_no_name(on, language):
    for actor in (on.scene.first, on.scene.second):
        client = signed_in(actor, language)
        paths = [f"/desk/cases/{on.case}/files/", "/desk/files/failed/", "/desk/exposure/"]
        paths += [on.url(name) for name in on.files]
        paths += [on.url("archive", "inside"), on.url("capture", "capture")]
        paths += [f"/desk/cases/{on.case}/evidence/{on.exhibit.id}/digest/"]
        for path in paths:
            answer = client.get(path)
            assert answer.status_code == 200, path
            page = answer.content.decode()
            assert CANARY not in page, path
            assert "a.test" not in page, path


def test_a_stranger_is_told_nothing(on):
    client = signed_in(on.scene.stranger)
    for path in (f"/desk/cases/{on.case}/files/", on.url("text"), on.url("archive", "inside")):
        assert client.get(path).status_code == 403


def test_words_are_opened_by_a_click_and_a_type_that_differs_is_shown(on, ada):
    page = ada.post(on.url("picture"), {"do": "words"}).content.decode()
    assert f"{CANARY}-picture" in page
    assert "its content says otherwise" in page
    assert "salt" not in page


@pytest.mark.parametrize(
    ("name", "kind", "disposition"),
    [
        ("picture", "image/png", "inline"),
        ("text", "text/plain; charset=utf-8", "inline"),
        ("page", "application/octet-stream", "attachment"),
        ("archive", "application/octet-stream", "attachment"),
    ],
)
def test_content_is_sent_as_a_closed_list_says_and_may_do_nothing(on, ada, name, kind, disposition):
    viewing = begin(on, ada, name)
    answer = ada.get(f"{viewing}content/")
    assert body(answer) == CONTENT[name][0]
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith(disposition)
    assert CANARY not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_copy_is_always_plain_bytes_under_a_neutral_name(on, ada):
    answer = ada.get(f"{begin(on, ada, 'picture')}content/?download=1")
    assert answer["Content-Type"] == "application/octet-stream"
    assert re.fullmatch(r'attachment; filename="file-1-[0-9a-f]{8}\.bin"',
                        answer["Content-Disposition"])  # fmt: skip


def test_nothing_is_shown_before_a_click_and_then_protected(on, ada):
    viewing = begin(on, ada, "picture")
    before = ada.get(viewing).content.decode()
    assert "<img" not in before
    assert "Nothing is shown yet" in before
    after = ada.get(f"{viewing}?show=1").content.decode()
    assert re.search(r'id="v-blur"[^>]* checked', after)
    assert re.search(r'id="v-grey"[^>]* checked', after)
    assert "autoplay" not in after
    assert "style=" not in after


def test_a_text_is_shown_as_text(on, ada):
    page = ada.get(f"{begin(on, ada, 'text')}?show=1").content.decode()
    assert "平静的文字" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_web_page_is_never_shown_in_a_page(on, ada):
    page = ada.get(f"{begin(on, ada, 'page')}?show=1").content.decode()
    assert "alert(1)" not in page
    assert "does not show this kind of file safely" in page


@pytest.mark.parametrize(
    ("asked", "status", "span"),
    [
        ("bytes=0-9", 206, (0, 10)),
        ("bytes=5-", 206, (5, None)),
        ("bytes=-7", 206, (-7, None)),
        ("bytes=0-99999999", 206, (0, None)),
        ("bytes=99999999-", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=9-2", 200, (0, None)),
        ("bytes=0-1,4-5", 200, (0, None)),
        ("lines=1-2", 200, (0, None)),
        ("bytes=", 200, (0, None)),
    ],
)
def test_a_browser_gets_the_part_that_it_asks_for(on, ada, asked, status, span):
    data = CONTENT["picture"][0]
    answer = ada.get(f"{begin(on, ada, 'picture')}content/", headers={"range": asked})
    assert answer.status_code == status
    if span is None:
        assert answer["Content-Range"] == f"bytes */{len(data)}"
        return
    sent = body(answer)
    assert sent == data[slice(*span)]
    assert answer["Content-Length"] == str(len(sent))
    assert ("Content-Range" in answer.headers) == (status == 206)


def test_a_part_of_another_file_is_not_joined_to_this_one(on, ada):
    content = f"{begin(on, ada, 'picture')}content/"
    mine = ada.get(content)["ETag"]
    for said, status in ((mine, 206), ('"another"', 200), ("Mon, 01 Jan 2001 00:00:00 GMT", 200)):
        answer = ada.get(content, headers={"range": "bytes=0-3", "if-range": said})
        assert answer.status_code == status


@given(st.text(max_size=40), st.text(max_size=10))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_range_brings_the_door_down(on, ada, asked, etag):
    address = _once(on, ada)
    said = {"range": f"bytes={asked}".encode("ascii", "ignore").decode(), "if-range": etag}
    said = {name: value.encode("ascii", "ignore").decode() for name, value in said.items()}
    said = {name: "".join(c for c in value if c.isprintable()) for name, value in said.items()}
    assert ada.get(address, headers=said).status_code in {200, 206, 416}


_KEPT: dict[uuid.UUID, str] = {}


def _once(on: Cabinet, client: Client) -> str:
    if on.case not in _KEPT:
        _KEPT[on.case] = f"{begin(on, client, 'picture')}content/"
    return _KEPT[on.case]


def test_each_part_that_is_sent_is_a_look_of_its_own(on, ada):
    content = f"{begin(on, ada, 'picture')}content/"
    for _ in range(3):
        body(ada.get(content, headers={"range": "bytes=0-9"}))
    (seen,) = queries.viewings(**on.told("picture"))
    assert seen.looks == 3


def test_a_changed_file_is_refused_plainly_and_stands_on_the_board(on, ada):
    viewing = begin(on, ada, "text")
    path = places.place(on.files["text"].id)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    answer = ada.get(f"{viewing}content/")
    assert (answer.status_code, answer["Location"]) == (302, on.url("text"))
    page = ada.get(on.url("text")).content.decode()
    assert "not what was taken in" in page
    assert ada.get(f"{viewing}?show=1").status_code == 403
    assert str(on.files["text"].id) in ada.get("/desk/files/failed/").content.decode()


def test_a_locked_file_says_what_to_record_and_opens_once_it_is_recorded(on, ada):
    page = ada.get(on.url("sound")).content.decode()
    assert "Record who reviewed the privilege" in page
    refused = ada.post(on.url("sound"), {"do": "view", "purpose": "investigation"})
    assert refused.status_code == 400
    empty = ada.post(on.url("sound"), {"do": "ground", "kind": "privileged", "ground":
                                       "court_order", "reference": ""})  # fmt: skip
    assert empty.status_code == 400
    assert "Say where the ground can be looked up" in empty.content.decode()
    done = ada.post(on.url("sound"), {"do": "ground", "kind": "privileged", "ground":
                                      "court_order", "reference": "Court, 7/26"})  # fmt: skip
    assert done.status_code == 302
    assert ada.get(begin(on, ada, "sound")).status_code == 200


def test_somebody_locks_a_file_from_its_page(on, ada):
    assert ada.post(on.url("text"), {"do": "lock", "lock": "warrant"}).status_code == 302
    assert "No lawful ground recorded" in ada.get(on.url("text")).content.decode()
    again = ada.post(on.url("text"), {"do": "lock", "lock": "warrant"})
    assert again.status_code == 400


def test_a_check_is_asked_for_and_its_progress_is_polled(on, ada):
    assert ada.post(on.url("text"), {"do": "check"}).status_code == 302
    part = ada.get(on.url("text", "checked")).content.decode()
    assert 'hx-trigger="every 2s"' in part
    assert "<html" not in part
    from bairn.access import sessions
    from bairn.evidence import actions as evidence

    evidence.verify_file(**on.told("text", actor=sessions.system()))
    done = ada.get(on.url("text", "checked")).content.decode()
    assert "every 2s" not in done
    assert "whole" in done


def test_an_archive_is_listed_and_one_entry_becomes_a_file(on, ada):
    page = ada.get(on.url("archive", "inside")).content.decode()
    assert "climbs out of its folder" in page
    assert "archive in the archive" in page
    done = ada.post(on.url("archive", "inside"), {"entry": "0"})
    assert done.status_code == 302
    assert "Taken out of" in ada.get(done["Location"]).content.decode()
    for entry in ("99", "-1", "x", "", "٣", "1" * 30):
        assert ada.post(on.url("archive", "inside"), {"entry": entry}).status_code == 400


def test_a_saved_page_says_whether_it_holds_and_its_address_after_a_click(on, ada):
    page = ada.get(on.url("capture", "capture")).content.decode()
    assert "holds: every digest that it states agrees" in page
    opened = ada.post(on.url("capture", "capture")).content.decode()
    assert "https://a.test/1" in opened
    assert 'href="https://a.test' not in opened
    viewing = begin(on, ada, "capture")
    text = ada.get(f"{viewing}text/1/").content.decode()
    assert "Hello from the page." in text
    assert ada.get(f"{viewing}?record=2")["Location"] == f"{viewing}text/1/"
    assert ada.get(f"{viewing}text/99/").status_code == 403


def test_a_file_is_marked_as_a_saved_page_or_told_that_it_is_none(on, ada):
    assert ada.post(on.url("archive"), {"do": "capture"}).status_code == 400


def test_a_digest_is_noted_and_nothing_of_it_is_kept(on, ada):
    form = f"/desk/cases/{on.case}/evidence/{on.exhibit.id}/digest/"
    said = {
        "sha256": "ab" * 32, "size": "5", "classification": "B1", "locator": "Shelf 9",
        "custodian": "The depot",
    }  # fmt: skip
    wrong = ada.post(form, said | {"sha256": "xyz"})
    assert wrong.status_code == 400
    assert "Shelf 9" in wrong.content.decode()
    done = ada.post(form, said)
    assert done.status_code == 302
    page = ada.get(done["Location"]).content.decode()
    assert "digests alone" in page
    assert "Shelf 9" not in page
    assert "Shelf 9" in ada.post(done["Location"], {"do": "words"}).content.decode()
    assert ada.post(done["Location"], {"do": "view", "purpose": "investigation"}).status_code == 400


def test_a_supervisor_asks_how_a_colleague_is_once_it_is_due(on, ada, monkeypatch):
    from dataclasses import replace

    from bairn.evidence import reading_book

    begin(on, ada, "picture")
    low = replace(reading_book.book(), limit=replace(reading_book.book().limit, files=1))
    monkeypatch.setattr(reading_book, "book", lambda: low)
    chief = signed_in(on.scene.second)
    page = chief.get("/desk/exposure/").content.decode()
    assert "welfare check due" in page
    week = queries.own_exposure(actor=on.scene.first, at=clock.now()).weeks[0].monday
    told = {"staff": str(on.scene.first.id), "week": week.isoformat()}
    assert chief.post("/desk/exposure/", told).status_code == 302
    assert "welfare check due" not in chief.get("/desk/exposure/").content.decode()
    assert chief.post("/desk/exposure/", {"staff": "x", "week": "y"}).status_code == 400
    assert ada.post("/desk/exposure/", told).status_code == 400


def test_unknown_things_that_are_asked_for_are_refused_calmly(on, ada):
    assert ada.post(on.url("text"), {"do": "delete"}).status_code == 400
    assert ada.get(on.url("text", "view", str(uuid.uuid4()))).status_code == 403
    assert ada.get(on.url("text", "capture")).status_code == 404
