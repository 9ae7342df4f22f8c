"""No answer over 1 MB and no more questions for more rows, however much somebody sends."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from bairn.intake import actions as intake
from bairn.intake.models import Report
from bairn.journeys import open_case
from bairn.kernel import clock
from bairn.triage import actions as triage
from bairn.web.desk import opened_parts
from bairn.web.desk.opened_parts import Row
from tests.doors.api.senders import Senders, senders
from tests.doors.desk.casework import signed_in
from tests.rooms.intake.desk import open_desk

MOST = 1_000_000  # bytes
PERSON = {
    "role": "victim",
    "identity": {"full_name": "N", "notes": [{"kind": "k", "value": "v" * 20}] * 40},
    "facts": {"age_min": 3, "age_max": 9, "implicated": True, "sex": "female"},
}
FILE = {"md5": "ab" * 16, "sha1": "ab" * 20, "sha256": "ab" * 32, "size": 7, "name": "n" * 300}
LISTS = ("cases", "queue", "my_day", "views", "search")


@pytest.fixture
def before(empty_cache: None) -> Senders:
    return senders(open_desk())


@pytest.fixture
def client(before: Senders) -> Client:
    return signed_in(before.desk.supervisor)


def shown(answer) -> bytes:
    assert answer.status_code in {200, 201}, answer.content[:300]
    assert len(answer.content) <= MOST
    return answer.content


def large(before: Senders) -> uuid.UUID:
    """The largest report that a partner may bring."""
    told = {
        "people": [PERSON] * 100,
        "files": [FILE] * 500,
        "words": {"narrative": '"' * 100_000, "first_account": "<" * 100_000},
        **{f"unknown{n}": "'" * 60 for n in range(2000)},
    }
    shown(before.clinic.report(told))
    report = Report.objects.get()
    for act in (triage.enter, triage.assess):
        act(actor=before.desk.system, at=clock.now(), report_id=report.id)
    return report.id


def add(before: Senders, report: uuid.UUID, many: int) -> None:
    code = {"actor": before.desk.officer, "report_id": report, "facts": {"danger_now": True}}
    for n in range(many):
        intake.add_to_report(**code, at=clock.now(), text=f"Something more, {n}.")


def questions(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        shown(client.get(path))
    return len(asked)


def test_the_page_of_the_largest_report_comes_in_parts_below_a_megabyte(before, client):
    report = large(before)
    add(before, report, 120)
    path, files, additions, parts = reverse("desk:report", args=[report]), 0, 0, 0
    following: str | None = path
    while following is not None:
        page = shown(client.get(following)).decode()
        files += page.count('<th scope="row"><span class="num">')
        additions += page.count('name="what" value="addition"')
        parts += 1
        found = re.search(r'href="(\?part=\d+)"', page)
        following = path + found[1] if found else None
    assert (files, additions) == (500, 120)
    assert parts == 5


def test_everything_opened_of_the_largest_report_comes_in_parts_and_none_is_lost(before, client):
    report = large(before)
    path, read = reverse("desk:report_open", args=[report]), ""
    form = {"what": "document", "purpose": "investigation"}
    for _ in range(40):
        page = shown(client.post(path, form)).decode()
        read += page
        found = re.search(r'name="part" value="(\d+)"', page)
        if found is None:
            break
        form["part"] = found[1]
    assert read.count("<code>report/unknown") == 2000
    assert read.count("&quot;" * 100) >= 100_000 // 100 - 10
    words = shown(client.post(path, {"what": "words", "purpose": "investigation"})).decode()
    assert "Open the next part" in words


def test_the_longest_identity_comes_in_parts_on_the_pages_of_its_case_too(before, client):
    noted = [{"kind": "k", "value": '"' * 1_900, "note": f"seen{n}"} for n in range(200)]
    told = {"people": [{"role": "victim", "identity": {"full_name": "N", "devices": noted}}]}
    shown(before.clinic.report(told))
    report = Report.objects.get()
    opened = open_case.open_case(
        actor=before.desk.supervisor,
        at=clock.now(),
        report_id=report.id,
        pack_id="cn-2023",
        time_zone="Asia/Shanghai",
    )
    people = shown(client.get(reverse("desk:people", args=[opened.case_id]))).decode()
    subject = re.search(r'name="subject" value="([^"]+)"', people)[1]
    path, read = reverse("desk:identity", args=[opened.case_id]), ""
    form = {"subject": subject, "purpose": "investigation"}
    for _ in range(20):
        page = shown(client.post(path, form)).decode()
        read += page
        found = re.search(r'name="part" value="(\d+)"', page)
        if found is None:
            break
        form["part"] = found[1]
    assert len(re.findall(r"seen\d+", read)) == 200


def test_the_page_of_a_report_asks_no_more_for_more_that_was_added(before, client):
    report = before.desk.receive().report_id
    for act in (triage.enter, triage.assess):
        act(actor=before.desk.system, at=clock.now(), report_id=report)
    path = reverse("desk:report", args=[report])
    add(before, report, 1)
    shown(client.get(path))
    few = questions(client, path)
    add(before, report, 40)
    assert questions(client, path) <= few


def test_no_list_of_the_desk_asks_more_or_grows_past_its_page_for_sixty_reports(before, client):
    def receive(many: int) -> None:
        for _ in range(many):
            one = before.desk.receive().report_id
            for act in (triage.enter, triage.assess):
                act(actor=before.desk.system, at=clock.now(), report_id=one)

    receive(2)
    paths = [reverse(f"desk:{name}") for name in LISTS]
    for path in paths:
        shown(client.get(path))
    few = {path: questions(client, path) for path in paths}
    receive(60)
    assert {path: questions(client, path) for path in paths} == few
    for path in paths:
        assert len(shown(client.get(path))) <= 100_000, path


ROWS = st.lists(
    st.builds(Row, st.text(max_size=30), st.integers(0, 70_000).map(lambda n: "x" * n)), max_size=30
)


@given(ROWS)
def test_parts_hold_every_row_once_in_order_and_none_is_too_long(rows):
    rows = list(opened_parts.of_fields((row.label, [row.text]) for row in rows))
    read: list[Row] = []
    number, further = 0, True
    while further:
        part, further = opened_parts.part(rows, number)
        assert sum(len(row.label) + len(row.text) for row in part) <= opened_parts.PART
        assert part or not further
        read += part
        number += 1
    assert read == rows
