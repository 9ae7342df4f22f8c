"""Signed heads: signed by the log, cosigned by the witness, and nothing else is taken for them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bairn.oversight import notes
from bairn.oversight.merkle import EMPTY_ROOT
from bairn.oversight.notes import Head, NoteFault, PublicKey, Signer

LOG = Signer.new("bairn.example/record", notes.LOG)
WITNESS = Signer.new("witness.example", notes.WITNESS)
HEAD = Head(LOG.name, 7, EMPTY_ROOT)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_a_signed_head_reads_back() -> None:
    assert notes.open_note(notes.signed(HEAD, LOG), LOG.public) == HEAD


def test_a_cosignature_tells_when_the_witness_saw_the_head() -> None:
    note = notes.signed(HEAD, LOG) + WITNESS.cosign(HEAD.body, AT)
    assert notes.cosigned_at(note, WITNESS.public) == AT
    assert notes.open_note(note, LOG.public) == HEAD


def test_a_head_that_no_witness_has_seen_has_no_time() -> None:
    assert notes.cosigned_at(notes.signed(HEAD, LOG), WITNESS.public) is None


def test_keys_survive_their_files() -> None:
    for signer in (LOG, WITNESS):
        assert PublicKey.parse(str(signer.public)) == signer.public
        assert Signer.parse(signer.secret + "\n").public == signer.public


def test_a_private_key_does_not_show_itself() -> None:
    assert LOG.secret.split("+")[-1] not in repr(LOG)


def test_every_flipped_bit_of_a_cosigned_head_is_noticed() -> None:
    whole = (notes.signed(HEAD, LOG) + WITNESS.cosign(HEAD.body, AT)).encode()
    for position in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[position // 8] ^= 1 << position % 8
        try:
            text = flipped.decode()
            known = notes.open_note(text, LOG.public) == HEAD
            seen = notes.cosigned_at(text, WITNESS.public) == AT
        except (NoteFault, UnicodeDecodeError):
            continue
        assert not (known and seen), position


def test_another_key_of_the_same_name_does_not_sign_for_the_log() -> None:
    other = Signer.new(LOG.name, notes.LOG)
    with pytest.raises(NoteFault):
        notes.open_note(notes.signed(HEAD, other), LOG.public)


def test_a_witness_key_does_not_sign_for_the_log() -> None:
    with pytest.raises(NoteFault):
        notes.open_note(f"{HEAD.body}\n{WITNESS.cosign(HEAD.body, AT)}", LOG.public)


def test_the_key_of_one_log_does_not_open_the_head_of_another() -> None:
    head = Head("elsewhere.example/record", 7, EMPTY_ROOT)
    note = f"{head.body}\n{LOG.sign(head.body)}"
    with pytest.raises(NoteFault):
        notes.open_note(note, LOG.public)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_other_text_is_no_note(text: str) -> None:
    with pytest.raises(NoteFault):
        notes.open_note(text, LOG.public)


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_other_text_is_no_key(text: str) -> None:
    for parse in (PublicKey.parse, Signer.parse):
        with pytest.raises(NoteFault):
            parse(text)


@pytest.mark.parametrize("size", ["07", "-1", "1e3", "", " 7", "9" * 30])
def test_a_size_is_written_in_one_way_only(size: str) -> None:
    body = f"{LOG.name}\n{size}\n{HEAD.body.split(chr(10))[2]}\n"
    with pytest.raises(NoteFault):
        notes.open_note(f"{body}\n{LOG.sign(body)}", LOG.public)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "line\nbreak"])
def test_a_name_that_would_break_the_note_is_refused(name: str) -> None:
    with pytest.raises(NoteFault):
        Signer.new(name, notes.LOG)
