"""My day, the queue and its views, as whoever takes reports in sees them."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bairn.feed import actions as feed
from bairn.feed import ranking
from bairn.kernel import clock
from bairn.triage import actions as triage
from bairn.triage.terms import Band
from bairn.web.desk import queue
from tests.doors.desk.reporting import HANDLE, NAME, SAID, hall

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _map(settings):
    settings.ROOT_URLCONF = "bairn.house.urls.all_doors"


@pytest.fixture
def here(db):
    return hall()


def text(client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_queue_shows_bands_with_their_reasons_sources_and_marks(here, signed_in):
    here.receive(danger_now=True, meeting_arranged=True, victim_age_min=12)
    page = text(signed_in(here.officer), "/desk/queue/")
    assert "A · now" in page
    assert 'class="reasons"' in page
    assert "check locally" in page
    assert "% complete" in page


def test_a_report_that_no_rule_has_seen_stands_first_and_says_so(here, signed_in):
    here.receive(danger_now=True, victim_age_min=12)
    here.receive(placed=False)
    page = text(signed_in(here.officer), "/desk/queue/")
    assert page.index("Not yet placed: look yourself") < page.index('class="reasons"')


def test_no_name_no_word_and_no_account_stands_in_the_queue_or_the_day(here, signed_in):
    here.receive()
    for address in ("/desk/queue/", "/desk/"):
        page = text(signed_in(here.officer), address)
        for canary in (NAME, SAID, HANDLE):
            assert canary not in page


def test_filters_stand_in_the_address_and_narrow_the_queue(here, signed_in):
    here.receive(danger_now=True, victim_age_min=12)
    client = signed_in(here.officer)
    assert "/desk/reports/" in text(client, "/desk/queue/?band=a")
    assert "Nothing fits" in text(client, "/desk/queue/?band=c")
    assert "/desk/reports/" in text(client, "/desk/queue/?band=nonsense&after=nonsense")


def test_an_empty_queue_says_what_would_stand_there(here, signed_in):
    assert "The queue is empty" in text(signed_in(here.officer), "/desk/queue/")


def test_pages_of_the_queue_follow_each_other_without_loss(here, signed_in, monkeypatch):
    monkeypatch.setattr(queue, "ROWS", 2)
    for number in range(5):
        here.receive(at=clock.now() - timedelta(minutes=number), victim_age_min=12)
    client = signed_in(here.officer)
    address, seen = "/desk/queue/", []
    while address:
        page = text(client, address)
        seen += re.findall(r'class="num" href="/desk/reports/([^/]+)/"', page)
        onward = re.search(r'rel="next" href="([^"]+)"', page)
        address = "/desk/queue/" + onward[1].replace("&amp;", "&") if onward else ""
    assert len(seen) == len(set(seen)) == 5


def test_the_questions_for_the_queue_do_not_grow_with_its_rows(here, signed_in):
    client = signed_in(here.officer)
    asked = []
    for more in (1, 9):
        for _ in range(more):
            here.receive(victim_age_min=12)
        with CaptureQueriesContext(connection) as questions:
            text(client, "/desk/queue/")
        asked.append(len(questions))
    assert asked[1] <= asked[0]


def test_a_page_of_the_queue_stays_below_100_kilobytes(here, signed_in):
    for _ in range(30):
        here.receive(danger_now=True, abuse_in_progress=True, victim_age_min=5, missing=True)
    assert len(signed_in(here.officer).get("/desk/queue/").content) <= 100_000


def test_a_view_is_saved_with_its_filters_and_forgotten(here, signed_in):
    client = signed_in(here.officer)
    answer = client.post("/desk/queue/views/", {"name": "Urgent", "band": "a"})
    assert answer.url == "/desk/queue/?band=a"
    page = text(client, "/desk/queue/views/")
    assert '<a href="/desk/queue/?band=a">Urgent</a>' in page
    view = re.search(r'name="forget" value="([^"]+)"', page)[1]
    client.post("/desk/queue/views/", {"forget": view})
    assert "Urgent" not in text(client, "/desk/queue/views/")


def test_a_view_without_a_name_keeps_what_was_filtered(here, signed_in):
    answer = signed_in(here.officer).post("/desk/queue/views/", {"name": "", "band": "a"})
    assert answer.status_code == 422
    assert '<input type="hidden" name="band" value="a">' in answer.content.decode()


def test_a_lowering_that_waits_shows_in_the_queue_and_in_the_others_day(here, signed_in):
    report = here.receive(danger_now=True, victim_age_min=30, victim_age_max=40)
    reason = next(iter(triage.banding.reasons()))
    triage.propose_lowering(
        actor=here.officer, at=clock.now(), report_id=report, to=Band.B, reason=reason
    )
    assert "lowering waits for a second person" in text(signed_in(here.officer), "/desk/queue/")
    assert str(report) in text(signed_in(here.supervisor), "/desk/")


def test_the_queue_is_no_part_of_an_inspectors_work(here, signed_in):
    client = signed_in(here.inspector)
    page = text(client, "/desk/queue/", 403)
    assert "This is not part of your role." in page
    assert 'href="/desk/queue/"' not in text(client, "/desk/")


def test_the_day_has_four_parts_and_says_of_each_item_why(here, signed_in):
    here.receive(danger_now=True, victim_age_min=12)
    page = text(signed_in(here.officer), "/desk/")
    for part in ("Now", "Due", "New", "Waiting"):
        assert re.search(rf'<h2 id="part-{part.lower()}">{part} ', page)
    assert "/desk/reports/" in page


def test_an_item_of_the_day_can_be_set_aside_but_a_matter_of_safety_cannot(here, signed_in):
    here.receive(victim_age_min=30, victim_age_max=40)
    client = signed_in(here.officer)
    page = text(client, "/desk/")
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    assert client.post("/desk/", {"key": key, "hours": "1"}).status_code == 302
    assert key not in text(client, "/desk/")
    assert client.post("/desk/", {"key": key, "hours": "999"}).status_code == 409


def test_a_report_that_says_danger_now_is_marked_as_safety_and_cannot_be_set_aside(here, signed_in):
    report = here.receive(danger_now=True, victim_age_min=9, victim_age_max=9)
    client = signed_in(here.officer)
    page = text(client, "/desk/")
    assert 'class="tag red">safety<' in page
    assert "A matter of safety cannot be set aside: act on it." in page
    assert 'name="key"' not in page
    answer = client.post("/desk/", {"key": f"report:{report}:mandated_form", "hours": "1"})
    assert answer.status_code == 409
    assert "A matter of safety cannot be set aside: act on it." in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_strip_of_the_day_shows_every_window_of_a_case_that_closes_soon(
    here, signed_in, monkeypatch
):
    report = here.receive(possible_contact=True, victim_age_min=9, victim_age_max=9)
    client = signed_in(here.officer)
    told = {"pack_id": "cn-2023", "time_zone": "Asia/Shanghai"}
    assert client.post(f"/desk/reports/{report}/case/", told).status_code == 302
    rows = re.findall(r'<th scope="row" class="wide">C-', text(client, "/desk/"))
    assert len(rows) > 1
    monkeypatch.setattr(ranking, "MOST_WINDOWS", 1)
    page = text(client, "/desk/")
    assert len(re.findall(r'<th scope="row" class="wide">C-', page)) == 1
    assert f"and {len(rows) - 1} more that close" in page


@pytest.mark.django_db(transaction=True)
def test_a_case_that_one_follows_stands_in_the_day(here, signed_in):
    client = signed_in(here.officer)
    told = {"pack_id": "cn-2023", "time_zone": "Asia/Shanghai"}
    opened = client.post(f"/desk/reports/{here.receive(victim_age_min=9)}/case/", told)
    case_id = uuid.UUID(opened.url.split("/")[3])
    feed.follow(actor=here.officer, at=clock.now(), case_id=case_id)
    page = text(client, "/desk/")
    assert str(case_id) in page[page.index('id="part-following"') :]


@pytest.mark.django_db(transaction=True)  # the circle counts from the database's own now
def test_a_matter_of_safety_says_why_it_cannot_be_set_aside(here, signed_in):
    report = here.receive(danger_now=True, victim_age_min=9, victim_age_max=9)
    client = signed_in(here.officer)
    told = {"pack_id": "cn-2023", "time_zone": "Asia/Shanghai"}
    assert client.post(f"/desk/reports/{report}/case/", told).status_code == 302
    page = text(client, "/desk/")
    assert "A matter of safety cannot be set aside: act on it." in page
