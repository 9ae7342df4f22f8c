"""A case moves to another unit: taken by that unit's supervisor, pushed by nobody."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from bairn.access import actions as access
from bairn.access import circles, gate, queries
from bairn.access.models import Holder
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal, why_not
from tests import cast
from tests.cast import AT

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture
def place():
    return cast.place()


@pytest.fixture
def giver(place):
    return cast.staff("vera", "supervisor", unit=place.unit)


@pytest.fixture
def taker(place):
    return cast.staff("wren", "supervisor", unit=place.other_unit)


@pytest.fixture
def case_id(place, taker):
    made = cast.holder("case", unit=place.unit)
    cast.assign(taker, made, role="supervisor")
    return made


def move(actor, case_id, unit):
    access.move_unit(actor=actor, at=LATER, case_id=case_id, unit_id=unit.id)


def reaches(actor, **holder):
    return why_not(queries.circle_of, actor=actor, at=clock.now(), **holder) is None


def test_the_receiving_supervisor_brings_the_case_and_its_reports_to_their_unit(
    place, giver, taker, case_id
):
    report = cast.holder("report", unit=place.unit, case_id=case_id)
    colleague = cast.staff("yan", "supervisor", unit=place.other_unit)
    assert not reaches(colleague, case_id=case_id)
    move(taker, case_id, place.other_unit)
    assert reaches(colleague, case_id=case_id)
    assert reaches(colleague, report_id=report)
    assert not reaches(giver, case_id=case_id)
    assert not reaches(giver, report_id=report)


def test_nobody_pushes_a_case_into_another_unit(place, giver, case_id):
    with pytest.raises(Refusal, match=r"access\.receiving_unit"):
        move(giver, case_id, place.other_unit)


def test_a_supervisor_elsewhere_who_is_not_in_the_circle_takes_nothing(place, case_id):
    stranger = cast.staff("yan", "supervisor", unit=place.other_unit)
    with pytest.raises(Refusal, match=r"access\.reach"):
        move(stranger, case_id, place.other_unit)


def test_a_case_that_a_unit_has_does_not_move_there_again(place, giver, case_id):
    with pytest.raises(Refusal, match=r"access\.same_unit"):
        move(giver, case_id, place.unit)


@pytest.mark.parametrize("who", ["giver", "far_investigator"])
def test_the_database_too_lets_only_the_receiving_supervisor_move_a_case(
    place, giver, case_id, who
):
    actor = giver
    if who == "far_investigator":
        actor = cast.staff("lee", "investigator", unit=place.other_unit)
        cast.assign(actor, case_id)
    refused = pytest.raises(ProgrammingError, match="takes a case over")
    with gate._transaction(actor), refused, transaction.atomic():
        Holder.objects.filter(id=case_id).update(unit_id=place.other_unit.id)


def test_who_leaves_a_case_leaves_its_reports_too(place, giver, case_id):
    robin = cast.staff("robin", "investigator", unit=place.unit)
    report = cast.holder("report", unit=place.unit, case_id=case_id)
    cast.assign(robin, case_id)
    cast.assign(robin, report)
    assert queries.held_by(actor=giver, at=LATER, staff_id=robin.id) == {case_id: "investigator"}
    with gate._transaction(giver):
        assert circles.leave(case_id=case_id, staff_ids=[robin.id], at=LATER) == 2
    assert not reaches(robin, report_id=report)
    ever = queries.places_of(actor=giver, at=LATER, case_id=case_id, staff_id=robin.id)
    assert [one.role for one in ever] == ["investigator"]
    assert queries.held_by(actor=giver, at=LATER, staff_id=robin.id) == {}
