"""The headers of tus, read strictly: what is not as the protocol says is refused, and no more."""

import base64
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.web.desk.files import tus_headers
from bairn.web.desk.files.tus_headers import BadHeaderError

KEYS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=1, max_size=20)


def _b64(value: bytes) -> str:
    return base64.b64encode(value).decode()


@given(st.dictionaries(KEYS, st.text(max_size=40), max_size=8))
def test_pairs_come_back_as_they_were_sent(pairs: dict[str, str]) -> None:
    header = ",".join(f"{key} {_b64(value.encode())}" for key, value in pairs.items())
    assert tus_headers.metadata(header) == pairs


def test_a_key_may_stand_alone() -> None:
    assert tus_headers.metadata("restricted,filename Y2FsbQ==") == {
        "restricted": "",
        "filename": "calm",
    }


@pytest.mark.parametrize(
    "header",
    [
        "filename Y2FsbQ==,filename Y2FsbQ==",
        "filename Y2Fsb",
        "filename Y2F sbQ==",
        "file,name,,x Y2FsbQ==",
        " ,",
        "n\u00e4me Y2FsbQ==",
        "name\tx Y2FsbQ==",
        f"name {_b64(bytes([255, 254]))}",
        "x" * 65,
        ",".join(f"k{n}" for n in range(21)),
        "a " + _b64(bytes(tus_headers.MOST_METADATA)),
    ],
)
def test_what_is_no_metadata_is_refused(header: str) -> None:
    with pytest.raises(BadHeaderError):
        tus_headers.metadata(header)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (tus_headers.metadata, tus_headers.checksum):
        with contextlib.suppress(BadHeaderError):
            read(text)
    with contextlib.suppress(BadHeaderError):
        assert tus_headers.number("Upload-Length", text) >= 0
    assert isinstance(tus_headers.digest(text), bytes)


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.0", " 1", "1e3", "٣", "1" * 19, "0x1"])
def test_a_number_is_of_plain_digits(text: str) -> None:
    with pytest.raises(BadHeaderError):
        tus_headers.number("Upload-Offset", text)


def test_a_checksum_is_of_an_algorithm_that_was_offered() -> None:
    assert tus_headers.checksum(f"sha1 {_b64(bytes(20))}").value == bytes(20)
    for wrong in ("md5 AA==", "sha256", "SHA256 AA==", "sha256 ?"):
        if wrong == "sha256":
            assert tus_headers.checksum(wrong).value == b""
            continue
        with pytest.raises(BadHeaderError):
            tus_headers.checksum(wrong)
