"""One value has one spelling, and is found also where it stands as another kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.likeness import identifiers
from bairn.likeness.terms import Sighting

TEXTS = st.lists(st.text(max_size=20), max_size=3).map(tuple)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"phones": ("+47 900 00 001",)}, {"phones": ("0047 90000001",), "region": "no"}),
        ({"phones": ("139 0000 1111",), "region": "CN"}, {"phones": ("+8613900001111",)}),
        ({"emails": ("Ada.Ling+work@Gmail.com",)}, {"emails": ("adaling@gmail.com",)}),
        ({"accounts": (("Example Chat", "@Ada"),)}, {"accounts": (("example-chat", "ada"),)}),
        ({"vehicles": ("AB 10 QOI",)}, {"vehicles": ("ab-1o 001",)}),
        ({"devices": ("49-015420-323751-8",)}, {"devices": ("490154203237518",)}),
        ({"urls": ("https://www.meadow.example/p/",)}, {"urls": ("meadow.example/p",)}),
    ],
)
def test_two_ways_to_write_one_value_are_one(one, other):
    (a,), (b,) = identifiers.of(Sighting(**one)), identifiers.of(Sighting(**other))
    assert (a.kind, a.text) == (b.kind, b.text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"phones": ("+852 5123 4567",)}, {"accounts": (("Chat", "85251234567"),)}),
        ({"phones": ("+852 5123 4567",)}, {"accounts": (("Chat", "51234567"),)}),
        ({"emails": ("heron42@example.org",)}, {"accounts": (("Chat", "heron42"),)}),
        ({"emails": ("heron42@example.org",)}, {"accounts": (("Chat", "heron42@example.org"),)}),
    ],
)
def test_a_value_used_as_another_kind_is_found(one, other):
    (a,), (b,) = identifiers.of(Sighting(**one)), identifiers.of(Sighting(**other))
    assert a.kind != b.kind
    assert set(a.also) & set(b.also)


def test_what_is_too_little_makes_none():
    assert identifiers.of(Sighting(phones=("12", ""), emails=("@", "x@"), vehicles=("-",))) == ()


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_that_can_be_typed_is_refused(phones, emails, devices):
    found = identifiers.of(Sighting(phones=phones, emails=emails, devices=devices))
    assert len(set(found)) == len(found)
