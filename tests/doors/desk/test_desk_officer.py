"""The officer's form: everything typed is kept, everything is sealed, the band shows at once."""

import re
import uuid
from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from bairn.access.terms import Purpose
from bairn.intake import queries as intake
from bairn.intake.terms import Channel, PersonRole
from bairn.kernel import clock
from bairn.vault.queries import identities, words
from bairn.web.desk import officer_draft
from tests.doors.desk.reporting import hall

FORM = "/desk/officer/"


@pytest.fixture(autouse=True)
def _map(settings):
    settings.ROOT_URLCONF = "bairn.house.urls.all_doors"


@pytest.fixture
def here(db):
    return hall()


def told(people=({"role": "victim"},), **more) -> dict[str, str]:
    data = {"sending_key": "k1", "do": "send", "form-INITIAL_FORMS": "0", **more}
    data["form-TOTAL_FORMS"] = str(len(people))
    for index, one in enumerate(people):
        data |= {f"form-{index}-{name}": value for name, value in one.items()}
    return data


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def received(here, page: str):
    report = uuid.UUID(re.search(r"/desk/reports/([0-9a-f-]{36})/", page)[1])
    return intake.report(actor=here.officer, at=clock.now(), report_id=report)


def test_the_form_asks_first_whether_it_is_safe_now(here, signed_in):
    page = text(signed_in(here.officer).get(FORM))
    assert page.index("Is it safe now?") < page.index("What was told")
    assert "Is the child or person in danger right now" in page


def test_an_empty_form_is_a_report_and_unknown_is_never_no(here, signed_in):
    page = text(signed_in(here.officer).post(FORM, told(people=())))
    card = received(here, page)
    assert card.channel is Channel.OFFICER_FORM
    assert "danger_now" not in card.facts


@pytest.mark.django_db(transaction=True)  # the key service asks for a committed entry
def test_a_full_form_keeps_words_people_bounds_and_facts(here, signed_in):
    page = text(
        signed_in(here.officer).post(
            FORM,
            told(
                people=(
                    {"role": "victim", "full_name": "Canarychild", "age_min": "9", "age_max": "10"},
                    {"role": "victim", "age_min": "12"},
                    {"role": "suspect", "platform": "Meadow", "handle": "canary.handle"},
                    {"role": "guardian", "implicated": "yes"},
                ),
                first_account="Canaryaccount",
                who_told="Canarytold",
                contact_earliest="2026-03-01T08:00",
                contact_latest="2026-03-01T12:00",
                fact_danger_now="yes",
                fact_suspect_has_access="no",
                fact_victims_count="2",
                incident_codes="online_enticement",
                pack="cn-2023",
            ),
        )
    )
    assert "A · now" in page
    assert 'class="code"' in page
    card = received(here, page)
    roles = [one.role for one in card.people]
    assert roles.count(PersonRole.VICTIM) == 2
    assert card.facts["danger_now"] is True
    assert card.facts["suspect_has_access"] is False
    assert card.facts["victims_count"] == 2
    assert card.last_contact.earliest == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert card.last_contact.latest == datetime(2026, 3, 1, 12, tzinfo=UTC)
    (said,) = words.read_words(
        actor=here.officer, at=clock.now(), subject_ids=[card.words_id], report_id=card.id
    )
    assert (said.fields["first_account"], said.fields["who_told"]) == (
        "Canaryaccount",
        "Canarytold",
    )
    child = next(one for one in card.people if one.facts.get("age_max") == 10)
    (who,) = identities.open_identities(
        actor=here.officer,
        at=clock.now(),
        subject_ids=[child.subject_id],
        purpose=Purpose.INTAKE,
        report_id=card.id,
    )
    assert who.fields["full_name"] == "Canarychild"


def test_sending_the_same_form_twice_makes_one_report(here, signed_in):
    client = signed_in(here.officer)
    first, second = (text(client.post(FORM, told(first_account="once"))) for _ in range(2))
    assert received(here, first).id == received(here, second).id


def test_a_mistake_keeps_everything_that_was_typed(here, signed_in):
    answer = signed_in(here.officer).post(
        FORM,
        told(
            people=({"role": "suspect", "full_name": "Typed name", "handle": "alone"},),
            first_account="Typed account",
            contact_earliest="2026-03-02T08:00",
            contact_latest="2026-03-01T08:00",
            fact_danger_now="yes",
        ),
    )
    page = text(answer, 422)
    for kept in ("Typed name", "Typed account", "2026-03-02T08:00", "alone"):
        assert kept in page
    assert '<option value="yes" selected>' in page
    assert "This lies before the earliest moment given above." in page
    assert "This belongs with the field beside it." in page
    assert 'class="error-summary"' in page


def test_a_person_is_added_without_losing_what_was_typed(here, signed_in):
    answer = signed_in(here.officer).post(
        FORM, told(first_account="Typed account", fact_missing="yes") | {"do": "add"}
    )
    page = text(answer)
    assert "Person 2" in page
    assert "Typed account" in page
    assert 'class="error-summary"' not in page


def test_a_person_is_taken_out_and_the_others_keep_what_they_hold(here, signed_in):
    people = tuple({"role": "victim", "full_name": f"Name {n}"} for n in "abc")
    page = text(signed_in(here.officer).post(FORM, told(people=people) | {"do": "remove.1"}))
    assert "Name a" in page
    assert "Name b" not in page
    assert "Name c" in page
    assert "Person 3" not in page


def test_the_first_button_of_the_form_sends_so_that_enter_never_removes_anybody(here, signed_in):
    page = text(signed_in(here.officer).get(FORM))
    form = page[page.index('<form method="post" autocomplete="off">') :]
    assert re.search(r'name="do" value="([a-z.0-9]+)"', form)[1] == "send"


def test_whoever_takes_no_reports_in_is_refused(here, signed_in):
    assert "This is not part of your role." in text(signed_in(here.inspector).get(FORM), 403)


@pytest.mark.parametrize("said", ["-1", "x", "", "999999", "²"])
def test_nonsense_about_the_number_of_people_does_no_harm(said):
    data = QueryDict(mutable=True)
    data["form-TOTAL_FORMS"] = said
    assert 0 <= officer_draft.people_in(data) <= 30
    assert officer_draft.without_person(data, 30) == data
