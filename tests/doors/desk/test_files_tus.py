"""The door for files as tus 1.0 says: every status, and nothing sent can break it."""

import base64
import hashlib
import string

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bairn.evidence import incoming, uploading
from bairn.evidence import queries as looks
from bairn.kernel import clock
from tests.doors.desk.casework import signed_in
from tests.rooms.evidence.filehouse import FileHouse, content, move_in

TUS = {"Tus-Resumable": "1.0.0"}
OFFSET = "application/offset+octet-stream"


@pytest.fixture
def home(transactional_db: None) -> FileHouse:
    incoming.KEPT._kept.clear()
    return move_in()


@pytest.fixture
def ada(home: FileHouse) -> Client:
    return signed_in(home.ada)


def _b64(value: str | bytes) -> str:
    return base64.b64encode(value.encode() if isinstance(value, str) else value).decode()


def _place(home: FileHouse) -> str:
    return f"/desk/cases/{home.case}/evidence/{home.exhibit}/uploads/"


def _begin(home: FileHouse, client: Client, size: int, **metadata: str):
    said = ",".join(f"{key} {_b64(value)}" for key, value in metadata.items())
    headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": said}
    return client.post(_place(home), headers=headers)


def _send(client: Client, place: str, data: bytes, offset: int, **headers: str):
    return client.generic(
        "PATCH", place, data, OFFSET, headers={**TUS, "Upload-Offset": str(offset), **headers}
    )


def test_a_file_comes_in_by_the_protocol(home: FileHouse, ada: Client) -> None:
    data = content(100_000)
    begun = _begin(home, ada, len(data), filename="garden.png", filetype="image/png")
    assert begun.status_code == 201
    assert begun["Tus-Resumable"] == "1.0.0"
    assert "Upload-Expires" in begun
    place = begun["Location"]
    head = ada.head(place, headers=TUS)
    assert (head.status_code, head["Upload-Offset"], head["Upload-Length"]) == (200, "0", "100000")
    assert head["Cache-Control"] == "no-store"
    first = _send(ada, place, data[:40_000], 0)
    assert (first.status_code, first["Upload-Offset"]) == (204, "40000")
    assert ada.head(place, headers=TUS)["Upload-Offset"] == "40000"
    last = _send(ada, place, data[40_000:], 40_000)
    assert (last.status_code, last["Upload-Offset"]) == (204, "100000")
    assert ada.head(place, headers=TUS)["Upload-Offset"] == "100000"
    assert ada.get(place).json()["state"] == "taken"
    (file,) = looks.files(actor=home.ada, at=clock.now(), case_id=home.case)
    assert file.sha256 == hashlib.sha256(data).digest()


def test_what_the_door_can_is_told_without_a_version(home: FileHouse, ada: Client) -> None:
    told = ada.options(_place(home))
    assert told.status_code == 204
    assert told["Tus-Version"] == "1.0.0"
    assert set(told["Tus-Extension"].split(",")) == {
        "creation", "termination", "expiration", "checksum",
    }  # fmt: skip
    assert told["Tus-Checksum-Algorithm"] == "sha256,sha1"
    assert int(told["Tus-Max-Size"]) > 10 * 1024**3


def test_another_version_is_refused(home: FileHouse, ada: Client) -> None:
    for headers in ({}, {"Tus-Resumable": "0.2.2"}):
        no = ada.post(_place(home), headers={**headers, "Upload-Length": "1"})
        assert (no.status_code, no["Tus-Version"]) == (412, "1.0.0")


def test_an_empty_file_is_whole_when_it_begins(home: FileHouse, ada: Client) -> None:
    begun = _begin(home, ada, 0, filename="empty")
    assert (begun.status_code, begun["Upload-Offset"]) == (201, "0")
    assert ada.get(begun["Location"]).json()["state"] == "taken"


@pytest.mark.parametrize(
    ("headers", "kind", "status"),
    [
        ({"Upload-Offset": "0"}, "application/octet-stream", 415),
        ({"Upload-Offset": "1"}, OFFSET, 409),
        ({"Upload-Offset": "-1"}, OFFSET, 400),
        ({}, OFFSET, 400),
        ({"Upload-Offset": "0", "Upload-Checksum": f"md5 {_b64(bytes(16))}"}, OFFSET, 400),
        ({"Upload-Offset": "0", "Upload-Checksum": f"sha256 {_b64(bytes(32))}"}, OFFSET, 460),
        ({"Upload-Offset": "0", "Tus-Resumable": "2.0.0"}, OFFSET, 412),
    ],
)
def test_a_turn_that_is_not_as_the_protocol_says_leaves_nothing(
    home: FileHouse, ada: Client, headers: dict[str, str], kind: str, status: int
) -> None:
    place = _begin(home, ada, 10)["Location"]
    no = ada.generic("PATCH", place, b"calm", kind, headers={**TUS, **headers})
    assert no.status_code == status
    assert ada.head(place, headers=TUS)["Upload-Offset"] == "0"


def test_a_turn_with_its_checksum_is_taken(home: FileHouse, ada: Client) -> None:
    place = _begin(home, ada, 10)["Location"]
    said = {"Upload-Checksum": f"sha1 {_b64(hashlib.sha1(b'calm').digest())}"}
    assert _send(ada, place, b"calm", 0, **said)["Upload-Offset"] == "4"


