"""The list of cases and the record for inspectors: small, steady pages; filters in the address."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bairn.access import gate
from bairn.kernel import clock
from bairn.web.desk import entries
from tests.doors.desk import casework
from tests.doors.desk.casework import Scene, scene, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Scene:
    return scene()


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(answer.content) <= 100_000
    return answer.content.decode()


def questions(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(client, path)
    return len(asked)


def test_each_case_of_the_list_shows_what_is_due_next_and_its_nearest_window(here: Scene) -> None:
    text = page(signed_in(here.first), "/desk/cases/")
    assert text.count(f"/desk/cases/{here.case}/") == 1
    assert "overdue by" in text
    assert "Report and filing" in text
    assert re.search(r"urgent time ends|closes", text)


def test_thirty_cases_take_no_more_questions_than_one_and_a_hundred_kilobytes(
    here: Scene,
) -> None:
    client = signed_in(here.first)
    page(client, "/desk/cases/")
    for_one = questions(client, "/desk/cases/")
    for n in range(34):
        casework.another_case(here, hours=n + 1)
    assert questions(client, "/desk/cases/") <= for_one
    first = page(client, "/desk/cases/")
    assert first.count('scope="row"') == 30
    older = re.search(r'href="(\?[^"]*after=[^"]*)"', first)
    assert older is not None
    second = page(client, "/desk/cases/" + older[1].replace("&amp;", "&"))
    assert second.count('scope="row"') == 5
    ids = [re.findall(r"/desk/cases/([0-9a-f-]{36})/", text) for text in (first, second)]
    assert not set(ids[0]) & set(ids[1])


def test_the_state_of_the_list_stands_in_its_address(here: Scene) -> None:
    client = signed_in(here.second)
    assert str(here.case) in page(client, "/desk/cases/?state=open")
    assert str(here.case) not in page(client, "/desk/cases/?state=closed")
    assert str(here.case) in page(client, "/desk/cases/?state=all")
    assert str(here.case) in page(client, "/desk/cases/?state=nonsense&after=nonsense")


def test_an_empty_list_says_what_would_appear_and_how(here: Scene) -> None:
    text = page(signed_in(here.stranger), "/desk/cases/")
    assert str(here.case) not in text
    assert "a case is opened from a report in the queue" in text


def test_a_case_file_asks_no_more_the_more_has_happened(here: Scene) -> None:
    client, path = signed_in(here.first), f"/desk/cases/{here.case}/"
    page(client, path)
    before = questions(client, path)
    for n in range(40):
        casework.cases.mark(
            actor=here.first,
            at=clock.now(),
            case_id=here.case,
            kind="progress_told",
            happened_at=here.opened + timedelta(minutes=n),
        )
    assert questions(client, path) <= before


def test_an_inspector_searches_the_record_by_act_person_kind_and_time(here: Scene) -> None:
    signed_in(here.first).get(f"/desk/cases/{here.case}/")
    signed_in(here.stranger).get(f"/desk/cases/{here.case}/")
    client, day = signed_in(here.inspector), clock.now().date().isoformat()
    everything = page(client, "/desk/oversight/")
    assert "Looked at the case file" in everything
    refused = table(page(client, "/desk/oversight/?kind=refusal"))
    assert "access.reach" in refused
    assert "Ada" not in refused
    acts = table(page(client, "/desk/oversight/?act=protocols.start"))
    assert "Put the case under its pack" in acts
    assert "Looked at the case file" not in acts
    hers = table(page(client, f"/desk/oversight/?actor={here.first.id}&since={day}&until={day}"))
    assert "Ada" in hers
    assert "Ben" not in hers
    assert "Nothing here" in page(client, "/desk/oversight/?since=2199-01-01")
    of_case = page(client, f"/desk/oversight/?holder={here.case}")
    assert "Put the case under its pack" in table(of_case)


def table(text: str) -> str:
    return text[text.index("card flush") : text.index("</nav>", text.index("card flush"))]


def test_a_filter_that_makes_no_sense_is_said_and_keeps_what_was_typed(here: Scene) -> None:
    answer = signed_in(here.inspector).get("/desk/oversight/?since=yesterday")
    assert answer.status_code == 400
    assert "error-summary" in answer.content.decode()


def test_the_record_is_for_inspectors_alone_and_shows_no_way_to_a_name(here: Scene) -> None:
    for actor in (here.first, here.second):
        assert signed_in(actor).get("/desk/oversight/").status_code == 403
    text = page(signed_in(here.inspector), "/desk/oversight/")
    assert "people/identity" not in text
    assert "verify.py" in text
    assert "Not confirmed at this moment" in text, "no witness has seen this test's record"


def test_the_record_pages_by_keys_and_asks_no_more_for_more(here: Scene) -> None:
    looker, client = signed_in(here.first), signed_in(here.inspector)
    page(client, "/desk/oversight/")
    before = questions(client, "/desk/oversight/")
    for _ in range(60):
        looker.get(f"/desk/cases/{here.case}/")
    assert questions(client, "/desk/oversight/") <= before
    first = page(client, "/desk/oversight/")
    older = re.search(r'href="([^"]*before=[^"]*)"[^>]*>Older', first)
    assert older is not None
    second = page(client, "/desk/oversight/" + older[1].replace("&amp;", "&"))
    proofs = [set(re.findall(r'<time datetime="([^"]+)"', table(t))) for t in (first, second)]
    assert not proofs[0] & proofs[1]


def test_every_act_of_the_policy_has_a_title_in_both_languages() -> None:
    titles = entries.titles()
    assert set(gate.policy()) <= set(titles)
    assert all(one.en and one.zh for one in titles.values())
