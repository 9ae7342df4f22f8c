"""The page of a report: what arrived, shut words, bands by two people, answers, a case."""

import re
import uuid

import pytest
from django.db import connection

from bairn.access import queries as access
from bairn.intake import queries as intake
from bairn.intake.terms import PersonCard, PersonRole
from bairn.kernel import clock
from bairn.triage import actions as triage
from bairn.triage import queries as standings
from bairn.triage.terms import Band
from bairn.web.desk import report_words
from tests.doors.desk.reporting import HANDLE, NAME, SAID, hall

pytestmark = pytest.mark.django_db
CANARIES = (NAME, SAID, HANDLE, "Canaryelement")


@pytest.fixture(autouse=True)
def _map(settings):
    settings.ROOT_URLCONF = "bairn.house.urls.all_doors"


@pytest.fixture
def here(db):
    return hall()


def of(report: uuid.UUID, part: str = "") -> str:
    return f"/desk/reports/{report}/{part}"


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def title(page: str) -> str:
    return re.search(r"<title>(.*?)</title>", page, re.S)[1]


def test_everything_that_arrived_is_shown_and_what_is_sealed_stays_shut(here, signed_in):
    page = text(signed_in(here.officer).get(of(here.receive())))
    assert "A child was approached online for sexual acts" in page
    assert "report/odd/x" in page
    assert "ab" * 32 in page
    assert "B2" in page
    assert "Child or person harmed" in page
    for canary in CANARIES:
        assert canary not in page


def test_people_are_numbered_within_their_role(here, signed_in):
    page = text(signed_in(here.officer).get(of(here.receive())))
    for said in ("Child or person harmed 1", "Suspect 1", "Guardian 1"):
        assert f"<strong>{said}</strong>" in page


def test_a_number_goes_on_within_each_role_and_over_every_part_of_the_page():
    roles = [PersonRole.SUSPECT, PersonRole.VICTIM, PersonRole.SUSPECT, PersonRole.VICTIM] * 60
    people = [
        PersonCard(subject_id=uuid.uuid4(), role=role, facts={}, identified=False) for role in roles
    ]
    found = report_words.numbered(people)
    assert [one for one, _ in found] == people
    for role in set(roles):
        assert [number for one, number in found if one.role is role] == list(range(1, 121))


def test_the_title_of_the_page_names_no_report(here, signed_in):
    report = here.receive()
    page = text(signed_in(here.officer).get(of(report)))
    reference = intake.report(actor=here.officer, at=clock.now(), report_id=report).reference
    assert reference in page
    assert reference not in title(page)


@pytest.mark.django_db(transaction=True)  # the key service asks for a committed entry
@pytest.mark.parametrize(
    ("what", "canary", "look"),
    [
        ("words", SAID, "words.read"),
        ("document", "Canaryelement", "document.read"),
        ("person", NAME, "identity.open"),
    ],
)
def test_opening_asks_the_purpose_is_recorded_and_shows_once(here, signed_in, what, canary, look):
    report = here.receive()
    client = signed_in(here.officer)
    card = intake.report(actor=here.officer, at=clock.now(), report_id=report)
    which = {"which": card.people[0].subject_id} if what == "person" else {}
    told = {"what": what, "purpose": "safeguarding", **which}
    opened = client.post(of(report, "open/"), told)
    assert canary in text(opened)
    assert opened.headers["Cache-Control"] == "no-store"
    assert canary not in title(opened.content.decode())
    record = access.record_of(actor=here.supervisor, at=clock.now(), report_id=report)
    entry = next(one for one in record.entries if one.entry.act == look)
    assert entry.entry.actor_id == here.officer.id
    assert entry.entry.purpose == "safeguarding"
    assert canary not in text(client.get(of(report)))


def test_nothing_is_opened_without_a_purpose(here, signed_in):
    answer = signed_in(here.officer).post(of(here.receive(), "open/"), {"what": "words"})
    page = text(answer, 422)
    assert "Say what it is opened for." in page
    assert SAID not in page


def test_a_person_of_another_report_is_not_opened_through_this_one(here, signed_in):
    first, second = here.receive(), here.receive()
    other = intake.report(actor=here.officer, at=clock.now(), report_id=second)
    told = {"what": "person", "which": other.people[0].subject_id, "purpose": "intake"}
    page = text(signed_in(here.officer).post(of(first, "open/"), told), 403)
    assert NAME not in page


@pytest.mark.parametrize("part", ["", "case/"])
def test_a_foreign_report_and_one_that_never_was_get_the_same_answer(here, signed_in, part):
    client = signed_in(here.stranger)
    there, nowhere = (
        re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|value=\"[\w]{64}\"", "", text(client.get(url), 403))
        for url in (of(here.receive(), part), of(uuid.uuid4(), part))
    )
    assert there == nowhere
    assert "There is no such case or report in your circle." in there


def test_the_standing_shows_reasons_sources_and_its_history(here, signed_in):
    page = text(signed_in(here.officer).get(of(here.receive(danger_now=True, victim_age_min=9))))
    assert "A · now" in page
    assert "How it came there" in page
    assert 'class="source"' in page
    assert "The report stands as high already." in page


