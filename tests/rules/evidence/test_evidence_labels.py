"""The code on a label: every single slip and every swap of neighbours is found."""

from hypothesis import given
from hypothesis import strategies as st

from bairn.evidence import labels
from bairn.kernel.ids import ALPHABET

BODIES = st.text(alphabet=ALPHABET, min_size=9, max_size=9)


def code_of(body: str) -> str:
    return "B" + body + labels.check_letter(body)


@given(BODIES, st.integers(1, 10), st.sampled_from(ALPHABET))
def test_every_single_slip_is_found(body: str, place: int, letter: str) -> None:
    code = code_of(body)
    slipped = code[:place] + letter + code[place + 1 :]
    assert (labels.read(slipped) is not None) == (slipped == code)


@given(BODIES, st.integers(1, 9))
def test_every_swap_of_neighbours_is_found(body: str, place: int) -> None:
    code = code_of(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (labels.read(swapped) is not None) == (swapped == code)


def test_every_slip_and_swap_of_one_code_is_found_one_by_one() -> None:
    code = labels.new_code()
    slips = {
        code[:place] + letter + code[place + 1 :] for place in range(1, 11) for letter in ALPHABET
    } - {code}
    assert len(slips) == 310
    assert [one for one in slips if labels.read(one)] == []


@given(BODIES)
def test_what_is_typed_is_read_as_it_was_meant(body: str) -> None:
    code = code_of(body)
    typed = f" {code[:4].lower()}-{code[4:8]} {code[8:]} ".replace("0", "o").replace("1", "l")
    assert labels.read(typed) == code


def test_what_is_no_code_is_none() -> None:
    for text in ("", "B", "C" + labels.new_code()[1:], "B12345678U0", "B" * 40, "乙" * 11):
        assert labels.read(text) is None


def test_codes_are_drawn_and_do_not_repeat() -> None:
    drawn = {labels.new_code() for _ in range(500)}
    assert len(drawn) == 500
    assert all(labels.read(one) == one for one in drawn)
    assert not any(one[1:-1].isalpha() for one in drawn)
