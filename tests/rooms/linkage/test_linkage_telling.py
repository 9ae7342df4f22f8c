"""A notice of a lead goes to whoever reaches both sides, and to nobody else."""

import pytest

from bairn.access import actions as access
from bairn.access.terms import ExclusionReason
from bairn.linkage import actions
from bairn.outbox import queries as outbox
from tests import cast
from tests.cast import AT

pytestmark = pytest.mark.django_db


def told(actor) -> list[str]:
    return [one.kind for one in outbox.waiting_for(actor=actor, at=AT)]


def test_the_supervisor_of_both_hears_of_it_and_who_is_in_one_circle_does_not(units):
    one, other = (units.person(units.cleo, units.case(units.cleo)) for _ in range(2))
    cast.assign(units.ben, one.holder_id)
    actions.tell_to_judge(actor=units.house, at=AT, lead_id=units.lead(one, other))
    assert (told(units.cleo), told(units.ben)) == (["linkage.to_judge"], [])


def test_whoever_is_in_both_circles_hears_of_it(units):
    one, other = (units.person(units.cleo, units.case(units.cleo)) for _ in range(2))
    for side in (one, other):
        cast.assign(units.ben, side.holder_id)
    actions.tell_to_judge(actor=units.house, at=AT, lead_id=units.lead(one, other))
    assert told(units.ben) == ["linkage.to_judge"]


@pytest.mark.parametrize("sealed", [True, False])
def test_nobody_hears_of_a_lead_to_what_lies_elsewhere(units, sealed):
    mine = units.person(units.cleo, units.case(units.cleo))
    there = units.case(units.cleo if sealed else units.emil, restricted=sealed)
    lead = units.lead(mine, units.person(units.house, there))
    actions.tell_to_judge(actor=units.house, at=AT, lead_id=lead)
    assert (told(units.cleo), told(units.emil)) == ([], [])


def test_who_is_kept_out_of_one_side_hears_nothing(units):
    one, other = (units.person(units.cleo, units.case(units.cleo)) for _ in range(2))
    lead = units.lead(one, other)
    ada = cast.staff("ada", "supervisor", unit=units.place.unit)
    access.exclude(
        actor=units.cleo, at=AT, case_id=other.holder_id, staff_id=ada.id,
        reason=ExclusionReason.RELATED.value,
    )  # fmt: skip
    actions.tell_to_judge(actor=units.house, at=AT, lead_id=lead)
    assert (told(units.cleo), told(ada)) == (["linkage.to_judge"], [])
