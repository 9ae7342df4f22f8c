"""A case that was opened from a report: its file shows the report, the people and the clocks."""

from datetime import timedelta

import pytest

from bairn.intake import actions as intake
from bairn.intake import queries as reports
from bairn.intake.terms import Channel, Identity, PersonDraft, PersonRole, ReportDraft, Words
from bairn.journeys import open_case
from bairn.kernel import clock
from bairn.kernel.periods import Bounds
from bairn.triage import actions as triage
from tests import cast
from tests.doors.desk.casework import CANARY, signed_in

pytestmark = pytest.mark.django_db

DRAFT = ReportDraft(
    channel=Channel.OFFICER_FORM,
    pack="cn-2023",
    last_contact=Bounds(clock.now() - timedelta(hours=30), clock.now() - timedelta(hours=26)),
    people=(
        PersonDraft(
            role=PersonRole.VICTIM,
            identity=Identity(family_name=CANARY, given_name="Birch"),
            facts={"age_min": 9, "age_max": 9},
        ),
        PersonDraft(role=PersonRole.GUARDIAN, facts={"implicated": True}),
        PersonDraft(role=PersonRole.SUSPECT),
    ),
    words=Words(narrative=f"{CANARY} told a teacher something."),
)


def test_a_case_opened_from_a_report_shows_its_brief_and_leads_back_to_the_report() -> None:
    place, at = cast.place(), clock.now() - timedelta(minutes=5)
    officer = cast.staff("ina", "intake_officer", "investigator", unit=place.unit)
    received = intake.receive(
        actor=officer, at=at, draft=DRAFT, sending_key="k" * 32, unit_id=place.unit.id
    )
    triage.enter(actor=officer, at=at, report_id=received.report_id)
    opened = open_case.open_case(
        actor=officer,
        at=at,
        report_id=received.report_id,
        pack_id="cn-2023",
        time_zone="Asia/Shanghai",
    )
    client = signed_in(officer)
    text = client.get(f"/desk/cases/{opened.case_id}/").content.decode()
    card = reports.report(actor=officer, at=at, report_id=received.report_id)
    assert opened.reference in text
    assert card.reference in text
    assert f"/desk/reports/{received.report_id}/" in text
    assert "6 to 9" in text
    assert "kept out" in text
    assert "between" in text, "last contact is known within bounds"
    assert "The case was opened" in text
    assert CANARY not in text
    record = client.get(f"/desk/cases/{opened.case_id}/record/").content.decode()
    assert "Opened a case from a report" in record
    assert CANARY not in record
