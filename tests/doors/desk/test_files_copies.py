"""A redacted copy is sent by turns like any file; a program that is not signed in is told so."""

import io
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

from bairn.evidence import incoming
from bairn.evidence import queries as looks
from bairn.kernel import clock
from bairn.web.desk.disclosure import forms
from tests.doors.desk.casework import signed_in
from tests.doors.desk.court_scene import CourtScene, court_scene
from tests.doors.server import serving
from tests.rooms.evidence.filehouse import MIB, content

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = "a" * 32  # both halves of the check against foreign forms, as a client of one's own
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def court(transactional_db: None) -> CourtScene:
    incoming.KEPT._kept.clear()
    return court_scene()


@pytest.fixture
def server(court: CourtScene) -> Iterator[str]:
    with serving() as address:
        yield address


def uploads_of(court: CourtScene) -> str:
    return f"/desk/cases/{court.case}/evidence/{court.paper.exhibit_id}/uploads/"


def headers(court: CourtScene) -> dict[str, str]:
    kept = signed_in(court.here.first).cookies
    said = "; ".join(f"{name}={one.value}" for name, one in kept.items())
    return {"Cookie": f"{said}; c={TOKEN}", "X-CSRFToken": TOKEN}


def test_the_form_leads_to_where_a_copy_is_sent_by_turns(court) -> None:
    page = signed_in(court.here.first)
    told = {"original": forms.ticked(court.file), "reason": "child"}
    sent_on = page.post(f"{court.address}copy/", told)
    assert sent_on.status_code == 302
    asked = parse_qs(urlsplit(sent_on["Location"]).query)
    assert asked == {"copy_of": [str(court.file.file_id)], "redaction": ["child"]}
    shown = page.get(sent_on["Location"])
    assert f'data-original="{court.file.file_id}" data-redaction="child"' in shown.content.decode()
    assert b"What shows who a child is" in shown.content


@pytest.mark.parametrize(
    "query", ["copy_of=01a2205d-2afe-7ec0-80ee-c6c9fa4170c4&redaction=child", "copy_of={}", ""]
)
def test_what_is_no_file_of_the_exhibit_or_has_no_reason_is_no_copy(court, query) -> None:
    place = f"/desk/cases/{court.case}/evidence/{court.paper.exhibit_id}/upload/"
    shown = signed_in(court.here.first).get(f"{place}?{query.format(court.file.file_id)}")
    assert shown.status_code == (403 if query else 200)
    assert b"data-original" not in shown.content


def test_a_copy_that_is_cut_goes_on_and_names_its_original(court, server) -> None:
    data = content(2 * MIB + 9)
    client = TusClient(f"{server}{uploads_of(court)}", headers=headers(court))
    said = {"filename": "struck.bin", "original": str(court.file.file_id), "redaction": "child"}
    first = client.uploader(file_stream=io.BytesIO(data), chunk_size=MIB, metadata=said)
    first.upload(stop_at=MIB)
    incoming.KEPT._kept.clear()  # as after a restart
    again = client.uploader(file_stream=io.BytesIO(data), chunk_size=MIB, url=first.url)
    assert again.offset == MIB
    again.upload()
    found = looks.files(actor=court.here.first, at=clock.now(), case_id=court.case)
    assert (found[-1].size, found[-1].original_id) == (len(data), court.file.file_id)
    assert found[-1].redaction == "child"


def test_tuspy_without_a_session_hears_that_it_is_not_signed_in(court, server) -> None:
    client = TusClient(
        f"{server}{uploads_of(court)}", headers={"Cookie": f"c={TOKEN}", "X-CSRFToken": TOKEN}
    )
    with pytest.raises(TusCommunicationError) as told:
        client.uploader(file_stream=io.BytesIO(b"calm"), chunk_size=4).upload()
    assert told.value.status_code == 401


def test_every_address_of_the_protocol_answers_401_and_a_page_leads_to_sign_in(court) -> None:
    begun = signed_in(court.here.first).post(
        uploads_of(court), headers={**TUS, "Upload-Length": "4"}
    )
    nobody = Client()
    for answer in (
        nobody.post(uploads_of(court), headers={**TUS, "Upload-Length": "4"}),
        nobody.head(begun["Location"], headers=TUS),
        nobody.patch(begun["Location"], b"calm", headers=TUS),
    ):
        assert answer.status_code == 401
        assert answer["Tus-Resumable"] == "1.0.0"
        assert "WWW-Authenticate" in answer
    assert nobody.get(f"{court.address}copy/").status_code == 302
