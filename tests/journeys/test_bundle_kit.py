"""A kit that a clinic kept leaves for court with what happened to it before anybody reported."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bairn.access import queries as record
from bairn.access import sessions
from bairn.access.models import Assignment
from bairn.access.terms import Purpose, Role
from bairn.disclosure import actions as disclosure
from bairn.disclosure.terms import Piece, Said, Use
from bairn.evidence import actions as evidence
from bairn.journeys import report_kit
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from tests import cast
from tests.journeys.test_bundle_journey import SECRET, Filed, checked, fill
from tests.rooms.evidence.kit_scene import NEW, agency_unit
from tests.rooms.evidence.store import Store, open_store
from tests.rooms.oversight.recording import empty_the_record


@pytest.fixture
def filed(transactional_db, tmp_path, settings) -> Iterator[Filed]:
    settings.BAIRN_HOME = tmp_path / "home"
    empty_the_record()
    yield fill(open_store(), SECRET)
    sessions._kept.clear()
    empty_the_record()


def a_nurse(store: Store) -> Actor:
    """Of a clinic, and in the circle of the case."""
    unit = agency_unit("clinic", "Hillside")
    gia = cast.staff("gia", Role.MEDIC, unit=unit, purpose=Purpose.MEDICAL_CARE)
    Assignment.objects.create(
        holder_id=store.case, staff_id=gia.id, role="medic", basis="test",
        granted_by=store.cleo.id, from_at=clock.now() - timedelta(days=1),
    )  # fmt: skip
    return gia


def test_a_kit_that_came_from_a_clinic_leaves_with_what_happened_to_it_there(
    filed, tmp_path
) -> None:
    store, at = filed.store, clock.now()
    gia = a_nurse(store)
    made = evidence.kits.register_unreported_kit(
        actor=gia, at=at, said=replace(NEW, collected_at=at), seal="S-9"
    )
    report_kit.report_kit(
        actor=gia, at=clock.now(), case_id=store.case, kit_id=made.id,
        consent_by="survivor", consented_at=at,
    )  # fmt: skip
    disclosure.schedule(
        actor=store.ben, at=clock.now(), case_id=store.case, pieces=[Piece(made.id)],
        said=Said(use=Use.USED, description="a kit"),
    )  # fmt: skip
    filed.make(tmp_path / "bag", filed.release(Piece(made.id)))
    left, said = checked(tmp_path / "bag")
    assert left == 0, said
    with (tmp_path / "bag/data/custody.csv").open(encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table) if row["exhibit"] == made.exhibit_code]
    assert [row["kind"] for row in rows] == ["collected"]
    page = record.record_of(actor=store.cleo, at=clock.now(), case_id=store.case, limit=200)
    brought = next(one for one in page.entries if one.entry.act == "evidence.kit_into_case")
    assert rows[0]["entry"] == str(brought.entry.id)
