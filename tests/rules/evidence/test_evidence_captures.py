"""A capture is read record by record, every digest computed anew, hostile ones within limits."""

import base64
import gzip
import hashlib
import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from bairn.evidence import captures, plain_text
from bairn.evidence.inflating import Bytes, Limits
from bairn.evidence.terms.captures import Agreement, Capture
from bairn.evidence.warc import same_digest
from bairn.kernel.refusal import Refusal, why_not
from tests.rules.evidence.archives_made import PAGE, wacz, warc

WHOLE = (warc(), warc(gzip=False), wacz())


def _read(data: bytes, **more: object) -> Capture:
    return captures.read(Bytes(data), **more)


def _kept(data: bytes, number: int = 1) -> str:
    kept = captures.kept(Bytes(data), number, most=10_000, spent=lambda: 0.0)
    return plain_text.of_page(kept.headers, bytes(kept.payload))


@pytest.mark.parametrize("packed", [True, False])
def test_a_warc_says_its_page_its_time_its_software_and_that_all_digests_agree(packed):
    found = _read(warc(gzip=packed))
    assert found.url == "https://a.test/1"
    assert found.captured_at == found.captured_until == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert found.software == "invented-writer 1.0"
    assert [one.kind for one in found.records] == ["warcinfo", "response"]
    assert found.records[1].payload is Agreement.AGREES
    assert found.records[1].block is Agreement.AGREES
    assert found.holds


@given(st.binary(max_size=200_000), st.booleans())
@settings(max_examples=40, deadline=None)
def test_what_another_reader_finds_is_found_here_too(body, packed):
    data = warc(gzip=packed, body=body)
    theirs = [(one.rec_type, one.length) for one in ArchiveIterator(io.BytesIO(data))]
    found = _read(data)
    assert [(one.kind, one.length) for one in found.records] == theirs
    assert found.holds


def test_a_changed_page_is_shown_as_changed():
    found = _read(warc(gzip=False).replace(b"Hello", b"Other"))
    assert found.records[1].payload is Agreement.DIFFERS
    assert not found.holds
    assert found.faults == ()


@given(st.floats(0, 1, exclude_max=True), st.integers(1, 255))
@settings(max_examples=150, deadline=None)
def test_no_changed_byte_brings_the_reader_down(where, change):
    for whole in WHOLE:
        data = bytearray(whole)
        data[int(where * len(data))] ^= change
        refused = why_not(_read, bytes(data))
        assert refused is None or refused.code == "evidence.no_capture"


@given(st.integers(1, 500))
@settings(max_examples=60, deadline=None)
def test_a_capture_that_was_cut_does_not_hold(cut):
    whole = warc()
    found = _read(whole[: len(whole) - min(cut, len(whole) - 20)])
    assert not found.holds
    assert found.faults


def test_a_record_that_states_the_wrong_length_is_damage():
    data = warc(gzip=False)
    for wrong in (b"Content-Length: 99999999\r\n", b"Content-Length: 3\r\n"):
        at = data.rindex(b"Content-Length: ")
        end = data.index(b"\r\n", at) + 2
        found = _read(data[:at] + wrong + data[end:])
        assert found.faults == ("records_damaged",)
        assert found.records[0].kind == "warcinfo"


def test_headers_without_end_are_left_at_the_limit():
    endless = b"WARC/1.0\r\nA: " + b"a" * 10_000_000
    for data in (endless, gzip.compress(endless), b"WARC/1.0\r\n" + b"A: a\r\n" * 10_000):
        assert _read(data).faults == ("limit_header",)


def test_a_capture_that_swells_is_left_at_the_limit():
    data = warc(body=bytes(30 * 1024**2))
    found = _read(data, limits=Limits(out_bytes=1024**2))
    assert found.faults == ("limit_bytes",)


def test_a_capture_that_takes_too_long_is_left():
    assert _read(warc(), spent=lambda: 500.0).faults == ("limit_time",)


