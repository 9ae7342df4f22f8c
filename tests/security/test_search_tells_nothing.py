"""Searching and looking beyond one's reach: the answer is that of a house that holds nothing."""

import re
import statistics
import time
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bairn.cases import queries as cases
from bairn.kernel import clock
from bairn.vault import pacing
from tests.doors.desk import casework
from tests.doors.desk.casework import CANARY, PHONE, Scene, another_case, scene, signed_in

NOBODYS = "+8613900002222"
NO_CASE = "C-26-7K4M2QX-3"
TRIES = 25


@pytest.fixture
def here(db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(pacing, "HOURLY", dict.fromkeys(pacing.HOURLY, 10_000))
    return scene()


def bare(page: str, *asked: str) -> str:
    """The page without what was typed and without the tokens that differ each time."""
    for one in asked:
        page = page.replace(one, "…")
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
    return re.sub(r'datetime="[^"]*"|\d\d:\d\d', "", page)


def ask(client, q: str) -> str:
    return client.post(reverse("desk:search"), {"q": q}).content.decode()


def test_a_foreign_reference_and_one_that_never_was_get_the_same_page(here):
    known = cases.case(actor=here.first, at=clock.now(), case_id=here.case).reference
    client = signed_in(here.stranger)
    assert bare(ask(client, known), known) == bare(ask(client, NO_CASE), NO_CASE)
    assert str(here.case) in ask(signed_in(here.first), known)


def test_however_much_another_unit_holds_the_answer_is_one_yes(here):
    client = signed_in(here.stranger)
    once = bare(ask(client, PHONE), PHONE)
    for n in range(6):
        other = another_case(here, hours=n + 1)
        casework._people(here.second, other, here.opened)
    assert bare(ask(client, PHONE), PHONE) == once
    assert CANARY not in once
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", once)


def test_no_list_count_or_day_shows_that_a_foreign_case_is_there(here):
    client = signed_in(here.stranger)
    paths = [reverse(f"desk:{one}") for one in ("cases", "queue", "my_day", "search")]
    before = [bare(client.get(path).content.decode()) for path in paths]
    for n in range(5):
        another_case(here, hours=n + 1)
    after = [bare(client.get(path).content.decode()) for path in paths]
    assert before == after


def questions(client, path: str, form: dict | None = None) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.post(path, form) if form else client.get(path)
    return len(asked)


def test_a_foreign_case_takes_as_many_questions_as_one_that_never_was(here):
    client = signed_in(here.stranger)
    known = cases.case(actor=here.first, at=clock.now(), case_id=here.case).reference
    path = reverse("desk:search")
    for q in (known, NO_CASE):
        ask(client, q)
    assert questions(client, path, {"q": known}) == questions(client, path, {"q": NO_CASE})
    for tab in ("case", "people", "protocol", "decisions", "record"):
        foreign, never = (
            reverse(f"desk:{tab}", args=[one]) for one in (here.case, uuid.UUID(int=0xDEAD))
        )
        client.get(foreign), client.get(never)
        assert questions(client, foreign) == questions(client, never), tab


def test_a_foreign_case_takes_no_other_time_than_one_that_never_was(here):
    client = signed_in(here.stranger)
    known = cases.case(actor=here.first, at=clock.now(), case_id=here.case).reference

    def cpu(q: str) -> float:
        begun = time.process_time()
        ask(client, q)
        return time.process_time() - begun

    for q in (known, NO_CASE):
        cpu(q)
    rounds = [(cpu(known), cpu(NO_CASE)) for _ in range(TRIES)]
    foreign, never = (statistics.median(column) for column in zip(*rounds, strict=True))
    assert 0.8 < foreign / never < 1.25


def test_a_number_held_elsewhere_takes_no_other_time_than_one_that_nobody_holds(here):
    client = signed_in(here.stranger)
    for q in (PHONE, NOBODYS):
        ask(client, q)
    path = reverse("desk:search")
    held, nobody = (questions(client, path, {"q": q}) for q in (PHONE, NOBODYS))
    assert held == nobody
