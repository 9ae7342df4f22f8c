"""What makes the batch quick changes nothing of what it says."""

import duckdb
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from bairn.likeness.batch import linking, tidy
from bairn.likeness.batch.dialect import DUCKDB, SPARK

_SERVER = duckdb.connect(":memory:")
_SERVER.execute(tidy._MACROS)
DATES = st.dates().map(lambda one: one.strftime("%Y%m%d").zfill(8))
NUMBERS = st.text("0123456789", min_size=5, max_size=9)
WRITTEN = st.text("aB9 -.,é王Ａ'", max_size=12)


def asked(expression, **values):
    columns = ", ".join(f"${name} as {name}" for name in values)
    (row,) = _SERVER.execute(f"select {expression} from (select {columns})", values).fetchall()
    return row[0]


@st.composite
def slipped(draw, texts):
    """A text and what one or two slips make of it."""
    one = draw(texts)
    letters = list(one)
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, max(len(letters) - 2, 0)))
        how = draw(st.sampled_from(["other", "exchanged", "lost", "more"]))
        if how == "other":
            letters[at : at + 1] = draw(st.sampled_from("0123456789"))
        elif how == "exchanged":
            letters[at : at + 2] = letters[at : at + 2][::-1]
        elif how == "lost":
            letters[at : at + 1] = []
        else:
            letters.insert(at, draw(st.sampled_from("0123456789")))
    return one, "".join(letters)


@given(slipped(NUMBERS))
def test_one_slip_of_a_number_is_found_wherever_it_is(pair):
    left, right = pair
    found = asked(DUCKDB.slip("l", "r"), l=left, r=right)
    assert found == (DamerauLevenshtein.distance(left, right) <= 1)


@given(slipped(DATES))
def test_slips_of_a_date_are_edits_but_for_digits_that_moved_along(pair):
    left, right = pair
    if len(right) != len(left):
        return
    edits = DamerauLevenshtein.distance(left, right)
    moved = sum(a != b for a, b in zip(left, right, strict=True)) > 2 * edits
    for most in (1, 2):
        found = asked(DUCKDB.slips("l", "r", most), l=left, r=right)
        assert found == (edits <= most and not moved) or moved


def test_a_date_whose_digits_moved_along_is_another_date():
    assert DamerauLevenshtein.distance("19580103", "19801031") == 2
    assert not asked(DUCKDB.slips("l", "r", 2), l="19580103", r="19801031")


def test_an_engine_that_counts_no_differing_letters_edits_them():
    assert SPARK.slips("a", "b", 2) == f"{SPARK.edits('a', 'b')} <= 2"


@given(WRITTEN)
def test_a_plain_text_is_cleaned_as_any_other(text):
    plain = asked("trim(regexp_replace(plain(x), '[^\\p{L}\\p{N}]+', ' ', 'g'))", x=text)
    assert asked("clean(x)", x=text) == (plain or None)


def test_the_same_pairs_are_learnt_from_in_whatever_order_they_come():
    rng = np.random.default_rng(3)
    left, right = rng.integers(0, 500, 2_000), rng.integers(500, 1_000, 2_000)
    order = rng.permutation(2_000)
    one = linking._some(left, right, 300)
    other = order[linking._some(left[order], right[order], 300)]
    pairs = {(int(a), int(b)) for a, b in zip(left[one], right[one], strict=True)}
    again = {(int(a), int(b)) for a, b in zip(left[other], right[other], strict=True)}
    assert pairs == again
    assert 0.3 < left[one].mean() / 500 < 0.7  # from anywhere in the file
