"""What is added to a report on its page: the case it belongs to, a band that police gave."""

import uuid

import pytest
from django.db import connection

from bairn.cases import queries as cases
from bairn.cases.terms import CaseCard
from bairn.journeys.open_case import open_case
from bairn.kernel import clock
from bairn.triage import queries as standings
from bairn.web.desk import who
from tests.doors.desk.reporting import hall

NOT_THERE = "There is no such case or report in your circle."
BAND = {"police-scheme": "kirat", "police-band": "high", "police-given_at": "2026-03-01T10:00"}

pytestmark = pytest.mark.django_db(transaction=True)  # the circle counts from the database's now


@pytest.fixture(autouse=True)
def _map(settings):
    settings.ROOT_URLCONF = "bairn.house.urls.all_doors"


@pytest.fixture
def here(transactional_db):
    return hall()


def of(report: uuid.UUID, part: str = "") -> str:
    return f"/desk/reports/{report}/{part}"


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def a_case(here) -> CaseCard:
    opened = open_case(
        actor=here.officer, at=clock.now(), pack_id="cn-2023", time_zone="Asia/Shanghai",
        report_id=here.receive(victim_age_min=9, victim_age_max=9),
    )  # fmt: skip
    return cases.case(actor=here.officer, at=clock.now(), case_id=opened.case_id)


def test_a_report_is_added_to_the_case_of_the_reference_that_was_typed(here, signed_in):
    case, report = a_case(here), here.receive(victim_age_min=9, victim_age_max=9)
    client = signed_in(here.officer)
    assert "Add to this case" in text(client.get(of(report)))
    typed = {"join-reference": f"  {case.reference.lower()} "}
    added = client.post(of(report, "join/"), typed)
    assert (added.status_code, added.url) == (302, f"/desk/cases/{case.id}/")
    page = text(client.get(of(report)))
    assert f"/desk/cases/{case.id}/" in page
    assert "Add to this case" not in page
    marks = cases.milestones(actor=here.officer, at=clock.now(), case_id=case.id)
    assert "report_joined" in {one.kind for one in marks}


def test_a_refused_reference_stays_typed_with_the_rules_own_words(here, signed_in):
    report = here.receive(victim_age_min=9, victim_age_max=9)
    page = text(
        signed_in(here.officer).post(of(report, "join/"), {"join-reference": "C-26-0000000-0"}), 422
    )
    assert NOT_THERE in page
    assert 'value="C-26-0000000-0"' in page
    assert "Please look at this again" in page


def test_a_case_out_of_reach_looks_like_one_that_is_not_there(here, signed_in):
    case = a_case(here)
    with connection.cursor() as cursor:
        cursor.execute("alter table access_holder disable trigger access_holder_moves")
        cursor.execute(
            "update access_holder set unit_id = %s where id = %s",
            [here.place.other_unit.id, case.id],
        )
        cursor.execute("alter table access_holder enable trigger access_holder_moves")
    report = here.receive(victim_age_min=9, victim_age_max=9)
    client = signed_in(here.supervisor)
    absent, foreign = (
        text(client.post(of(report, "join/"), {"join-reference": reference}), 422)
        for reference in ("C-26-0000000-0", case.reference)
    )
    assert NOT_THERE in foreign
    assert foreign.count(case.reference) == absent.count("C-26-0000000-0") == 1


def test_a_report_in_a_case_is_added_to_no_other_and_the_rule_says_so(here, signed_in):
    first, second = a_case(here), a_case(here)
    report = here.receive(victim_age_min=9, victim_age_max=9)
    client = signed_in(here.officer)
    client.post(of(report, "join/"), {"join-reference": first.reference})
    again = client.post(of(report, "join/"), {"join-reference": second.reference})
    assert "This report is part of a case already." in text(again, 422)


def test_a_band_that_police_gave_is_kept_as_given_and_changes_ours_in_nothing(here, signed_in):
    report = here.receive(victim_age_min=9, victim_age_max=9)
    client = signed_in(here.officer)
    before = standings.triage_of(actor=here.officer, at=clock.now(), report_id=report)
    told = BAND | {"police-scheme": "KIRAT", "police-band": "Very high"}
    kept = client.post(of(report, "police/"), told)
    assert (kept.status_code, kept.url) == (302, of(report) + "#police")
    assert "<code>very_high</code>" in text(client.get(of(report)))
    after = standings.triage_of(actor=here.officer, at=clock.now(), report_id=report)
    assert [(one.scheme, one.band) for one in after.police_bands] == [("kirat", "very_high")]
    assert after.now == before.now


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"police-band": "high, because he"}, "Give the scheme and the band as codes."),
        ({"police-given_at": "2199-01-01T10:00"}, "That moment has not come yet."),
        ({"police-given_at": ""}, "This field is required."),
    ],
)
def test_a_band_that_is_refused_stays_typed_with_the_rules_own_words(here, signed_in, wrong, said):
    report = here.receive(victim_age_min=9, victim_age_max=9)
    answer = signed_in(here.officer).post(of(report, "police/"), BAND | wrong)
    page = text(answer, 422)
    assert said in page
    assert 'value="kirat"' in page
    assert (
        standings.triage_of(actor=here.officer, at=clock.now(), report_id=report).police_bands == ()
    )


def test_whoever_may_not_add_is_told_why_and_refused_when_they_post(here, signed_in):
    case, report = a_case(here), here.receive(victim_age_min=9, victim_age_max=9)
    for part, told in (("join/", {"join-reference": case.reference}), ("police/", BAND)):
        assert signed_in(here.stranger).post(of(report, part), told).status_code == 403


def test_the_forms_and_their_refusals_are_chinese_for_who_reads_chinese(here, signed_in):
    report = here.receive(victim_age_min=9, victim_age_max=9)
    client = signed_in(here.officer)
    client.cookies["l"] = "zh-hans"
    page = text(client.get(of(report)))
    assert "并入案件" in page
    assert "登记警方级别" in page
    late = text(client.post(of(report, "police/"), BAND | {"police-band": "1"}), 422)
    assert "请以代码填写方案和级别。" in late
    assert who.COOKIE in client.cookies
