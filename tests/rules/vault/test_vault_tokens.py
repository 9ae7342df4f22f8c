"""A token is made in one way, only of what is rare, and gives nothing to rank."""

import hashlib
import hmac
import random
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.vault import tokens
from bairn.vault.terms import TokenKind, TokenSource

BORN = date(2012, 4, 9)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TokenSource.phone("020 7946 0958", "GB"), TokenSource.phone("+44 (20) 7946-0958")),
        (TokenSource.phone("13800138000", "cn"), TokenSource.phone("+86 138 0013 8000")),
        (TokenSource.email(" Kite@Example.ORG "), TokenSource.email("kite@example.org")),
        (TokenSource.email("a@bücher.example"), TokenSource.email("a@xn--bcher-kva.example")),
        (
            TokenSource.surname_and_birth_date("MÜLLER - Lind", BORN),
            TokenSource.surname_and_birth_date("muller lind", BORN),
        ),
        (
            TokenSource.surname_and_birth_date("ﾜﾀﾅﾍﾞ", BORN),
            TokenSource.surname_and_birth_date("ワタナベ", BORN),
        ),
        (
            TokenSource.account("Chat-App", "@Sky_Kite"),
            TokenSource.account("chatapp", "sky_kite "),
        ),
        (
            TokenSource.national_id("CN", "360426 19910101 0071"),
            TokenSource.national_id("cn", "360426199101010071"),
        ),
    ],
)
def test_two_ways_of_writing_the_same_thing_are_one(one, other):
    assert tokens.written_one_way(one) is not None
    assert tokens.written_one_way(one) == tokens.written_one_way(other)


@pytest.mark.parametrize(
    "source",
    [
        TokenSource.phone("12345"),
        TokenSource.phone("7946 0958"),
        TokenSource.phone(""),
        TokenSource.email("nobody"),
        TokenSource.email("@example.org"),
        TokenSource.email("a@localhost"),
        TokenSource.national_id("cn", "360426199101010072"),
        TokenSource.national_id("xx", "360426199101010071"),
        TokenSource.national_id("us", "000-00-0000"),
        TokenSource.account("", "kite"),
        TokenSource.account("chat", "@"),
        TokenSource.surname_and_birth_date(" - ", BORN),
        TokenSource(TokenKind.SURNAME_AND_BIRTH_DATE, ("Lind", "")),
        TokenSource(TokenKind.SURNAME_AND_BIRTH_DATE, ("Lind", "2012")),
    ],
)
def test_what_is_too_little_or_fails_its_check_makes_no_token(source):
    assert tokens.written_one_way(source) is None


@given(st.sampled_from(TokenKind), st.text(max_size=60), st.text(max_size=60))
def test_no_input_breaks_the_spelling(kind, one, other):
    parts = (one,) if kind is TokenKind.EMAIL else (one, other)
    written = tokens.written_one_way(TokenSource(kind, parts))
    assert written is None or written


@given(st.sampled_from(sorted(tokens._CHECKS)), st.text(max_size=30) | st.from_regex(r"\d{8,18}"))
def test_no_number_breaks_the_check_of_any_country(country, number):
    written = tokens.written_one_way(TokenSource.national_id(country, number))
    assert written is None or written.startswith(f"{country}|")


@given(st.text(min_size=1, max_size=40))
def test_a_surname_alone_never_makes_a_token(surname):
    source = TokenSource(TokenKind.SURNAME_AND_BIRTH_DATE, (surname, ""))
    assert tokens.written_one_way(source) is None


def test_there_is_no_kind_for_a_single_name_sex_age_or_offence():
    assert {kind.name for kind in TokenKind} == {
        "SURNAME_AND_BIRTH_DATE",
        "PHONE",
        "EMAIL",
        "NATIONAL_ID",
        "ACCOUNT",
    }


@given(st.binary(min_size=32, max_size=32))
def test_a_token_keeps_twenty_bits_and_no_more(digest):
    token = tokens.cut(digest)
    assert len(token) == 3
    assert token[2] & 0x0F == 0
    assert int.from_bytes(token, "big") >> 4 == int.from_bytes(digest[:3], "big") >> 4


def test_a_source_does_not_show_what_it_is_made_of():
    assert "Lind" not in repr(TokenSource.surname_and_birth_date("Lind", BORN))


def test_rank_matching_gains_nothing_over_guessing_the_commonest_name():
    """G13 on 20,000 people: surnames as uneven as real ones, the attacker knows their shares."""
    draw = random.Random(7)
    names = ["".join(chr(97 + int(digit)) for digit in f"{rank:04}") for rank in range(1, 2001)]
    shares = [1 / rank for rank in range(1, 2001)]
    people = [
        (surname, date(1950, 1, 1) + timedelta(days=draw.randrange(25_000)))
        for surname in draw.choices(names, shares, k=20_000)
    ]
    stored = [
        tokens.cut(hmac.digest(b"unknown to them", _written(person).encode(), hashlib.sha256))
        for person in people
    ]
    assert len(set(map(_written, people))) > 19_000  # the invented names do differ
    guessing = Counter(surname for surname, _ in people).most_common(1)[0][1]
    assert _ranked_right(people, stored, names, shares) <= 1.2 * guessing


def _written(person):
    return tokens.written_one_way(TokenSource.surname_and_birth_date(*person))


def _ranked_right(people, stored, names, shares):
    """How many surnames the attacker gets who hands out names by rank of the tokens' frequency."""
    left = {
        name: share / sum(shares) * len(people) for name, share in zip(names, shares, strict=True)
    }
    given, queue = {}, iter(names)
    name = next(queue)
    for token, count in Counter(stored).most_common():
        given[token] = name
        left[name] -= count
        if left[name] <= 0:
            name = next(queue, name)
    return sum(given[token] == surname for (surname, _), token in zip(people, stored, strict=True))
