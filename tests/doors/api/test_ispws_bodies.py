"""Large bodies: refused early, in flat memory, by the protocol, with nothing half-written."""

import io
import tracemalloc
from typing import Any

import pytest
from django.test import RequestFactory

from bairn.api.ispws import views
from bairn.api.ispws.codes import Code
from bairn.intake import documents
from bairn.intake.models import File
from tests.doors.api.senders import BOUNDARY, MULTIPART, basic, multipart, stored
from tests.rooms.intake.desk import PASSWORD

GIB = 1024**3
FLAT = 8 * 1024 * 1024  # bytes that reading any body may add


class Endless:
    """A body of `size` bytes that is made while it is read, and counts how much was read."""

    def __init__(self, head: bytes, size: int, tail: bytes = b"") -> None:
        self._head = io.BytesIO(head)
        self._left = size
        self._tail = io.BytesIO(tail)
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        size = 64 * 1024 if size < 0 else size
        data = self._head.read(size)
        if not data and self._left:
            data = b"x" * min(size, self._left)
            self._left -= len(data)
        data = data or self._tail.read(size)
        self.taken += len(data)
        return data

    readline = read  # Django binds it, and nothing here reads lines


def sent(address: str, body: Endless, *, length: int | None, kind: str = "text/xml") -> Any:
    """One request straight to the view, as a server would hand it on."""
    length_or_chunks: dict[str, Any] = (
        {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
        if length is None
        else {"CONTENT_LENGTH": str(length)}
    )
    request = RequestFactory().generic(
        "POST", f"/ispws/{address}", headers={"Authorization": basic("meadow", PASSWORD)}
    )
    environ = request.environ | {"wsgi.input": body, "CONTENT_TYPE": kind} | length_or_chunks
    return getattr(views, address)(type(request)(environ))


def code_of(answer: Any) -> int:
    return int(answer.content.split(b"<responseCode>")[1].split(b"<")[0])


@pytest.mark.parametrize("address", ["submit", "fileinfo", "finish", "retract"])
def test_a_gigabyte_that_is_announced_is_refused_before_a_byte_is_read(meadow, address):
    before = stored()
    body = Endless(b"<report>", GIB)
    kind = "application/x-www-form-urlencoded" if address in {"finish", "retract"} else "text/xml"
    answer = sent(address, body, length=GIB, kind=kind)
    assert answer.status_code == 413
    assert code_of(answer) == Code.INVALID_REQUEST
    assert body.taken == 0
    assert stored() == before


def test_a_file_larger_than_the_house_takes_is_refused_before_a_byte_is_read(meadow):
    number = meadow.opened()
    head, tail = multipart(number, b"|").split(b"|")
    body = Endless(head, GIB + 1, tail)
    answer = sent("upload", body, length=GIB + 100_000, kind=MULTIPART)
    assert (answer.status_code, code_of(answer)) == (413, Code.MALFORMED_FILE)
    assert body.taken == 0
    assert File.objects.count() == 0


def test_a_document_without_end_is_refused_while_it_streams(meadow):
    body = Endless(b"<report>", GIB)
    answer = sent("submit", body, length=None)
    assert (answer.status_code, code_of(answer)) == (413, Code.INVALID_REQUEST)
    assert body.taken <= documents.MAX_BYTES + 128 * 1024


@pytest.mark.parametrize("chunked", [True, False])
def test_a_large_file_streams_through_in_flat_memory(meadow, settings, chunked):
    size = 200 * 1024 * 1024
    settings.BAIRN_FILE_LIMIT = size
    number = meadow.opened()
    head, tail = multipart(number, b"|").split(b"|")
    body = Endless(head, size, tail)
    length = None if chunked else len(head) + size + len(tail)
    tracemalloc.start()
    answer = sent("upload", body, length=length, kind=MULTIPART)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert code_of(answer) == Code.SUCCESS
    assert File.objects.get().size == size
    assert peak < FLAT


def test_a_chunked_file_over_the_limit_is_refused_while_it_streams_and_leaves_nothing(
    meadow, settings, tmp_path
):
    settings.BAIRN_RESTRICTED_FILES = "sealed"
    settings.BAIRN_HOME = tmp_path
    settings.BAIRN_FILE_LIMIT = 10 * 1024 * 1024
    number = meadow.opened()
    head, tail = multipart(number, b"|").split(b"|")
    body = Endless(head, GIB, tail)
    tracemalloc.start()
    answer = sent("upload", body, length=None, kind=MULTIPART)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert code_of(answer) == Code.MALFORMED_FILE
    assert body.taken < 12 * 1024 * 1024
    assert peak < FLAT
    assert File.objects.count() == 0
    assert [one for one in (tmp_path / "restricted").rglob("*") if one.is_file()] == []


def test_a_body_that_ends_early_is_not_taken_for_whole(meadow):
    number = meadow.opened()
    whole = multipart(number, b"calm")
    before = stored()
    answer = sent("upload", Endless(whole[:-30], 0), length=len(whole), kind=MULTIPART)
    assert code_of(answer) == Code.MALFORMED_FILE
    answer = sent("submit", Endless(b"<report/>", 0), length=500)
    assert code_of(answer) != Code.SUCCESS
    assert stored() == before


@pytest.mark.parametrize("said", ["-5", "abc", "1e3", "²", "9" * 30])
def test_a_length_that_is_no_length_is_refused(meadow, said):
    request = RequestFactory().post("/ispws/submit", b"<report/>", content_type="text/xml")
    environ = request.environ | {
        "CONTENT_LENGTH": said,
        "HTTP_AUTHORIZATION": basic("meadow", PASSWORD),
    }
    answer = views.submit(type(request)(environ))
    assert (answer.status_code, code_of(answer)) == (411, Code.INVALID_REQUEST)


def test_chunks_that_no_server_has_bounded_are_refused(meadow):
    request = RequestFactory().post("/ispws/submit", b"<report/>", content_type="text/xml")
    environ = request.environ | {
        "CONTENT_LENGTH": "",
        "HTTP_TRANSFER_ENCODING": "chunked",
        "HTTP_AUTHORIZATION": basic("meadow", PASSWORD),
    }
    assert views.submit(type(request)(environ)).status_code == 411


def test_a_broken_connection_is_not_a_fault_of_ours(meadow):
    class Broken(Endless):
        def read(self, size: int = -1) -> bytes:
            raise ConnectionResetError

    answer = sent("submit", Broken(b"", 0), length=100)
    assert answer.status_code == 200
    assert code_of(answer) not in {Code.SUCCESS, Code.SERVER_ERROR}
    assert BOUNDARY not in answer.content.decode()
