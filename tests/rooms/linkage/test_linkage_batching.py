"""Older records and cases compared at once: leads wait to be judged, and a run may be repeated."""

import pytest

from bairn.access import sessions
from bairn.access.models import Holder
from bairn.kernel import ids
from bairn.linkage import actions, batching, queries
from bairn.linkage.terms.leads import LeadSource, Verdict
from tests import cast
from tests.cast import AT
from tests.rooms.linkage.conftest import Units
from tests.rooms.linkage.test_linkage_matching import sealed

NAMES = ("Oak Rowan", "Birch Ada", "Elm Cleo", "Ash Ben", "Fir Dana", "Yew Emil", "Pine Lee")


@pytest.fixture
def units(transactional_db) -> Units:
    sessions._kept.clear()
    place = cast.place()
    return Units(
        place=place,
        cleo=cast.staff("cleo", "supervisor", unit=place.unit),
        ben=cast.staff("ben", "investigator", unit=place.unit),
        emil=cast.staff("emil", "supervisor", unit=place.other_unit),
        house=sessions.system(),
    )


def test_an_old_record_and_a_case_become_one_lead_and_a_second_run_adds_none(units):
    records = ids.new_id()
    Holder.objects.create(
        id=records, kind="records", unit_id=units.place.unit.id, restricted=True, registered_at=AT
    )
    cast.assign(units.cleo, records)
    case = units.case(units.cleo)
    for number, name in enumerate(NAMES * 6):
        family, given = name.split()
        fields = {
            "family_name": f"{family}{'abcdef'[number // 7]}", "given_name": given,
            "birth_date": f"19{50 + number}-0{1 + number % 9}-1{number % 9}",
            "phones": f'["+47900{number:05d}"]',
        }  # fmt: skip
        sealed(units, units.house, records, fields)
    same = {"family_name": "Rowanberry", "given_name": "Ada", "birth_date": "1985-06-11",
            "phones": '["+4790077777"]'}  # fmt: skip
    old = sealed(units, units.house, records, same)
    new = sealed(units, units.cleo, case, same)
    people, found = batching.run(actor=units.house, at=AT)
    assert (people, found) == (44, 1)
    (card,) = queries.leads(actor=units.cleo, at=AT, case_id=case).leads
    assert (card.source, card.here.subject_id, card.there.subject_id) == (
        LeadSource.BATCH, new, old,
    )  # fmt: skip
    assert batching.run(actor=units.house, at=AT)[1] == 0
    actions.judge(
        actor=units.cleo, at=AT, lead_id=card.id, case_id=case, verdict="negative",
        reason="relative",
    )  # fmt: skip
    assert batching.run(actor=units.house, at=AT)[1] == 0
    (card,) = queries.leads(actor=units.cleo, at=AT, case_id=case).leads
    assert card.verdict is Verdict.NEGATIVE
