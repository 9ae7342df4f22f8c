"""The CyberTipline protocol over HTTP: the whole way, and each of its rules broken."""

import hashlib
from pathlib import Path

import pytest

from bairn.api.ispws.codes import Code
from bairn.intake.models import File, Report
from bairn.intake.terms import ReportState
from tests.doors.api.senders import BOUNDARY, FORM, MULTIPART, THIN, Platform, multipart, stored

SAMPLES = Path("/work/shared/data/cybertipline/reports")
CONTENT = b"calm bytes " * 20_000


def test_a_report_goes_all_the_way_with_a_file(meadow):
    number = meadow.opened()
    taken = meadow.upload(number, CONTENT)
    assert taken.code == Code.SUCCESS
    assert taken.says("hash") == hashlib.md5(CONTENT).hexdigest()
    file_id = taken.says("fileId")
    assert len(file_id) == 32
    said = meadow.describe(number, file_id, "<fileViewedByEsp>true</fileViewedByEsp>")
    assert (said.code, said.says("reportId")) == (Code.SUCCESS, str(number))
    done = meadow.end("finish", number)
    assert done.root.tag == "reportDoneResponse"
    assert (done.code, done.says("reportId")) == (Code.SUCCESS, str(number))
    assert done.all("fileId") == [file_id]
    report = Report.objects.get()
    assert report.state == ReportState.RECEIVED
    assert done.headers["Bairn-Reference"] == report.reference
    file = File.objects.get()
    assert file.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert (file.size, file.held, file.viewed_by_platform) == (len(CONTENT), "digest", True)


def test_the_answer_to_a_file_is_honest_that_its_content_was_discarded(meadow):
    taken = meadow.upload(meadow.opened(), CONTENT)
    assert "discarded" in taken.says("responseDescription")
    assert taken.headers["Bairn-Content"] == "discarded"


def test_the_answer_to_a_file_says_so_when_the_house_keeps_it_sealed(meadow, settings):
    settings.BAIRN_RESTRICTED_FILES = "sealed"
    taken = meadow.upload(meadow.opened(), CONTENT)
    assert "encrypted and locked" in taken.says("responseDescription")
    assert taken.headers["Bairn-Content"] == "sealed"


def test_a_report_with_text_alone_is_as_good(meadow):
    number = meadow.opened()
    done = meadow.end("finish", number)
    assert (done.code, done.all("fileId")) == (Code.SUCCESS, [])
    assert Report.objects.get().state == ReportState.RECEIVED


@pytest.mark.parametrize("address", ["finish", "retract"])
def test_the_id_is_taken_from_either_kind_of_form(meadow, address):
    number = meadow.opened()
    body = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="id"\r\n\r\n{number}\r\n'
        f"--{BOUNDARY}--\r\n"
    ).encode()
    assert meadow.send("POST", address, body, MULTIPART).code == Code.SUCCESS


def test_status_knows_the_platform_and_xsd_is_a_schema(meadow):
    assert meadow.send("GET", "status").code == Code.SUCCESS
    assert b"<xs:schema" in meadow.send("GET", "xsd").body


@pytest.mark.skipif(not SAMPLES.exists(), reason="the shared samples are not here")
def test_all_six_sample_reports_are_received(meadow):
    files = sorted(SAMPLES.glob("*.xml"))
    assert len(files) == 6
    for file in files:
        number = meadow.opened(file.read_bytes())
        assert meadow.end("finish", number).code == Code.SUCCESS
    assert Report.objects.filter(state=ReportState.RECEIVED).count() == 6
    assert set(Report.objects.values_list("kept_unknown", flat=True).distinct()[0]) == set()


# --- sequence rules, each broken


