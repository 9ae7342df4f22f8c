"""Whatever bytes a platform sends: an answer of the protocol, never a 5xx, nothing half-written."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bairn.api.ispws.codes import Code
from bairn.intake.models import Report
from tests.doors.api.senders import BOUNDARY, FORM, MULTIPART, THIN, multipart, stored

calm = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_TAGS = st.sampled_from(
    [b"report", b"incidentSummary", b"victim", b"victimPerson", b"age", b"phone", b"dateOfBirth"]
)
_TEXT = st.text(max_size=30).map(lambda t: t.encode("utf-8", "replace"))


@st.composite
def damaged(draw, whole: bytes) -> bytes:
    """A good body with pieces struck out, doubled or overwritten."""
    body = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(body)))
        end = min(len(body), at + draw(st.integers(0, 40)))
        body[at:end] = draw(st.one_of(st.binary(max_size=20), st.just(bytes(body[at:end]) * 2)))
    return bytes(body)


@st.composite
def trees(draw) -> bytes:
    """Well-formed XML of names that the format knows, in places where it does not expect them."""
    inner = draw(
        st.recursive(
            _TEXT.map(lambda t: re.sub(rb"[<&\x00-\x1f\x7f-\x9f]", b"", t)),
            lambda inside: st.lists(st.tuples(_TAGS, inside), max_size=4).map(
                lambda rows: b"".join(b"<%s>%s</%s>" % (tag, row, tag) for tag, row in rows)
            ),
            max_leaves=12,
        )
    )
    return b"<report>" + inner + b"</report>"


@calm
@given(st.one_of(st.binary(max_size=300), damaged(THIN), trees()))
def test_submit_answers_every_document_by_the_protocol(meadow, document):
    before = stored()
    answer = meadow.submit(document)
    assert answer.status == 200
    if answer.code == Code.SUCCESS:
        assert stored() == (before[0] + 1, *before[1:])
        # A report and its sending stand or fall together.
        assert meadow.end("retract", answer.says("reportId")).code == Code.SUCCESS
    else:
        assert answer.code in {Code.MALFORMED_XML, Code.VALIDATION_FAILED}
        assert stored() == before


@calm
@given(
    st.one_of(
        st.binary(max_size=200),
        damaged(multipart(4711, b"calm bytes")),
    ),
    st.sampled_from([MULTIPART, f"{MULTIPART}x", "multipart/form-data", FORM, "text/xml"]),
)
def test_upload_answers_every_body_by_the_protocol(meadow, body, kind):
    number = meadow.opened()
    before = stored()
    answer = meadow.send("POST", "upload", body.replace(b"4711", str(number).encode()), kind)
    assert answer.status == 200
    taken = answer.code == Code.SUCCESS
    assert stored() == (before[0], before[1] + taken, before[2])


@calm
@given(st.one_of(st.binary(max_size=200), st.integers().map(lambda n: b"id=%d" % n)))
def test_finish_answers_every_form_by_the_protocol(meadow, body):
    before = stored()
    for kind in (FORM, MULTIPART, f"multipart/form-data; boundary={BOUNDARY[:3]}"):
        answer = meadow.send("POST", "finish", body, kind)
        assert (answer.status, answer.root.tag) == (200, "reportDoneResponse")
        assert answer.code in {Code.INVALID_REQUEST, Code.REPORT_DOES_NOT_EXIST}
    assert stored() == before


@calm
@given(damaged(b"<fileDetails><reportId>4711</reportId><fileId>FILE</fileId></fileDetails>"))
def test_fileinfo_answers_every_document_by_the_protocol(meadow, document):
    number = meadow.opened()
    file_id = meadow.upload(number, b"calm").says("fileId")
    document = document.replace(b"4711", str(number).encode()).replace(b"FILE", file_id.encode())
    before = stored()
    answer = meadow.send("POST", "fileinfo", document)
    assert answer.status == 200
    assert stored() == before


@pytest.mark.parametrize(
    "header", ["", "Basic", "Basic !!", "Basic Og==", "Bearer x", "é", "B" * 9000]
)
def test_an_authorization_that_is_none_gets_an_empty_401(before, header):
    from django.test import Client

    answer = Client().get("/ispws/status", headers={"Authorization": header})
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert Report.objects.count() == 0
