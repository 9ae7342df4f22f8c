"""How large, how many, how long, and when a file is whole."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.evidence import uploading
from bairn.evidence.terms.files import DigestOnly
from bairn.evidence.terms.uploads import Upload, UploadState
from bairn.kernel.refusal import Refusal, why_not

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@given(size=st.none() | st.integers(0, 10**15), free=st.integers(0, 10**15))
def test_no_upload_takes_what_the_record_needs(size: int | None, free: int) -> None:
    no = why_not(uploading.check_size, size, limit=10**15, free=free)
    assert (no is None) == ((size or 0) + uploading.RESERVE <= free)


@pytest.mark.parametrize("state", [one for one in UploadState if one is not UploadState.ARRIVING])
def test_what_has_ended_says_how(state: UploadState) -> None:
    no = why_not(uploading.check_open, state, AT, at=AT)
    assert no is not None
    assert no.code == f"evidence.upload_{state.value}"


def test_an_upload_is_open_for_a_week() -> None:
    ends = uploading.expires(AT)
    assert ends == AT + timedelta(days=7)
    assert why_not(uploading.check_open, UploadState.ARRIVING, ends, at=AT) is None
    no = why_not(uploading.check_open, UploadState.ARRIVING, ends, at=ends)
    assert no is not None
    assert no.code == "evidence.upload_expired"


@given(said=st.none() | st.integers(0, 5), size=st.integers(0, 5), same=st.booleans())
def test_a_file_is_whole_when_all_that_was_said_holds(
    said: int | None, size: int, same: bool
) -> None:
    digest = hashlib.sha256(b"calm").digest()
    upload = Upload(size=said, sha256=digest)
    no = why_not(uploading.check_whole, upload, size=size, sha256=digest if same else bytes(32))
    assert (no is None) == (said in (None, size) and same)
    assert why_not(uploading.check_whole, Upload(size=3, sha256=b""), size=3, sha256=b"x") is None


@pytest.mark.parametrize(
    ("restricted", "house", "stays"),
    [
        (False, "digest", True),
        (True, "digest", False),
        (True, "sealed", True),
        (False, "sealed", True),
    ],
)
def test_restricted_content_stays_only_where_the_house_seals_it(
    restricted: bool, house: str, stays: bool
) -> None:
    assert uploading.leaves_content(restricted=restricted, house_keeps=house) is stays


def test_a_commitment_is_an_hmac_that_a_stranger_can_check() -> None:
    salt, digest = bytes(range(32)), hashlib.sha256(b"calm").digest()
    assert uploading.commitment(salt, digest) == hmac.new(salt, digest, hashlib.sha256).hexdigest()


@given(st.binary(max_size=40), st.binary(max_size=40), st.binary(max_size=40))
def test_a_digest_has_the_length_of_its_algorithm(sha256: bytes, sha1: bytes, md5: bytes) -> None:
    said = DigestOnly(sha256=sha256, sha1=sha1, md5=md5, size=1, locator="", custodian="")
    fits = len(sha256) == 32 and len(sha1) in (0, 20) and len(md5) in (0, 16)
    assert (why_not(uploading.check_named, said) is None) == fits
    assert (why_not(uploading.check_digest_said, sha256) is None) == (len(sha256) in (0, 32))


def test_one_more_than_allowed_is_too_many() -> None:
    assert why_not(uploading.check_count, uploading.MOST_OPEN - 1) is None
    with pytest.raises(Refusal, match=r"evidence\.too_many_uploads"):
        uploading.check_count(uploading.MOST_OPEN)
