"""The Court pages: schedule, releases, copies, bundles; each button that is off says why."""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bairn.access import sessions
from bairn.disclosure import actions, queries
from bairn.disclosure.terms import Answer, Use
from bairn.evidence import queries as exhibits
from bairn.journeys import fetch_bundle
from bairn.kernel import clock
from bairn.web.desk.disclosure import forms
from tests.doors.desk.casework import signed_in
from tests.doors.desk.court_scene import CourtScene, court_scene
from tests.rooms.oversight.recording import empty_the_record


@pytest.fixture
def court(transactional_db, tmp_path, settings) -> Iterator[CourtScene]:
    settings.BAIRN_HOME = tmp_path / "home"
    empty_the_record()
    yield court_scene()
    empty_the_record()
    sessions._kept.clear()


def uses(court: CourtScene) -> dict:
    found = queries.schedule(actor=court.dana, at=clock.now(), case_id=court.case)
    return {row.held.piece: row.line and row.line.use for row in found.rows}


def test_many_pieces_are_marked_at_once(court) -> None:
    page = signed_in(court.here.first)
    ticked = [forms.ticked(one) for one in (court.coat, court.paper, court.copy)]
    answer = page.post(court.address, {"do": "say", "use": "used", "pieces": ticked})
    assert answer.status_code == 302
    found = uses(court)
    assert found[court.coat] is Use.USED
    assert found[court.file] is None
    assert b"to be said of: 1" in page.get(court.address).content


def test_what_was_typed_is_kept_and_the_rule_speaks(court) -> None:
    page = signed_in(court.here.first)
    told = {"do": "say", "use": "withheld", "pieces": [forms.ticked(court.coat)]}
    answer = page.post(court.address, told | {"reason": "method"})
    assert answer.status_code == 400
    assert b"without revealing it" in answer.content
    assert f'value="{court.coat.exhibit_id}" id="p1" checked'.encode() in answer.content
    wild = page.post(court.address, told | {"pieces": ["not an id"], "reason": "method"})
    assert wild.status_code == 400


def test_a_prosecutor_answers_what_is_to_be_withheld(court) -> None:
    court.withhold(court.paper, agreed=False)
    ben, dana = signed_in(court.here.second), signed_in(court.dana)
    assert b"Waits for a prosecutor" in ben.get(court.address).content
    assert b"Agree to withhold" not in ben.get(court.address).content
    found = queries.schedule(actor=court.dana, at=clock.now(), case_id=court.case)
    (row,) = found.waiting
    wrong = dana.post(court.address, {"do": "decline", "line": row.line.id})
    assert wrong.status_code == 400
    assert b"Say why: choose a reason." in wrong.content
    told = {"do": "decline", "line": row.line.id, "declined_for": "copy_enough"}
    assert dana.post(court.address, told).status_code == 302
    found = queries.schedule(actor=court.dana, at=clock.now(), case_id=court.case)
    assert Answer.DECLINED in {one.line.answer for one in found.rows if one.line}


def test_nothing_can_be_released_before_the_schedule_is_complete(court) -> None:
    page = signed_in(court.here.second)
    assert b"The schedule is not complete" in page.get(f"{court.address}releases/new/").content
    court.complete()
    told = {
        "recipient": "defence",
        "authority": "duty_to_disclose",
        "reference": "12/26",
        "until": (clock.now() + timedelta(days=2)).date().isoformat(),
        "pieces": [forms.ticked(court.file)],
    }
    refused = page.post(f"{court.address}releases/new/", told)
    assert refused.status_code == 400
    assert b"release the copy in its place" in refused.content
    assert b'value="12/26"' in refused.content
    answer = page.post(
        f"{court.address}releases/new/", told | {"pieces": [forms.ticked(court.copy)]}
    )
    assert answer.status_code == 302
    assert b"Release 1: Defence" in page.get(answer.url).content


def test_a_custodian_agrees_on_a_page_of_their_own(court) -> None:
    court.complete()
    release = court.release(identities=True)
    kim = signed_in(court.kim)
    assert b"Agree that identities leave" in kim.get("/desk/court/").content
    assert kim.get(court.address).status_code == 403
    told = {"case": court.case, "release": release}
    assert kim.post("/desk/court/", told).status_code == 302
    assert b"agreed" in kim.get("/desk/court/").content
    again = kim.post("/desk/court/", told)
    assert again.status_code == 400
    assert b"agreed to already" in again.content


def test_a_bundle_is_made_by_the_worker_and_fetched_as_one_zip(court) -> None:
    court.complete()
    address = f"{court.address}releases/{court.release()}/"
    page, first = signed_in(court.here.second), signed_in(court.here.first)
    assert page.post(address, {"do": "make"}).status_code == 302
    assert b"waits for the worker" in page.get(address).content
    assert b"is being made" in page.post(address, {"do": "make"}).content
    (making,) = queries.leaving(actor=court.dana, at=clock.now(), case_id=court.case).makings
    fetch_bundle.make_asked(
        actor=sessions.system(), at=clock.now(), case_id=court.case, making_id=making.id
    )
    (bundle,) = queries.leaving(actor=court.dana, at=clock.now(), case_id=court.case).bundles
    assert bundle.manifest.encode() in page.get(address).content
    there = f"{court.address}bundles/{bundle.id}/"
    assert first.post(there).status_code == 403
    answer = page.post(there)
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as packed:
        assert "bundle/data/verify.py" in packed.namelist()
    revoked = page.post(address, {"do": "revoke", "reason": "replaced"})
    assert revoked.status_code == 302
    assert page.post(there).status_code in (400, 403, 409)


def test_a_redacted_copy_is_taken_in_and_names_its_original(court) -> None:
    page = signed_in(court.here.first)
    sent = SimpleUploadedFile("struck.txt", b"all struck out\n")
    told = {"original": forms.ticked(court.file), "reason": "child", "file": sent}
    assert page.post(f"{court.address}copy/", told).status_code == 302
    found = exhibits.files(actor=court.here.first, at=clock.now(), case_id=court.case)
    assert (found[-1].original_id, found[-1].redaction) == (court.file.file_id, "child")


def test_reading_the_descriptions_is_a_look_of_its_own(court) -> None:
    court.complete()
    answer = signed_in(court.dana).post(f"{court.address}words/")
    assert b"as on its label" in answer.content
    assert b"as on its label" not in signed_in(court.dana).get(court.address).content


def test_a_stranger_sees_none_of_it(court) -> None:
    court.complete()
    release, stranger = court.release(), signed_in(court.here.stranger)
    for path in ("", "releases/new/", f"releases/{release}/", "copy/"):
        assert stranger.get(f"{court.address}{path}").status_code in (403, 404)


def test_a_revoked_release_makes_nothing_and_says_so(court) -> None:
    court.complete()
    release = court.release()
    actions.revoke(
        actor=court.dana, at=clock.now(), case_id=court.case, release_id=release, reason="replaced"
    )
    page = signed_in(court.here.second).get(f"{court.address}releases/{release}/").content
    assert b"revoked" in page
    assert b"Make a bundle" not in page
