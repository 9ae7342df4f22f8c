"""What a file is, is read from its content; what a browser may show is a closed list."""

import struct
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.evidence import media
from bairn.evidence.media import Showing

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "video/mp4"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "video/webm"),
        (b"OggS\0\2", "audio/ogg"),
        (b"ID3\x03", "audio/mpeg"),
        (b"%PDF-1.7", "application/pdf"),
        (b"PK\x03\x04", media.ZIP),
        (b"WARC/1.1\r\n", media.WARC),
        (b"plain words, \xe4\xbd\xa0\xe5\xa5\xbd", media.TEXT),
        (b"<!DOCTYPE html><p>", "text/html"),
        (b"  <svg xmlns='a'>", "image/svg+xml"),
        (b"<?xml version='1.0'?><svg>", "image/svg+xml"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska", "video/x-matroska"),
        (b"", media.UNKNOWN),
        (b"\x00\x01\x02", media.UNKNOWN),
    ],
)
def test_the_beginning_of_a_file_says_what_it_is(head, kind):
    assert media.found(head) == kind


@given(st.binary(max_size=600))
def test_whatever_is_no_picture_film_sound_or_text_is_only_downloaded(head):
    kind = media.found(head)
    if media.showing(kind) is Showing.DOWNLOAD:
        assert media.sent_as(kind) == media.UNKNOWN
    assert "html" not in media.sent_as(kind)
    assert "svg" not in media.sent_as(kind)


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/pdf", "text/xml"])
def test_what_can_carry_a_program_is_never_shown_in_a_page(kind):
    assert media.showing(kind) is Showing.DOWNLOAD


def test_a_file_that_is_not_what_was_said_is_shown_as_such_and_not_corrected():
    told = media.compare("image/jpeg", PNG)
    assert (told.stated, told.found, told.differs) == ("image/jpeg", "image/png", True)
    assert not media.compare("image/jpg", b"\xff\xd8\xff").differs
    assert not media.compare("audio/wave; q=1", b"RIFF\0\0\0\0WAVE").differs


def test_a_stated_type_that_is_none_counts_as_nothing_said():
    for said in ("", "picture", "a/b<script>", "image/png\r\nX: y"):
        assert not media.compare(said, PNG).differs or media.compare(said, PNG).stated == ""


def test_a_picture_that_would_fill_the_memory_is_never_decoded():
    rows = struct.pack(">2L5B", 20_000, 20_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + rows
    head = PNG[:8] + struct.pack(">L", 13) + chunk + struct.pack(">L", zlib.crc32(chunk))
    tracemalloc.start()
    assert media.found(head) == "image/png"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 * 1024**2


@given(st.text(max_size=50))
def test_a_text_cut_in_the_middle_of_a_sign_stays_a_text(words):
    head = (words.replace("<", "").replace("\0", "") + "你").encode("utf-8", "ignore")[:-1]
    assert media.found(head) in {media.TEXT, media.UNKNOWN} or words.strip()