@pytest.mark.parametrize(
    ("ending", "code"),
    [("finish", Code.REPORT_ALREADY_FINISHED), ("retract", Code.REPORT_ALREADY_RETRACTED)],
)
@pytest.mark.parametrize("step", ["upload", "fileinfo", "finish", "retract"])
def test_nothing_is_taken_after_the_end_and_its_code_says_which_end(meadow, ending, code, step):
    number = meadow.opened()
    file_id = meadow.upload(number, CONTENT).says("fileId")
    assert meadow.end(ending, number).code == Code.SUCCESS
    before = stored()
    assert _step(meadow, step, number, file_id).code == code
    assert stored() == before


@pytest.mark.parametrize("step", ["upload", "fileinfo", "finish", "retract"])
def test_no_step_is_taken_for_a_number_that_was_never_given(meadow, step):
    meadow.opened()
    before = stored()
    assert _step(meadow, step, 4711, "ab" * 16).code == Code.REPORT_DOES_NOT_EXIST
    assert stored() == before


@pytest.mark.parametrize("step", ["upload", "fileinfo", "finish", "retract"])
def test_another_platforms_number_is_answered_as_if_it_were_not_there(before, step):
    number = before.meadow.opened()
    file_id = before.meadow.upload(number, CONTENT).says("fileId")
    rows = stored()
    foreign = _step(before.harbour, step, number, file_id)
    never = _step(before.harbour, step, 4711, file_id)
    assert foreign.code == never.code == Code.REPORT_DOES_NOT_EXIST
    assert foreign.body == never.body
    assert stored() == rows


def test_details_of_a_file_that_was_not_sent_for_this_report_are_refused(meadow):
    other = meadow.upload(meadow.opened(), CONTENT).says("fileId")
    number = meadow.opened()
    assert meadow.describe(number, other).code == Code.FILE_DOES_NOT_EXIST
    assert meadow.describe(number, "no id").code == Code.FILE_DOES_NOT_EXIST


def test_details_do_not_pass_for_a_report_nor_a_report_for_details(meadow):
    number = meadow.opened()
    details = f"<fileDetails><reportId>{number}</reportId><fileId>1</fileId></fileDetails>".encode()
    assert meadow.submit(details).code == Code.VALIDATION_FAILED
    assert meadow.send("POST", "fileinfo", THIN).code == Code.VALIDATION_FAILED


def test_an_answer_to_finish_that_says_no_is_of_finishs_own_kind(meadow):
    refused = meadow.end("finish", 4711)
    assert refused.root.tag == "reportDoneResponse"
    assert refused.code == Code.REPORT_DOES_NOT_EXIST
    assert "intake.sending_unknown" in refused.headers["Bairn-Description"]


# --- the form of requests


@pytest.mark.parametrize("said", ["", "abc", "-1", "1.0", "²", "9" * 40, "1 OR 1=1", "%00"])
def test_an_id_that_is_no_number_is_an_invalid_request(meadow, said):
    for address in ("finish", "retract"):
        assert meadow.end(address, said).code == Code.INVALID_REQUEST
    assert meadow.upload(said, CONTENT).code == Code.INVALID_REQUEST


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", FORM),
        (b"id=1&id=2", FORM),
        (b"number=1", FORM),
        (b"id=1", "text/plain"),
        (b"\xff\xfe", FORM),
        (b"&".join([b"a=1"] * 50), FORM),
        (b"id=1", "multipart/form-data"),
        (b"id=1", "multipart/form-data; boundary=" + "b" * 300),
        (b"", MULTIPART),
    ],
)
def test_a_form_that_says_no_single_id_is_an_invalid_request(meadow, body, kind):
    for address in ("finish", "retract"):
        assert meadow.send("POST", address, body, kind).code == Code.INVALID_REQUEST


def test_a_file_before_its_id_is_refused_with_what_to_mend(meadow):
    number = meadow.opened()
    first, second = multipart(number, CONTENT).split(f"\r\n--{BOUNDARY}\r\n".encode())
    swapped = (
        f"--{BOUNDARY}\r\n".encode()
        + second.removesuffix(f"\r\n--{BOUNDARY}--\r\n".encode())
        + f"\r\n--{BOUNDARY}\r\n".encode()
        + first.removeprefix(f"--{BOUNDARY}\r\n".encode())
        + f"\r\n--{BOUNDARY}--\r\n".encode()
    )
    refused = meadow.send("POST", "upload", swapped, MULTIPART)
    assert refused.code == Code.INVALID_REQUEST
    assert "before the file" in refused.says("responseDescription")
    assert File.objects.count() == 0


