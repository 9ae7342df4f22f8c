"""Receipt codes: read however written, kept only as a slow digest, the same for a resend."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.intake import receipts
from bairn.kernel.refusal import Refusal

DIGITS = st.text("0123456789", min_size=16, max_size=16)
SALT = b"s" * 32


@given(DIGITS, st.sampled_from(["-", " ", "", " - ", ".", "\u3000"]))
def test_a_code_is_read_back_whatever_stands_between_its_groups(digits, between):
    shown = receipts.shown(digits)
    assert len(shown) == 19
    assert receipts.read(shown.replace("-", between)) == digits


def test_digits_of_other_scripts_and_widths_are_digits():
    assert receipts.read("４８２１-０９３７-５５１２-００４６") == "4821093755120046"
    assert receipts.read("٤٨٢١ ٠٩٣٧ ٥٥١٢ ٠٠٤٦") == "4821093755120046"


@given(st.text(max_size=40))
def test_anything_else_is_refused_without_repeating_it(written):
    if sum(c.isdigit() for c in written) == 16:
        return
    with pytest.raises(Refusal, match=r"intake\.code_form") as refused:
        receipts.read(written)
    if len(written) > 8:
        assert written not in str(refused.value)


def test_the_same_sending_has_the_same_code_and_others_have_others():
    codes = {receipts.of_sending(f"key-{n}", secret=b"secret") for n in range(2000)}
    assert len(codes) == 2000
    assert all(len(code) == 16 and code.isdigit() for code in codes)
    assert receipts.of_sending("key-7", secret=b"secret") in codes
    assert receipts.of_sending("key-7", secret=b"another") not in codes


def test_what_is_kept_of_a_code_tells_nothing_without_the_salt():
    digest = receipts.digest("4821093755120046", salt=SALT)
    assert len(digest) == 32
    assert digest == receipts.digest("4821093755120046", salt=SALT)
    assert digest != receipts.digest("4821093755120046", salt=b"t" * 32)
    assert digest != receipts.digest("4821093755120047", salt=SALT)


def test_a_sending_key_belongs_to_its_channel_and_sender():
    one, other = uuid.UUID(int=1), uuid.UUID(int=2)
    kept = {
        receipts.sending_digest("key", channel=channel, actor_id=actor)
        for channel in ("public_form", "partner_api")
        for actor in (one, other)
    }
    assert len(kept) == 4
