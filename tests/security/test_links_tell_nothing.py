"""Links beyond one's reach: one yes a person, the same page and work whatever lies there."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bairn.access import actions as access
from bairn.access import sessions
from bairn.access.terms import ExclusionReason
from bairn.kernel import clock
from bairn.linkage import actions as linkage
from bairn.linkage.terms.leads import LeadSource, Side
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind
from tests import cast
from tests.doors.desk.casework import Scene, scene, signed_in
from tests.rooms.linkage.conftest import lead_of


@pytest.fixture
def here(db: None) -> Scene:
    made = scene()
    for side in people(made):
        compare(made, side)
    return made


def people(here: Scene) -> list[Side]:
    return [Side(one, here.case) for one in here.people.values()]


def elsewhere(here: Scene) -> Side:
    """Somebody in a case of another agency, of which nobody here reaches anything."""
    case = cast.holder("case", unit=here.place.other_unit)
    subject = vault.seal(
        actor=sessions.system(), at=clock.now(), kind=SubjectKind.PERSON,
        fields={"given_name": "Heroncanary"}, case_id=case,
    )  # fmt: skip
    return Side(subject, case)


@pytest.fixture(autouse=True)
def _one_moment(here: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are read at one moment: what is overdue by a minute more tells of the clock."""
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)


def compare(here: Scene, side: Side, *others: Side) -> None:
    linkage.keep_leads(
        actor=sessions.system(), at=here.opened, found=[lead_of(side, one) for one in others],
        source=LeadSource.INTAKE, model="1", keys="k1", checked=[side],
    )  # fmt: skip


def bare(page: str) -> str:
    """The page without the tokens that differ each time, and the times of what was done."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
    return re.sub(r'datetime="[^"]*"|\d\d:\d\d', "", page)


def shown(client, here: Scene, name: str = "case_links") -> str:
    args = [here.case] if name == "case_links" else []
    answer = client.get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 200
    return bare(answer.content.decode())


def test_one_foreign_case_or_six_make_the_same_page(here):
    client, mine = signed_in(here.second), people(here)[0]
    compare(here, mine, elsewhere(here))
    once = shown(client, here)
    compare(here, mine, *(elsewhere(here) for _ in range(6)))
    assert shown(client, here) == once


def test_lists_and_the_day_show_nothing_of_what_lies_elsewhere(here):
    client = signed_in(here.second)
    names = ("links", "my_day", "cases", "queue")
    before = [shown(client, here, name) for name in names]
    compare(here, people(here)[0], *(elsewhere(here) for _ in range(3)))
    assert [shown(client, here, name) for name in names] == before


def test_to_who_is_kept_out_a_lead_there_is_the_same_as_none(here):
    client, mine, far = signed_in(here.second), people(here)[0], elsewhere(here)
    before = shown(client, here)
    access.exclude(
        actor=cast.staff("emil", "supervisor", unit=here.place.other_unit), at=clock.now(),
        case_id=far.holder_id, staff_id=here.second.id, reason=ExclusionReason.RELATED.value,
    )  # fmt: skip
    compare(here, mine, far)
    assert shown(client, here) == before


def test_a_page_asks_as_many_questions_whatever_lies_elsewhere(here):
    client, mine = signed_in(here.second), people(here)[0]

    def questions() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            shown(client, here)
        return [one["sql"].split(" ")[0] for one in asked.captured_queries]

    shown(client, here)
    none = questions()
    compare(here, mine, *(elsewhere(here) for _ in range(5)))
    assert questions() == none


def test_asking_other_units_goes_the_same_way_whatever_lies_elsewhere(here):
    client, (one, other, first) = signed_in(here.first), people(here)[:3]
    compare(here, one, *(elsewhere(here) for _ in range(4)))

    def ask(side: Side) -> tuple[int, list[str]]:
        path = reverse("desk:case_reveal_ask", args=[here.case, side.subject_id])
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(path, {"purpose": "identify", "words": "Whether she is the same."})
        return answer.status_code, [q["sql"].split(" ")[0] for q in asked.captured_queries]

    ask(first)  # from now on the page names somebody who asked
    assert ask(one) == ask(other)