def test_a_child_never_goes_below_the_floor_and_the_button_says_why(here, signed_in):
    report = here.receive(recent=False, victim_age_min=9, victim_age_max=9)
    page = text(signed_in(here.officer).get(of(report)))
    assert "A child, or an age nobody knows, never goes below this." in page


def test_lowering_takes_two_people_and_the_first_sees_why_not_alone(here, signed_in):
    report = here.receive(danger_now=True, victim_age_min=30, victim_age_max=40)
    first, second = signed_in(here.officer), signed_in(here.supervisor)
    reason = next(iter(triage.banding.reasons()))
    asked = {"do": "propose", "lower-to": str(Band.B.value), "lower-reason": reason}
    assert first.post(of(report, "triage/"), asked).status_code == 302
    page = text(first.get(of(report)))
    assert "Lowering waits for a second person" in page
    assert "A second person has to agree." in page
    refused = first.post(of(report, "triage/"), {"do": "confirm"})
    assert "A second person has to agree." in text(refused, 409)
    assert second.post(of(report, "triage/"), {"do": "confirm"}).status_code == 302
    card = standings.triage_of(actor=here.officer, at=clock.now(), report_id=report)
    assert card.now.band is Band.B


def test_one_person_may_raise(here, signed_in):
    report = here.receive(recent=False, victim_age_min=30, victim_age_max=40)
    reason = next(iter(triage.banding.raising()))
    told = {"do": "raise", "raise-to": str(Band.A.value), "raise-reason": reason}
    assert signed_in(here.officer).post(of(report, "triage/"), told).status_code == 302
    card = standings.triage_of(actor=here.officer, at=clock.now(), report_id=report)
    assert card.now.band is Band.A


def twins(here):
    """Two reports with the same content; the second may belong to the first."""
    first, second = (here.receive(original=b"the same letter") for _ in range(2))
    triage.find_duplicates(actor=here.system, at=clock.now(), report_id=second)
    return first, second


def test_reports_that_may_be_one_are_joined_by_a_person_and_taken_out_again(here, signed_in):
    first, second = twins(here)
    client = signed_in(here.officer)
    assert "The same content" in text(client.get(of(second)))
    joined = client.post(of(second, "triage/"), {"do": "merge", "other": str(first)})
    assert joined.status_code == 302
    assert "Joined to" in text(client.get(of(second)))
    assert client.post(of(second, "triage/"), {"do": "unmerge"}).status_code == 302
    assert "Join this one to it" in text(client.get(of(second)))


def test_reports_kept_apart_are_not_proposed_again(here, signed_in):
    first, second = twins(here)
    client = signed_in(here.officer)
    told = {"do": "dismiss", "other": str(first), "reason": "other_incident"}
    assert client.post(of(second, "triage/"), told).status_code == 302
    triage.find_duplicates(actor=here.system, at=clock.now(), report_id=second)
    assert "Reports that may be one" not in text(client.get(of(second)))


def test_an_answer_is_a_sentence_of_the_list_and_a_promise_in_the_future(here, signed_in):
    report = here.receive()
    client = signed_in(here.officer)
    late = {"answer-code": "in_hand", "answer-contact_by": "2020-01-01T10:00"}
    page = text(client.post(of(report, "answer/"), late), 422)
    assert "A promise lies in the future." in page
    assert 'value="2020-01-01T10:00"' in page
    good = {"answer-code": "in_hand", "answer-contact_by": "2199-01-01T10:00"}
    assert client.post(of(report, "answer/"), good).status_code == 302
    page = text(client.get(of(report)))
    assert "We have read your report and are acting on it." in page
    assert "We promised to be in touch" in page


@pytest.mark.django_db(transaction=True)  # the circle counts from the database's own now
def test_a_case_is_opened_from_the_page_and_cannot_be_opened_twice(here, signed_in):
    report = here.receive(victim_age_min=9, victim_age_max=9)
    client = signed_in(here.officer)
    wrong = client.post(of(report, "case/"), {"pack_id": "cn-2023", "time_zone": "Nowhere/At_All"})
    assert "There is no such time zone." in text(wrong, 422)
    told = {"pack_id": "cn-2023", "time_zone": "Asia/Shanghai", "circle": [str(here.supervisor.id)]}
    opened = client.post(of(report, "case/"), told)
    assert opened.url.startswith("/desk/cases/")
    assert client.get(opened.url).status_code == 200
    assert "This report is in a case already." in text(client.get(of(report)))
    assert client.get(of(report, "case/")).status_code == 403
    said = client.post(of(report, "open/"), {"what": "words", "purpose": "intake"})
    assert SAID in text(said)


def test_an_act_that_is_not_named_changes_nothing_and_says_so(here, signed_in):
    answer = signed_in(here.officer).post(of(here.receive(), "triage/"), {"do": "nonsense"})
    assert "It was not said what is to be done." in text(answer, 409)


@pytest.mark.django_db(transaction=True)
def test_no_name_and_no_word_stands_in_the_record_of_the_page(here, signed_in):
    report = here.receive()
    client = signed_in(here.officer)
    client.get(of(report))
    client.post(of(report, "open/"), {"what": "words", "purpose": "intake"})
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(encode(entry, 'escape'), ' ') from oversight_pending")
        record = cursor.fetchone()[0]
    for canary in CANARIES:
        assert canary not in record
