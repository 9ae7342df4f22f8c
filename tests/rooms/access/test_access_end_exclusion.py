"""Keeping somebody out ends by a supervisor's hand, never by their own."""

import pytest
from django.db import DatabaseError, connection, transaction

from bairn.access import actions as access
from bairn.access import exclusions, queries
from bairn.access.models import Exclusion, ExclusionEnded
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal, why_not
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return cast.place()


@pytest.fixture
def vera(place):
    return cast.staff("vera", "supervisor", unit=place.unit)


@pytest.fixture
def robin(place):
    return cast.staff("robin", "investigator", "supervisor", unit=place.unit)


@pytest.fixture
def abroad(place, case_id):
    """A supervisor of another unit, in the circle of the case."""
    other = cast.staff("otto", "supervisor", unit=place.other_unit)
    cast.assign(other, case_id, role="supervisor")
    return other


@pytest.fixture
def case_id(place):
    return cast.holder("case", unit=place.unit)


def keep_out(vera, case_id, *, reason="related", **whom):
    access.exclude(actor=vera, at=cast.AT, case_id=case_id, reason=reason, **whom)
    return next(one for one in listed(vera, case_id) if one.ended_at is None)


def listed(actor, case_id):
    return exclusions.exclusions_of(actor=actor, at=clock.now(), case_id=case_id)


def end(actor, case_id, card):
    exclusions.end_exclusion(actor=actor, at=clock.now(), case_id=case_id, exclusion_id=card.id)


def reaches(actor, case_id):
    return why_not(queries.circle_of, actor=actor, at=clock.now(), case_id=case_id) is None


def test_it_ends_for_the_case_and_its_reports_and_stays_listed(place, vera, robin, case_id):
    report_id = cast.holder("report", unit=place.unit, case_id=case_id)
    access.exclude(
        actor=vera, at=clock.now(), report_id=report_id, staff_id=robin.id, reason="related"
    )
    card = keep_out(vera, case_id, staff_id=robin.id)
    assert (card.name, card.reason, card.unit_id) == ("Robin", "related", place.unit.id)
    assert not reaches(robin, case_id)
    end(vera, case_id, card)
    assert reaches(robin, case_id)
    assert not Exclusion.objects.exists()
    assert ExclusionEnded.objects.count() == 2
    (over,) = listed(vera, case_id)
    assert over.ended_by == vera.id
    assert over.ended_at >= over.from_at


def test_no_place_in_the_circle_comes_back_with_it(place, vera, case_id):
    wim = cast.staff("wim", "investigator", unit=place.other_unit)
    cast.assign(wim, case_id)
    end(vera, case_id, keep_out(vera, case_id, staff_id=wim.id))
    assert not reaches(wim, case_id)


def test_whoever_is_kept_out_neither_sees_nor_ends_it(vera, robin, case_id):
    card = keep_out(vera, case_id, staff_id=robin.id)
    for asked in (lambda: listed(robin, case_id), lambda: end(robin, case_id, card)):
        with pytest.raises(Refusal, match=r"access\.reach"):
            asked()
    assert Exclusion.objects.count() == 1


def test_an_implicated_colleague_comes_back_by_no_hand_of_their_own_unit(
    vera, robin, abroad, case_id
):
    card = keep_out(vera, case_id, staff_id=robin.id, reason="implicated")
    with pytest.raises(Refusal, match=r"access\.other_unit"):
        end(vera, case_id, card)
    end(abroad, case_id, card)
    assert not Exclusion.objects.exists()


def test_ending_one_reason_leaves_another_in_force(vera, robin, case_id):
    keep_out(vera, case_id, staff_id=robin.id, reason="implicated")
    access.exclude(actor=vera, at=clock.now(), case_id=case_id, staff_id=robin.id, reason="related")
    related = next(one for one in listed(vera, case_id) if one.reason == "related")
    end(vera, case_id, related)
    assert not reaches(robin, case_id)


def test_a_whole_unit_is_let_back_in_and_what_is_over_cannot_end_again(place, vera, case_id):
    card = keep_out(vera, case_id, unit_id=place.other_unit.id)
    assert (card.staff_id, card.name) == (None, "Westmoor unit")
    end(vera, case_id, card)
    with pytest.raises(Refusal, match=r"access\.no_exclusion"):
        end(vera, case_id, card)


def end_in_sql(token, card):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local role bairn_app")
        cursor.execute("select set_config('bairn.token', %s, true)", [token])
        cursor.execute("select bairn_end_exclusion(%s, now())", [card.id])


def test_the_database_refuses_what_the_rule_refuses(vera, robin, case_id):
    card = keep_out(vera, case_id, staff_id=robin.id, reason="implicated")
    for token in (robin.token, vera.token, ""):
        with pytest.raises(DatabaseError):
            end_in_sql(token, card)
    assert Exclusion.objects.count() == 1


def test_nobody_but_a_supervisor_sees_who_is_kept_out(place, vera, case_id):
    worker = cast.staff("ivo", "investigator", unit=place.unit)
    cast.assign(worker, case_id)
    with pytest.raises(Refusal, match=r"access\.role"):
        listed(worker, case_id)
