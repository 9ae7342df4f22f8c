"""Prints hang on their key, hold no text, and are the same made one by one or in bulk."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.likeness import bulk, layout, prints
from bairn.likeness.bulk import Marked
from bairn.likeness.keys import Keys
from tests.rules.likeness.invented import OTHER_SECRET, SECRET, person

KEYS, OTHERS = Keys(SECRET), Keys(OTHER_SECRET)
_TEXT = st.text("abcdefghijklmnop", min_size=1, max_size=12)
_FACET = st.fixed_dictionaries({}, optional=dict.fromkeys(prints.COMPONENTS, _TEXT))


@given(_FACET)
def test_two_secrets_give_unrelated_words(facet: dict[str, str]) -> None:
    one, other = prints.row_of(facet, KEYS), prints.row_of(facet, OTHERS)
    known = one[: layout.MINS] != 0
    assert not (one[: layout.MINS] == other[: layout.MINS])[known].any()


@given(st.lists(_TEXT, min_size=60, max_size=60, unique=True))
def test_filters_of_two_secrets_agree_no_more_than_chance(texts: list[str]) -> None:
    one = np.stack([prints.filter_of(text, KEYS) for text in texts])
    other = np.stack([prints.filter_of(text, OTHERS) for text in texts])
    met, expected = _bits(one & other), sum(
        _bits(a) * _bits(b) / 256 for a, b in zip(one, other, strict=True)
    )  # fmt: skip
    assert met < 2 * expected + 60


def _bits(words: np.ndarray) -> int:
    return int(np.unpackbits(words.view(np.uint8)).sum())


@given(st.lists(_FACET, min_size=1, max_size=8))
def test_prints_made_in_bulk_are_those_made_one_by_one(facets: list[dict[str, str]]) -> None:
    columns = {name: [one.get(name, "") for one in facets] for name in prints.COMPONENTS}
    many = bulk.many(columns, KEYS)
    for n, facet in enumerate(facets):
        assert np.array_equal(many[n].rows[0], prints.row_of(facet, KEYS))


def test_tokens_made_in_bulk_are_those_made_one_by_one() -> None:
    marked = [
        Marked("phone", ["+49301", "", "+49302"]),
        Marked("email", ["", "anna", "bo"], free=True, named=[False, False, True]),
    ]
    many = bulk.many({"family": ["a", "b", "c"]}, KEYS, tokens=marked)
    assert many[0].tokens.tolist() == [prints.token_of("phone", "+49301", KEYS)]
    assert many[1].tokens.tolist() == [prints.token_of("email", "anna", KEYS, free=True)]
    assert set(many[2].tokens.tolist()) == {
        prints.token_of("phone", "+49302", KEYS),
        prints.token_of("email", "bo", KEYS, free=True, named=True),
    }


@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le", "utf-32-le"])
def test_no_print_holds_a_readable_word(coding: str) -> None:
    one = person(KEYS, "kanarienvogel", "amalthea", "1990-03-04", "+493012345678", "birdwatcher")
    stored = one.rows.tobytes() + one.tokens.tobytes()
    for word in ("kanarienvogel", "amalthea", "1990", "12345678", "birdwatcher", "kana"):
        assert word.encode(coding) not in stored


def test_a_value_has_another_word_in_each_purpose() -> None:
    assert KEYS.word("name", "march") != KEYS.word("town", "march")
    assert KEYS.token("is.phone", "1") != KEYS.token("is.email", "1")


def test_keys_of_one_secret_are_the_same_and_do_not_show_themselves() -> None:
    assert Keys(SECRET).word("name", "x") == KEYS.word("name", "x")
    assert "secret" not in repr(KEYS)
    assert SECRET.hex() not in repr(KEYS)


def test_a_short_secret_is_no_secret() -> None:
    with pytest.raises(ValueError, match="at least 32 bytes"):
        Keys(b"short")


def test_no_more_facets_and_tokens_are_kept_than_the_kernels_have_room_for() -> None:
    facets = [{"family": f"name{n}"} for n in range(30)]
    tokens = [prints.token_of("phone", str(n), KEYS) for n in range(200)]
    one = prints.print_from(facets, tokens, KEYS)
    assert len(one.rows) == prints.MOST_FACETS
    assert len(one.tokens) == prints.MOST_TOKENS
