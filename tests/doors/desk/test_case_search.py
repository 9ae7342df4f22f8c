"""One box: references and numbers; within reach a link, beyond it a yes and nothing more."""

import pytest
from django.test import Client

from bairn.cases import queries as cases
from bairn.kernel import clock
from bairn.vault import pacing
from bairn.vault.terms import TokenKind
from bairn.web.desk import searching
from tests.doors.desk import casework
from tests.doors.desk.casework import PHONE, Scene, scene, signed_in

ELSEWHERE = "Another unit holds something"


@pytest.fixture
def here(db: None) -> Scene:
    return scene()


def ask(client: Client, q: str, **more: str) -> str:
    answer = client.post("/desk/search/", {"q": q, **more})
    assert answer.status_code in {200, 400}
    return answer.content.decode()


def reference(here: Scene) -> str:
    return cases.case(actor=here.first, at=clock.now(), case_id=here.case).reference


@pytest.mark.django_db
def test_a_number_in_ones_reach_leads_to_the_case_under_a_pseudonym(here: Scene) -> None:
    text = ask(signed_in(here.first), PHONE)
    assert f"/desk/cases/{here.case}/" in text
    assert "Child 1" in text
    assert "telephone number" in text
    assert ELSEWHERE not in text


@pytest.mark.django_db
def test_beyond_ones_reach_it_is_said_that_another_unit_holds_something_and_no_more(
    here: Scene,
) -> None:
    text = ask(signed_in(here.stranger), PHONE)
    assert ELSEWHERE in text
    assert str(here.case) not in text
    assert reference(here) not in text
    assert "Child" not in text


@pytest.mark.django_db
def test_a_reference_is_found_in_reach_and_looks_unknown_beyond_it(here: Scene) -> None:
    known = reference(here)
    assert f"/desk/cases/{here.case}/" in ask(signed_in(here.first), known.lower())
    beyond = ask(signed_in(here.stranger), known)
    assert "Nothing in your reach" in beyond
    assert ELSEWHERE not in beyond


@pytest.mark.django_db
def test_what_was_asked_stands_in_the_field_alone_and_never_in_an_address(here: Scene) -> None:
    client = signed_in(here.first)
    text = ask(client, PHONE)
    assert text.count(PHONE) == 1
    assert f'value="{PHONE}"' in text
    by_link = client.get("/desk/search/", {"q": PHONE}).content.decode()
    assert str(here.case) not in by_link
    assert f'value="{PHONE}"' not in by_link


@pytest.mark.django_db
def test_words_that_name_nothing_are_sent_back_with_what_would_help(here: Scene) -> None:
    text = ask(signed_in(here.first), "somebody tall")
    assert "error-summary" in text
    assert "Name the country or the platform" in text
    assert 'value="somebody tall"' in text


@pytest.mark.django_db
def test_look_ups_have_a_measure_and_the_page_says_so(
    here: Scene,
) -> None:
    client = signed_in(here.first)
    for _ in range(pacing.HOURLY[here.first.kind]):
        answer = client.post("/desk/search/", {"q": "nobody@example.org"})
        assert answer.status_code == 200
    assert "Too many look-ups in this hour" in ask(client, "nobody@example.org")


@pytest.mark.django_db
def test_many_finds_take_no_more_questions_than_one(
    here: Scene, django_assert_max_num_queries
) -> None:
    client = signed_in(here.first)
    ask(client, PHONE)
    with django_assert_max_num_queries(200) as one:
        ask(client, PHONE)
    for n in range(5):
        other = casework.another_case(here, hours=n + 1)
        casework._people(here.second, other, here.opened)
    with django_assert_max_num_queries(len(one)):
        text = ask(client, PHONE)
    assert text.count("/desk/cases/0") >= 6


@pytest.mark.django_db
def test_whoever_oversees_reads_why_they_look_for_nobody(here: Scene) -> None:
    text = ask(signed_in(here.inspector), PHONE)
    assert "This is not part of your role." in text
    assert ELSEWHERE not in text


@pytest.mark.parametrize(
    ("words", "more", "kinds"),
    [
        ("+86 139 0000 1111", {}, [TokenKind.PHONE]),
        ("139 0000 1111", {"country": "cn"}, [TokenKind.PHONE, TokenKind.NATIONAL_ID]),
        ("139 0000 1111", {}, []),
        ("name@example.org", {}, [TokenKind.EMAIL]),
        ("photoclub: birch_77", {}, [TokenKind.ACCOUNT]),
        ("birch_77", {"platform": "photoclub"}, [TokenKind.ACCOUNT]),
        ("11010519491231002X", {"country": "CN"}, [TokenKind.NATIONAL_ID]),
        ("https://example.org/x", {}, []),
        ("Birch", {}, []),
        ("", {}, []),
    ],
)
def test_the_words_of_a_search_are_read_as_what_they_can_be(
    words: str, more: dict[str, str], kinds: list[TokenKind]
) -> None:
    assert [one.kind for one in searching.read(words, **more).sources] == kinds


def test_a_reference_is_never_looked_up_in_the_vault() -> None:
    asked = searching.read(" c-26-7K4M2QX-" + "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[_check("7K4M2QX")])
    assert asked.case_reference.startswith("C-26-")
    assert asked.sources == ()


def _check(body: str) -> int:
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return sum((n + 2) * alphabet.index(c) for n, c in enumerate(body)) % 31
