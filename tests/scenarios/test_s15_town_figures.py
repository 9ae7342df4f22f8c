"""S15: public or press ask for the figures of a town with three child cases and one conviction."""

import pytest

from bairn.access import gate, sessions
from bairn.access import queries as access
from bairn.access.terms import Purpose, Role
from bairn.cases import queries as cases
from bairn.feed import queries as feed
from bairn.intake.terms import PersonRole
from bairn.kernel.refusal import Refusal
from bairn.triage import queries as triage
from bairn.web.report.urls import urlpatterns as public_pages
from tests import cast
from tests.cast import AT
from tests.journeys.story import somebody

COUNTING = ("count", "figure", "board", "statistic", "trend", "publish")


@pytest.fixture
def town(story):
    """Three child cases."""
    for name in ("Elm", "Fir", "Yew"):
        report_id = story.receive(somebody(PersonRole.VICTIM, name, age_min=9, age_max=9))
        story.open(report_id)
    return story


@pytest.mark.parametrize("look", [cases.cases, triage.queue, triage.counts, feed.my_day])
def test_s15_the_public_role_reads_no_list_and_no_count(town, look):
    with pytest.raises(Refusal, match=r"access\."):
        look(actor=sessions.reporter(), at=AT)


def test_s15_no_act_that_counts_is_open_to_the_public_role():
    open_to_public = {
        act for act, row in gate.policy().items() if row.who & {"reporter", "platform", "partner"}
    }
    assert not {act for act in open_to_public if any(word in act for word in COUNTING)}


def test_s15_assert_no_address_of_the_public_door_gives_figures():
    names = [str(getattr(one, "name", "") or "") for one in public_pages]
    assert names
    assert not [name for name in names if any(word in name for word in COUNTING)]


def test_s15_a_publisher_reaches_no_case_to_count_by_hand(town):
    publisher = cast.staff("pia", Role.PUBLISHER, unit=town.place.unit, purpose=Purpose.OPERATIONS)
    with pytest.raises(Refusal, match=r"access\.role"):
        cases.cases(actor=publisher, at=AT)


def test_s15_an_inspector_reads_the_record_and_the_reading_is_on_it_with_its_purpose(town):
    inspector = cast.staff("ivo", Role.INSPECTOR, unit=town.place.unit, purpose=Purpose.OVERSIGHT)
    access.record_search(actor=inspector, at=AT, act="cases.open")
    page = access.record_search(actor=inspector, at=AT, actor_id=inspector.id)
    (entry,) = [row.entry for row in page.entries if row.entry.act == "access.record_search"][:1]
    assert entry.purpose == "oversight"