def test_too_much_is_refused_before_and_after(home: FileHouse, ada: Client, settings) -> None:
    place = _begin(home, ada, 3)["Location"]
    assert _send(ada, place, b"calm", 0).status_code == 413
    settings.BAIRN_EVIDENCE_LIMIT = 100
    assert _begin(home, ada, 101).status_code == 413


def test_a_file_that_is_not_what_was_said_is_refused(home: FileHouse, ada: Client) -> None:
    place = _begin(home, ada, 4, sha256="00" * 32)["Location"]
    assert _send(ada, place, b"calm", 0).status_code == 460
    assert ada.head(place, headers=TUS).status_code == 410
    assert _begin(home, ada, 4, sha256="no digest").status_code == 400


def test_a_withdrawn_upload_is_gone(home: FileHouse, ada: Client) -> None:
    place = _begin(home, ada, 4)["Location"]
    assert ada.delete(place, headers=TUS).status_code == 204
    for ask in (ada.head(place, headers=TUS), _send(ada, place, b"x", 0)):
        assert ask.status_code == 410
        assert ask["Tus-Resumable"] == "1.0.0"


def test_a_method_may_be_said_in_a_header(home: FileHouse, ada: Client) -> None:
    place = _begin(home, ada, 10)["Location"]
    headers = {**TUS, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    sent = ada.post(place, b"calm", content_type=OFFSET, headers=headers)
    assert (sent.status_code, sent["Upload-Offset"]) == (204, "4")
    assert ada.put(place, headers=TUS).status_code == 405


def test_nobody_else_finds_an_upload(home: FileHouse, ada: Client) -> None:
    place = _begin(home, ada, 10)["Location"]
    for actor in (home.ben, home.stranger):
        client = signed_in(actor)
        assert client.head(place, headers=TUS).status_code == 404
        assert _send(client, place, b"calm", 0).status_code == 404
        assert client.delete(place, headers=TUS).status_code == 404
        assert client.get(place).status_code == 404
    assert (
        signed_in(home.stranger)
        .post(_place(home), headers={**TUS, "Upload-Length": "1"})
        .status_code
        == 404
    )
    assert Client().head(place, headers=TUS).status_code == 401


def test_a_page_of_somebody_else_can_send_nothing(home: FileHouse) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(home.ada).cookies
    no = strict.post(_place(home), headers={**TUS, "Upload-Length": "1"})
    assert no.status_code == 403


def test_too_many_under_way_are_refused(home: FileHouse, ada: Client) -> None:
    for _ in range(uploading.MOST_OPEN):
        home.begin(1)
    assert _begin(home, ada, 1).status_code == 429


def test_a_crash_before_the_act_is_mended_by_asking(
    home: FileHouse, ada: Client, monkeypatch
) -> None:
    from bairn.evidence.actions import files as acts

    place = _begin(home, ada, 4)["Location"]
    monkeypatch.setattr(acts, "_filed", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        _send(ada, place, b"calm", 0)
    monkeypatch.undo()
    assert ada.head(place, headers=TUS)["Upload-Offset"] == "4"
    assert ada.get(place).json()["state"] == "taken"


_HEADERS = ("Tus-Resumable", "Upload-Offset", "Upload-Length", "Upload-Metadata",
            "Upload-Checksum", "Upload-Defer-Length", "X-HTTP-Method-Override",
            "Content-Type")  # fmt: skip
_LIKELY = ("1.0.0", "0", "4", "9" * 30, "-1", "", "filename Y2FsbQ==", "a b,c", "sha256 AAAA",
           "sha1", "PATCH", "DELETE", "HEAD", "OPTIONS", OFFSET, "text/html", "NaN",
           "sha256 " + "A" * 44, "twice bm8=", "original eA==", "sha256 eA==")  # fmt: skip
_VALUES = st.sampled_from(_LIKELY) | st.text(string.printable.strip(), max_size=30)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    headers=st.dictionaries(st.sampled_from(_HEADERS), _VALUES),
    method=st.sampled_from(["POST", "PATCH", "HEAD", "DELETE", "OPTIONS", "GET", "PUT"]),
    body=st.binary(max_size=20),
    whole=st.booleans(),
    known=st.booleans(),
)
def test_no_header_breaks_the_door(
    home: FileHouse,
    ada: Client,
    headers: dict[str, str],
    method: str,
    body: bytes,
    whole: bool,
    known: bool,
) -> None:
    if whole:
        headers = {**TUS, **headers}
    place = _place(home)
    if known:
        under_way = looks.uploads(actor=home.ada, at=clock.now(), case_id=home.case)
        upload = under_way[0] if under_way else home.begin(10)
        place = f"/desk/cases/{home.case}/uploads/{upload.id}/"
    kind = headers.pop("Content-Type", OFFSET)
    answer = ada.generic(method, place, body, kind, headers=headers)
    assert answer.status_code < 500 or answer.status_code == 507
    assert answer["Tus-Resumable"] == "1.0.0"
    for one in looks.uploads(actor=home.ada, at=clock.now(), case_id=home.case)[10:]:
        from bairn.evidence import actions

        actions.withdraw_upload(actor=home.ada, at=clock.now(), case_id=home.case, upload_id=one.id)
