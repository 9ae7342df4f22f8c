"""Older records at the desk: handing a file in, its columns, its rows, one record."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import bairn.journeys.later  # noqa: F401 - the worker alone imports it; here the handlers are needed
from bairn import jobs
from bairn.access import sessions
from bairn.cases import queries as cases
from bairn.kernel import clock
from bairn.records import queries
from tests.doors.desk.casework import scene, signed_in

pytestmark = pytest.mark.django_db(transaction=True)  # names open on committed entries alone
TABLE = (
    "name,dob,phone,shelf mark\n"
    "Quillfeather Ada,1987-05-04,+44 7700 900123,B-1\n"
    "Marrowby Tom,4 May,,B-2\n"
    ",,,=B-3\n"
)


@pytest.fixture(autouse=True)
def _map(settings):
    settings.ROOT_URLCONF = "bairn.house.urls.all_doors"


@pytest.fixture
def here(transactional_db):
    sessions._kept.clear()
    yield scene()
    sessions._kept.clear()


def text(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def hand_in(client, content=TABLE, **more):
    raw = content if isinstance(content, bytes) else content.encode()
    given = {"name": "Old cards", "file": SimpleUploadedFile("cards.csv", raw), **more}
    return client.post("/desk/imports/new/", given)


def bring(client):
    """A file handed in, mapped as guessed, and read by the worker; the collection's address."""
    mapping = hand_in(client).url
    page = client.get(mapping)
    fields = page.context["form"]
    given = {name: fields[name].value() or "" for name in fields.fields}
    answer = client.post(mapping, given)
    assert answer.status_code == 302
    jobs.run_waiting()
    return answer.url


def test_a_file_is_handed_in_its_columns_named_and_read_by_the_worker(here):
    client = signed_in(here.second)
    assert "Nothing was brought in yet" in text(client, "/desk/imports/")
    mapping = hand_in(client).url
    page = text(client, mapping)
    assert "Quillfeather Ada" in page
    assert '<option value="full_name" selected>' in page
    address = mapping.split("files/")[0]
    assert "Name its columns" in text(client, address)
    address = bring(client)
    page = text(client, address)
    assert "Old cards" in page
    assert "Quillfeather" not in page
    assert "its date could not be read" in page
    listed = text(client, "/desk/imports/")
    assert "Old cards" not in listed
    assert 'class="tag green">brought in<' in listed


def test_a_file_whose_letters_are_unclear_is_asked_about_and_what_was_typed_stays(here):
    client = signed_in(here.second)
    odd = b"name\n" + bytes([0xE0, 0x41, 0x81, 0x81, 0xE1, 0xE2, 0x20]) * 20
    answer = hand_in(client, odd)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say which encoding it has" in page
    assert 'value="Old cards"' in page
    assert hand_in(client, odd, encoding="latin-1").status_code == 302


def test_rejected_rows_are_named_and_downloaded_so_that_no_spreadsheet_runs_them(here):
    client = signed_in(here.second)
    address = bring(client)
    page = text(client, f"{address}rejected/")
    assert "nothing in it says who it is about" in page
    assert "B-3" not in page
    answer = client.post(f"{address}rejected/")
    assert answer["Content-Type"].startswith("text/csv")
    assert "3,nobody,,,,'=B-3" in answer.content.decode()


def test_a_record_is_opened_for_a_purpose_with_every_column_as_it_was(here):
    client = signed_in(here.second)
    address = bring(client)
    record = first(here, address)
    page = text(client, record)
    assert "Quillfeather" not in page
    opened = client.post(record, {"purpose": "investigation"}).content.decode()
    assert "Quillfeather Ada" in opened
    assert "shelf mark" in opened
    assert client.post(record, {"purpose": "nosiness"}).status_code == 400


def test_a_record_is_taken_up_into_a_case_or_declined_with_a_reason(here):
    client = signed_in(here.second)
    address = bring(client)
    one, other = (f"{address}records/{row.id}/" for row in records(here, address))
    case = cases.cases(actor=here.second, at=clock.now()).cases[0]
    said = {"do": "take_up", "role": "witness", "reason": "linked"}
    wrong = client.post(one, {**said, "reference": "C-26-0000000-0"})
    assert wrong.status_code == 422
    assert "There is no such case or report in your circle." in wrong.content.decode()
    taken = client.post(one, {**said, "reference": case.reference})
    assert taken.status_code == 302
    page = text(client, one)
    assert "part of a case" in page
    assert "It is about somebody in the case" in page
    assert "Quillfeather Ada" in client.post(one, {"purpose": "investigation"}).content.decode()
    client.post(other, {"do": "decline", "why": "other_person"})
    page = text(client, other)
    assert "It is about another person" in page
    assert "Take the record up" in page


def test_a_case_begins_with_a_record_that_no_case_is_about(here):
    client = signed_in(here.second)
    address = bring(client)
    record = first(here, address)
    said = {
        "do": "begin", "begin-pack_id": "cn-2023", "begin-time_zone": "Nowhere/Calm",
        "begin-role": "suspect", "begin-reason": "review",
    }  # fmt: skip
    wrong = client.post(record, said)
    assert wrong.status_code == 422
    assert "Nowhere/Calm" in wrong.content.decode()  # what was typed stays, and is seen
    begun = client.post(record, {**said, "begin-time_zone": "Asia/Shanghai"})
    assert begun.status_code == 302
    assert text(client, begun.headers["Location"])
    assert "part of a case" in text(client, record)


def test_nobody_else_of_the_unit_finds_it_and_withdrawing_stops_it(here):
    client = signed_in(here.second)
    address = bring(client)
    outsider = signed_in(here.first)
    assert "Nothing was brought in yet" in text(outsider, "/desk/imports/")
    assert text(outsider, address, 403)
    client.post(address, {"do": "withdraw"})
    assert "This collection was withdrawn" in text(client, address)


def records(here, address):
    import uuid

    which = uuid.UUID(address.rstrip("/").rsplit("/", 1)[1])
    found = queries.collection(actor=here.second, at=clock.now(), collection_id=which)
    return found.records


def first(here, address):
    return f"{address}records/{records(here, address)[0].id}/"
