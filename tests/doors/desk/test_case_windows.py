"""The windows of a case at the desk: every fact in a table too, and never a "do not collect"."""

import re
from datetime import timedelta

import pytest

from bairn.kernel import clock
from bairn.kernel.periods import Bounds
from bairn.protocols import actions as protocols
from bairn.protocols.terms import CaseFacts
from tests import cast
from tests.doors.desk import casework
from tests.doors.desk.casework import Scene, scene, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Scene:
    return scene()


def path(here: Scene, query: str = "") -> str:
    return f"/desk/cases/{here.case}/protocol/windows/{query}"


def text(here: Scene, query: str = "", language: str = "en") -> str:
    answer = signed_in(here.first, language).get(path(here, query))
    assert answer.status_code == 200
    return str(answer.content.decode())


def contact(here: Scene, hours: int | None, *, about: bool = False) -> None:
    moment = None if hours is None else clock.now() - timedelta(hours=hours)
    protocols.record_facts(
        actor=here.first,
        at=clock.now(),
        case_id=here.case,
        facts=CaseFacts({}, {"last_contact_at": Bounds(None, moment)})
        if moment
        else CaseFacts({}, {"last_contact_at": Bounds(clock.now() - timedelta(hours=9), None)}),
        about=here.parts[0] if about else None,
    )


def test_the_table_says_every_limit_with_its_body_mark_and_source(here: Scene) -> None:
    shown = text(here)
    table = shown.split("<table", 1)[1]
    assert "UK (FFLM), unwashed: 168 h" in table
    assert "from knowledge: check locally" in table
    assert "our default: check locally" in table
    assert "edition 2011" in table
    assert "in a person who had not moved" in table, "what lengthens a window is said"


def test_the_brief_and_the_protocol_tab_lead_to_the_windows(here: Scene) -> None:
    for tab in ("", "protocol/"):
        page = signed_in(here.first).get(f"/desk/cases/{here.case}/{tab}").content.decode()
        assert f'href="{path(here)}"' in page


def test_past_the_longest_limit_a_clinician_decides_in_both_languages(here: Scene) -> None:
    contact(here, 400)
    shown = text(here)
    assert "past the longest limit: a clinician decides" in shown
    assert not re.search(r"do not collect|cannot be collected|too late", shown, re.I)
    assert "由医生决定" in text(here, language="zh-hans")


def test_a_contact_whose_time_nobody_knows_stays_open_and_asks_a_clinician(here: Scene) -> None:
    contact(here, None)
    shown = text(here, "?kind=biological")
    assert "time not known: everything stays open, ask a clinician" in shown
    assert 'class="at"' not in shown, "without a time there is no now to mark"


def test_one_kind_is_shown_alone_by_its_address_and_a_wrong_one_shows_all(here: Scene) -> None:
    assert "HIV test" in text(here, "?kind=medical")
    assert "Fingernails" not in text(here, "?kind=medical")
    assert "HIV test" in text(here, "?kind=nothing")


def test_somebody_with_facts_of_their_own_has_windows_of_their_own(here: Scene) -> None:
    contact(here, 30, about=True)
    shown = text(here)
    assert "Child 1</h2>" in shown
    assert casework.CANARY not in shown


def test_a_case_without_contact_says_what_would_appear(here: Scene) -> None:
    assert "No window of this kind applies" in text(here, "?kind=digital")


def test_a_role_without_a_part_in_windows_is_refused_and_offered_no_link(here: Scene) -> None:
    worker = cast.staff("sol", "support_worker", unit=here.place.other_unit)
    casework.place_in_circle(here, worker, "support_worker")
    assert signed_in(worker).get(path(here)).status_code == 403
    tab = signed_in(worker).get(f"/desk/cases/{here.case}/protocol/").content.decode()
    assert path(here) not in tab
