"""A sealed field opens in its own place alone, and its size tells no length."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.kernel.refusal import Refusal
from bairn.vault import sealing

KEYS = st.binary(min_size=32, max_size=32)
NONCES = st.binary(min_size=12, max_size=12)
FIELDS = st.from_regex(r"[a-z][a-z0-9_]{0,47}", fullmatch=True)
VERSIONS = st.integers(0, 2**62)
VALUES = st.one_of(st.text(max_size=3000), st.binary(max_size=9000))


@st.composite
def places(draw):
    return draw(st.uuids()), draw(FIELDS), draw(VERSIONS)


@given(VALUES, KEYS, NONCES, places())
def test_a_value_comes_back_as_it_was_in_its_own_place(value, key, nonce, where):
    bound_to = sealing.place(*where)
    sealed = sealing.seal(value, key=key, nonce=nonce, bound_to=bound_to)
    assert sealing.unseal(sealed, key=key, nonce=nonce, bound_to=bound_to) == value


@given(VALUES, KEYS, NONCES, places(), places())
def test_a_value_does_not_open_as_another_subject_field_or_version(value, key, nonce, here, there):
    sealed = sealing.seal(value, key=key, nonce=nonce, bound_to=sealing.place(*here))
    for moved in (
        (there[0], here[1], here[2]),
        (here[0], there[1], here[2]),
        (here[0], here[1], there[2]),
    ):
        if moved != here:
            with pytest.raises(sealing.SealBrokenError):
                sealing.unseal(sealed, key=key, nonce=nonce, bound_to=sealing.place(*moved))


@given(places(), places())
def test_two_places_never_share_their_bytes(one, other):
    assert (sealing.place(*one) == sealing.place(*other)) == (one == other)


@given(VALUES, KEYS, NONCES, places(), st.data())
def test_a_flipped_bit_is_found(value, key, nonce, where, data):
    sealed = bytearray(sealing.seal(value, key=key, nonce=nonce, bound_to=sealing.place(*where)))
    place = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[place // 8] ^= 1 << place % 8
    with pytest.raises(sealing.SealBrokenError):
        sealing.unseal(bytes(sealed), key=key, nonce=nonce, bound_to=sealing.place(*where))


@given(VALUES, KEYS, KEYS, NONCES, places())
def test_another_key_opens_nothing(value, key, other, nonce, where):
    sealed = sealing.seal(value, key=key, nonce=nonce, bound_to=sealing.place(*where))
    if key != other:
        with pytest.raises(sealing.SealBrokenError):
            sealing.unseal(sealed, key=other, nonce=nonce, bound_to=sealing.place(*where))


@given(st.binary(max_size=20_000))
def test_padding_hides_the_length_within_its_class(payload):
    padded = sealing.pad(payload)
    assert sealing.unpad(padded) == payload
    assert len(padded) in {64, 256, 1024} or len(padded) % 4096 == 0
    assert len(padded) > len(payload)


def test_every_usual_name_has_the_same_size():
    names = ["王", "Ng", "Aurelia Constance Featherstonehaugh-Marlborough", "司马相如"]
    sizes = {
        len(sealing.seal(name, key=b"k" * 32, nonce=b"n" * 12, bound_to=b"here")) for name in names
    }
    assert sizes == {64 + sealing.TAG_BYTES}


@given(st.binary(max_size=200))
def test_bytes_without_an_end_mark_are_not_read(junk):
    stripped = junk.replace(b"\x80", b"") + b"\x00"
    with pytest.raises(sealing.SealBrokenError):
        sealing.unpad(stripped)


def test_a_value_beyond_16_mib_is_refused():
    with pytest.raises(Refusal) as refused:
        sealing.seal(b"x" * (2**24 + 1), key=b"k" * 32, nonce=b"n" * 12, bound_to=b"")
    assert refused.value.code == "vault.too_large"


@pytest.mark.parametrize("name", ["", "Surname", "sur name", "1st", "x" * 49, "a|b", "名"])
def test_a_field_that_is_no_code_is_refused_and_not_repeated(name):
    with pytest.raises(Refusal) as refused:
        sealing.check_field(name)
    assert not name or name not in str(refused.value)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis takes naive bounds
)
def test_a_later_moment_makes_a_later_version(at):
    assert sealing.version_at(at + timedelta(microseconds=1)) == sealing.version_at(at) + 1


@given(st.uuids(), st.uuids(), st.uuids())
def test_a_data_key_is_bound_to_its_subject_and_its_own_id(one, other, key_id):
    assert one == other or sealing.key_place(one, key_id) != sealing.key_place(other, key_id)
    assert one == other or sealing.key_place(key_id, one) != sealing.key_place(key_id, other)
    assert sealing.key_place(uuid.UUID(int=1), key_id) != sealing.place(uuid.UUID(int=1), "a", 1)
