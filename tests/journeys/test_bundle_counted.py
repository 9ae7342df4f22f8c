"""An exhibit that somebody counted on its shelf leaves in a bundle like any other."""

import csv
from collections.abc import Iterator

import pytest

from bairn.access import sessions
from bairn.access.terms import Role
from bairn.disclosure.terms import Piece
from bairn.evidence import actions as evidence
from bairn.kernel import clock
from tests import cast
from tests.journeys.test_bundle_journey import SECRET, Filed, checked, fill
from tests.rooms.evidence.store import open_store
from tests.rooms.oversight.recording import empty_the_record


@pytest.fixture
def filed(transactional_db, tmp_path, settings) -> Iterator[Filed]:
    settings.BAIRN_HOME = tmp_path / "home"
    empty_the_record()
    yield fill(open_store(), SECRET)
    sessions._kept.clear()
    empty_the_record()


def test_a_count_that_missed_it_is_told_and_stands_on_the_record_of_the_case(
    filed, tmp_path
) -> None:
    ben = filed.store.ben
    shelf = evidence.add_place(
        actor=ben, at=clock.now(), unit_id=ben.unit, name="Shelf 4", condition="dry_room"
    )
    evidence.store(
        actor=ben, at=clock.now(), case_id=filed.store.case, exhibit_id=filed.phone,
        place_id=shelf, condition="intact",
    )  # fmt: skip
    cora = cast.staff("cora", Role.INVESTIGATOR, unit=filed.store.place.unit)  # not of the circle
    evidence.audit_place(actor=cora, at=clock.now(), place_id=shelf, scanned=())
    release = filed.release(Piece(filed.coat), Piece(filed.phone, filed.copy.id))
    filed.make(tmp_path / "bag", release)
    assert checked(tmp_path / "bag")[0] == 0
    with (tmp_path / "bag/data/custody.csv").open(encoding="utf-8") as table:
        kinds = [row["kind"] for row in csv.DictReader(table)]
    assert "missed" in kinds