def test_a_wacz_says_its_pages_and_that_every_part_is_what_its_list_states():
    found = _read(wacz())
    assert found.kind == "wacz"
    assert (found.pages[0].url, found.pages[0].title) == ("https://a.test/1", "One")
    assert found.software == "invented-capturer 2"
    assert {one.agrees for one in found.resources} == {Agreement.AGREES}
    assert [one.number for one in found.records] == [0, 1]
    assert found.holds


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"archive/data.warc.gz": None}, "part_missing"),
        ({"extra.txt": b"1"}, "part_not_listed"),
        ({"datapackage-digest.json": None}, "list_not_sealed"),
        ({"datapackage.json": b"{}"}, "archive_damaged"),
        ({"datapackage.json": b"[" * 100_000}, "archive_damaged"),
        ({"pages/pages.jsonl": b"not json"}, "pages_unreadable"),
        ({"archive/data.warc.gz": b"\x1f\x8bnothing"}, "records_damaged"),
    ],
)
def test_what_is_wrong_with_a_wacz_is_said(change, fault):
    found = _read(wacz(change=change))
    assert fault in found.faults
    assert not found.holds


@pytest.mark.parametrize("field", ["title", "url"])
def test_half_a_sign_in_a_list_of_pages_can_be_kept_all_the_same(field):
    page = {"url": "https://a.test/1", "title": "One", "ts": "2026-03-01T08:00:00Z"} | {
        field: "x\ud800"
    }
    change = {"pages/pages.jsonl": b"{}\n" + json.dumps(page).encode()}
    (found,) = captures.read(Bytes(wacz(change=change))).pages
    assert getattr(found, field).encode().decode() == "x?"


@pytest.mark.parametrize("said", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_day_that_has_no_utc_is_no_day_and_brings_nothing_down(said):
    data = warc(gzip=False).replace(
        b"WARC-Date: 2026-03-01T08:00:00Z", b"WARC-Date: " + said.encode()
    )
    read = captures.read(Bytes(data))
    assert (read.count, read.captured_at) == (2, None)
    page = {"url": "https://a.test/1", "title": "One", "ts": said}
    change = {"pages/pages.jsonl": b"{}\n" + json.dumps(page).encode()}
    assert captures.read(Bytes(wacz(change=change))).pages[0].at is None


def test_a_part_or_a_list_that_was_changed_is_shown():
    changed = _read(wacz(change={"pages/pages.jsonl": b'{"url": "https://b.test"}'}))
    assert [one.path for one in changed.resources if one.agrees is Agreement.DIFFERS] == [
        "pages/pages.jsonl"
    ]
    listed = _read(wacz(change={"datapackage.json": json.dumps({"resources": []}).encode()}))
    assert listed.resources[0].agrees is Agreement.DIFFERS


def test_what_is_no_capture_is_refused():
    for data in (b"words", gzip.compress(b"words"), b"PK\x05\x06" + bytes(18), b"\x1f\x8b\x08\0"):
        with pytest.raises(Refusal, match=r"evidence\.no_capture"):
            _read(data)


def test_the_text_of_a_page_is_its_words_alone():
    assert _kept(warc()) == "Hello from the page."
    assert _kept(wacz()) == "Hello from the page."


@given(st.binary(max_size=3000))
@settings(max_examples=150, deadline=None)
def test_no_page_brings_its_text_down_and_no_markup_comes_through(body):
    for said in (b"", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n"):
        headers = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gb18030\r\n" + said
        for payload in (body, gzip.compress(body), PAGE.encode() + body):
            text = plain_text.of_page(headers, payload)
            assert all(sign.isprintable() or sign == "\n" for sign in text)


def test_a_chunked_and_compressed_page_in_chinese_is_read():
    page = gzip.compress("<p>你好</p><script>x</script>".encode("gb18030"))
    chunked = f"{len(page):x}\r\n".encode() + page + b"\r\n0\r\n\r\n"
    headers = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=GB18030\r\n"
        b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    assert plain_text.of_page(headers, chunked) == "你好"


def test_a_record_behind_the_end_cannot_be_read():
    with pytest.raises(Refusal, match=r"evidence\.no_record"):
        _kept(warc(), 9)


def test_a_digest_is_known_in_every_way_in_which_it_is_written():
    digest = hashlib.sha256(b"one").digest()
    assert same_digest(digest.hex().upper(), digest)
    assert same_digest(base64.b32encode(digest).decode(), digest)
    assert same_digest(base64.urlsafe_b64encode(digest).decode(), digest)
    assert not same_digest(hashlib.sha256(b"two").hexdigest(), digest)
