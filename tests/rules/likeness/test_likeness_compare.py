"""Each way in which two records agree has its level, and what repeats is not counted twice."""

import numpy as np
import pytest

from bairn.likeness import compare, layout, model, prints
from bairn.likeness.keys import Keys
from bairn.likeness.prints import Print
from tests.rules.likeness.invented import SECRET, person

KEYS = Keys(SECRET)
_BORN = "1987-03-04"


def _levels(one: Print, other: Print, common: bool = False) -> dict[str, str]:
    levels, sums = np.zeros((1, compare.WIDE), np.int8), np.zeros(1)
    weighed = model.load()
    compare.judge(
        one.rows, one.tokens, np.full(len(one.tokens), common), np.zeros((len(one.rows), 4), "f4"),
        other.rows, np.array([0, len(other.rows)], np.uint32), other.tokens,
        np.array([0, len(other.tokens)], np.uint32), np.zeros(1, np.int64), weighed.weights,
        weighed.slopes, levels, np.zeros((1, 4), np.float32), sums,
    )  # fmt: skip
    return {
        name: layout.LEVELS[name][int(level)]
        for name, level in zip(layout.EVIDENCE, levels[0], strict=True)
    }


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (_BORN, _BORN, "same"),
        (_BORN, "1987-04-03", "swapped"),
        (_BORN, "1977-03-04", "year_near"),
        (_BORN, "1982-03-04", "year_near"),
        (_BORN, "1962-03-04", "two"),
        (_BORN, "1987-03-11", "two"),
        (_BORN, "1987-09-11", "year"),
        (_BORN, "1962-03-11", "part"),
        (_BORN, "1962-09-11", "other"),
        (_BORN, "1987", "year"),
        (_BORN, "1987-03", "two"),
        (_BORN, "1962", "other"),
        (_BORN, "", "unknown"),
    ],
)
def test_dates_of_birth_have_their_levels(one: str, other: str, level: str) -> None:
    found = _levels(person(KEYS, birth=one), person(KEYS, birth=other))
    assert found["birth"] == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ({"given": "margaret"}, {"given": "margaret"}, "same"),
        ({"given": "margaret"}, {"given": "peggy", "given_other": "margaret"}, "form"),
        ({"given": "margaret"}, {"given": "m"}, "initial"),
        ({"given": "margaret"}, {"given": "marxgaret", "given_sound": "x"}, "near"),
        ({"given": "margaret"}, {"given": "marjorie"}, "sound"),
        ({"given": "margaret"}, {"given": "oliver"}, "other"),
        ({"given": "xiuying", "han_given": "秀英"}, {"given": "x", "han_given": "秀英"}, "han"),
        ({"given": "li", "han_given": "丽"}, {"given": "li", "han_given": "莉"}, "sound"),
        ({"given": "li", "han_given": "丽"}, {"given": "li"}, "same"),
        ({"given": "margaret"}, {}, "unknown"),
    ],
)
def test_parts_of_a_name_have_their_levels(
    one: dict[str, str], other: dict[str, str], level: str
) -> None:
    assert _levels(person(KEYS, **one), person(KEYS, **other))["given"] == level


def test_a_name_in_the_other_order_agrees_as_a_whole_and_says_so() -> None:
    found = _levels(person(KEYS, "lindqvist", "marta"), person(KEYS, "marta", "lindqvist"))
    assert (found["family"], found["given"], found["order"]) == ("same", "same", "swapped")
    assert found["whole"] == "same"


def test_a_phone_number_used_as_a_handle_is_found_as_another_kind() -> None:
    found = _levels(person(KEYS, phone="+493012345678"), person(KEYS, handle="12345678"))
    assert found["other_kind"] == "same"
    assert found["phone"] == "unknown"


def test_a_number_without_its_country_is_less_than_the_number() -> None:
    found = _levels(person(KEYS, phone="+493012345678"), person(KEYS, phone="+353012345678"))
    assert found["phone"] == "national"
    assert _levels(person(KEYS, phone="+1"), person(KEYS, phone="+1"))["phone"] == "same"


def test_a_value_that_many_share_is_less_than_one_that_few_do() -> None:
    one = person(KEYS, phone="+493012345678", handle="hotline")
    found = _levels(one, one, common=True)
    assert (found["phone"], found["account"]) == ("common", "common")


def test_a_local_part_that_repeats_the_name_has_a_level_of_its_own() -> None:
    named = _with_local("marta.lindqvist", named=True)
    assert _levels(named, named)["email"] == "local_named"
    free = _with_local("bluefalcon", named=False)
    assert _levels(free, free)["email"] == "local"


def _with_local(local: str, *, named: bool) -> Print:
    token = prints.token_of("email", local, KEYS, free=True, named=named)
    return prints.print_from([{}], [token], KEYS)


def test_the_best_of_several_names_counts() -> None:
    alias = prints.print_from(
        [{"family": "unlike", "given": "other"}, {"family": "lindqvist", "given": "marta"}],
        [],
        KEYS,
    )
    assert _levels(person(KEYS, "lindqvist", "marta"), alias)["whole"] == "same"


def test_what_is_known_on_one_side_alone_says_nothing() -> None:
    full = person(KEYS, "lindqvist", "marta", _BORN, "+493012345678", "bluefalcon")
    assert set(_levels(full, person(KEYS)).values()) == {"unknown"}