def test_a_file_that_was_cut_off_anywhere_is_not_taken(meadow):
    number = meadow.opened()
    whole = multipart(number, b"calm " * 40)
    for end in range(0, len(whole) - 2, 7):
        assert meadow.send("POST", "upload", whole[:end], MULTIPART).code != Code.SUCCESS
    assert File.objects.count() == 0
    assert meadow.send("POST", "upload", whole, MULTIPART).code == Code.SUCCESS


def test_a_second_file_in_one_request_is_refused_and_neither_is_taken(meadow):
    number = meadow.opened()
    part = multipart(number, b"calm").split(f"\r\n--{BOUNDARY}\r\n".encode())[1]
    twice = multipart(number, b"calm").removesuffix(b"--\r\n") + b"\r\n" + part
    assert meadow.send("POST", "upload", twice, MULTIPART).code == Code.INVALID_REQUEST
    assert File.objects.count() == 0


@pytest.mark.parametrize(
    ("method", "address"),
    [("POST", "status"), ("GET", "submit"), ("PUT", "upload"), ("GET", "finish"), ("POST", "xsd")],
)
def test_another_method_is_refused(meadow, method, address):
    refused = meadow.send(method, address)
    assert (refused.status, refused.code) == (405, Code.INVALID_REQUEST)


# --- hostile documents


def _bomb() -> bytes:
    entities = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 9))
    return f'<!DOCTYPE r [<!ENTITY b0 "calm">{entities}]><report>&b8;</report>'.encode()


@pytest.mark.parametrize("address", ["submit", "fileinfo"])
@pytest.mark.parametrize(
    "document",
    [
        _bomb(),
        b'<!DOCTYPE r SYSTEM "file:///etc/passwd"><report/>',
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><report>&x;</report>',
        b'<?xml version="1.0" encoding="UTF-7"?><report/>',
        b'<?xml version="1.0" encoding="UTF-8"?><report>\xff\xfe</report>',
        b'<?xml version="1.0" encoding="no-such"?><report/>',
        b"<report>" * 5000,
        b"<a>" * 40 + b"</a>" * 40,
        b"<report>" + b"<a/>" * 30_000 + b"</report>",
        b"",
        b"not xml",
        b"\x00" * 100,
        b"{}",
    ],
)
def test_a_hostile_document_is_malformed_xml_and_leaves_nothing(meadow, address, document):
    before = stored()
    refused = meadow.send("POST", address, document)
    assert (refused.status, refused.code) == (200, Code.MALFORMED_XML)
    assert stored() == before


def test_no_answer_repeats_what_was_sent(meadow):
    planted = "Quillfeather"
    for reply in (
        meadow.submit(f"<{planted}/>".encode()),
        meadow.submit(f"<report>{planted}".encode()),
        meadow.end("finish", planted),
        meadow.describe(planted, planted),
        meadow.send("POST", "upload", planted.encode(), f"multipart/form-data; boundary={planted}"),
    ):
        assert reply.code != Code.SUCCESS
        assert planted not in reply.body.decode() + str(reply.headers)


def test_a_fault_of_ours_is_the_protocols_server_error_and_says_nothing_of_it(
    meadow, settings, capfd
):
    settings.BAIRN_FILE_LIMIT = "a setting that was mistyped"
    reply = meadow.upload(4711, b"Quillfeather")
    assert (reply.status, reply.code) == (500, Code.SERVER_ERROR)
    assert b"mistyped" not in reply.body


def _step(client: Platform, step: str, number: int, file_id: str):
    match step:
        case "upload":
            return client.upload(number, CONTENT)
        case "fileinfo":
            return client.describe(number, file_id)
    return client.end(step, number)
