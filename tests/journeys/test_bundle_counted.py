"""What is counted on a shelf, and what fills more than a page, leaves in a bundle like all else."""

import csv
import importlib
from collections.abc import Iterator

import pytest

from bairn.access import sessions
from bairn.access.terms import Role
from bairn.disclosure import queries as disclosed
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


def test_a_case_of_more_than_one_page_leaves_nothing_out_of_its_schedule(
    filed, tmp_path, monkeypatch
) -> None:
    for part in ("exhibits", "files"):
        module = importlib.import_module(f"bairn.evidence.queries.{part}")
        monkeypatch.setattr(module, "MOST", 1)
    found = disclosed.schedule(actor=filed.store.cleo, at=clock.now(), case_id=filed.store.case)
    assert {row.held.piece for row in found.rows} == set(filed.pieces())
    filed.make(tmp_path / "bag", filed.release(Piece(filed.phone, filed.copy.id)))
    assert checked(tmp_path / "bag")[0] == 0
