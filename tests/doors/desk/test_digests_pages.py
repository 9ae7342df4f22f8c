"""Lists of digests at the desk: what they are, bringing one in, and what they say of a report."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bairn import jobs
from bairn.digests import queries
from bairn.intake import actions as intake
from bairn.intake import queries as reports
from bairn.intake.terms import Channel, FileNote, ReportDraft
from bairn.journeys import later
from bairn.kernel import clock
from tests.doors.desk.casework import scene, signed_in

pytestmark = pytest.mark.django_db
TABLE = "md5,category\n" + "".join(f"{number:032x},1\n" for number in range(1, 6)) + "zz,1\n"
GIVEN = {"name": "National list", "kind": "known_illegal", "edition": "2026-11"}


@pytest.fixture(autouse=True)
def _map(settings):
    settings.ROOT_URLCONF = "bairn.house.urls.all_doors"


@pytest.fixture
def here(db):
    return scene()


def text(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def sent(client, content=TABLE, **more):
    file = SimpleUploadedFile("list.csv", content.encode())
    return client.post("/desk/digests/import/", {**GIVEN, "file": file, **more})


def test_a_list_is_handed_in_read_by_the_worker_and_shown_with_its_bad_row(here):
    client = signed_in(here.second)
    assert "No list yet" in text(client, "/desk/digests/")
    answer = sent(client)
    assert answer.status_code == 302
    assert "0 % of the file read" in text(client, answer.url)
    assert later.read_list
    jobs.run_waiting()
    page = text(client, answer.url)
    assert "in use" in page
    assert "its digest is not hexadecimal" in page
    listed = text(client, "/desk/digests/")
    assert "National list" in listed
    assert "2026-11" in listed


def test_what_was_typed_stays_when_the_rule_says_no(here):
    client = signed_in(here.second)
    answer = sent(client, content="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="National list"' in page
    other = client.post("/desk/digests/import/", GIVEN)
    assert "Choose a file of at most 20 MB." in other.content.decode()


def test_an_investigator_sees_the_lists_and_reads_why_none_can_be_brought_in(here):
    page = text(signed_in(here.first), "/desk/digests/")
    assert 'aria-disabled="true"' in page
    assert "This is not part of your role." in page
    assert sent(signed_in(here.first)).status_code == 403


def test_a_list_is_retired_and_stays_to_be_seen(here):
    client = signed_in(here.second)
    address = sent(client).url
    jobs.run_waiting()
    assert client.post(address, {"do": "retire"}).status_code == 302
    assert "Retired" in text(client, "/desk/digests/")


def test_a_list_that_is_not_there_is_not_found(here):
    answer = signed_in(here.second).get(f"/desk/digests/{uuid.uuid4()}/")
    assert answer.status_code in {403, 404, 409}


def test_a_case_watches_for_a_file_and_learns_that_it_came_back(here):
    client = signed_in(here.first)
    address = f"/desk/cases/{here.case}/watched/"
    assert "Nothing is watched for" in text(client, address)
    wrong = client.post(address, {"do": "watch", "digests": "no digest", "reason": "takedown"})
    assert wrong.status_code == 422
    assert "no digest</textarea>" in wrong.content.decode()
    assert client.post(
        address, {"do": "watch", "digests": "a" * 64, "reason": "takedown"}
    ).status_code == 302  # fmt: skip
    assert "not so far" in text(client, address)
    (watch,) = queries.watches(actor=here.first, at=clock.now(), case_id=here.case)
    assert client.post(address, {"do": "end", "watch": watch.id}).status_code == 302
    assert "ended" in text(client, address)
    again = client.post(address, {"do": "end", "watch": watch.id})
    assert again.status_code == 200
    assert "no such watch" in again.content.decode()
    assert address in text(client, f"/desk/cases/{here.case}/")


def test_a_file_shows_what_a_list_says_of_it_and_who_named_it_before_unopened(here):
    client = signed_in(here.second)
    sent(client, content=f"sha256,category,series\n{'7' * 64},2,Meadow walk\n")
    jobs.run_waiting()
    first, second = a_report(here), a_report(here)
    (file,) = reports.report(actor=here.second, at=clock.now(), report_id=second).files
    page = text(client, f"/desk/reports/{second}/files/{file.id}/known/")
    assert "Meadow walk" in page
    assert f"/desk/reports/{first}/" in page
    assert "another unit holds it" not in page
    assert f"files/{file.id}/known/" in text(client, f"/desk/reports/{second}/")
    assert client.get(f"/desk/reports/{first}/files/{file.id}/known/").status_code != 200


def a_report(here):
    note = FileNote(stated_digests=(("sha256", "7" * 64),))
    draft = ReportDraft(channel=Channel.PLATFORM_FILE, files=(note,))
    return intake.receive(actor=here.second, at=clock.now(), draft=draft).report_id
