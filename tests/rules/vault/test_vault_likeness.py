"""A name in a case is compared with a colleague's, and only how they agree comes out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.vault import likeness
from bairn.vault.terms import Likeness

SAME, ORDER, PART = Likeness.SAME_NAME, Likeness.OTHER_ORDER, Likeness.PART_OF_NAME


def alike(name, colleague, service_name="nobody"):
    return likeness.alike({"full_name": name}, name=colleague, service_name=service_name)


@pytest.mark.parametrize(
    ("name", "colleague", "how"),
    [
        ("Jon Maple", "Jon Maple", SAME),
        ("JON  MAPLE", "Jon Maple", SAME),
        ("Tove Hérön", "Tove Heron", SAME),
        ("Bjørn Ask", "Bjorn Ask", SAME),
        ("Maple, Jon", "Jon Maple", ORDER),
        ("Jon Erik Maple", "Jon Maple", PART),
        ("Lisa Amber", "Dr Lisa Amber", PART),
        ("柏青", "柏青", SAME),
        ("柏 青", "柏青", SAME),
        ("柏青", "柏青林", None),
        ("青柏", "柏青", None),
        ("Jon Maple", "Jon Larch", None),
        ("Maple", "Jon Maple", None),
        ("", "Jon Maple", None),
    ],
)
def test_names_agree_by_their_words_and_chinese_names_exactly(name, colleague, how):
    assert alike(name, colleague) is how


def test_a_name_in_parts_agrees_as_a_whole():
    latin = {"given_name": "Jon", "family_name": "Maple"}
    assert likeness.alike(latin, name="Jon Maple", service_name="maple") is SAME
    chinese = {"given_name": "青", "family_name": "柏"}
    assert likeness.alike(chinese, name="柏青", service_name="bai") is SAME


def test_another_name_of_theirs_agrees_as_well():
    fields = {"full_name": "J. M.", "other_names": json.dumps(["Jon Maple"])}
    assert likeness.alike(fields, name="Jon Maple", service_name="maple") is SAME


def test_a_handle_or_mailbox_that_is_a_service_name_is_a_reason_to_look():
    accounts = {"accounts": json.dumps([{"platform": "Meadow", "handle": "@Jmaple"}])}
    emails = {"emails": json.dumps(["jmaple@example.org"])}
    for fields in (accounts, emails):
        assert likeness.alike(fields, name="Jon Maple", service_name="jmaple") is (
            Likeness.SERVICE_NAME
        )


def test_the_strongest_likeness_is_the_one_that_is_said():
    fields = {"full_name": "Jon Maple", "emails": json.dumps(["jmaple@example.org"])}
    assert likeness.alike(fields, name="Jon Maple", service_name="jmaple") is SAME


@pytest.mark.parametrize("broken", ["{", '"text"', "[1, null]", '{"handle": 1}'])
def test_fields_that_cannot_be_read_agree_with_nobody(broken):
    fields = {"accounts": broken, "emails": broken, "other_names": broken}
    assert likeness.alike(fields, name="Jon Maple", service_name="jmaple") is None


@given(st.lists(st.text("abcdeéø", min_size=2), min_size=2, max_size=4, unique=True))
def test_the_order_of_the_words_hides_nobody(words):
    assert alike(" ".join(words), " ".join(reversed(words))) in (SAME, ORDER)


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_the_same_from_both_sides(one, other):
    assert alike(one, other) is alike(other, one)
