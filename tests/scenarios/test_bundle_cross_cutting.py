"""Cross-cutting (e): who looked, custody, hashes and the pack of a case, in a bundle for court."""

import csv
import json
from collections.abc import Iterator

import pytest

from bairn.access import sessions
from bairn.disclosure.terms import Piece
from bairn.kernel import clock
from bairn.protocols import actions as protocols
from tests.journeys.test_bundle_journey import Filed, checked, fill
from tests.rooms.evidence.store import open_store
from tests.rooms.oversight.recording import empty_the_record


@pytest.fixture
def filed(transactional_db, tmp_path, settings) -> Iterator[Filed]:
    settings.BAIRN_HOME = tmp_path / "home"
    empty_the_record()
    store = open_store()
    protocols.start(
        actor=store.cleo,
        at=clock.now(),
        case_id=store.case,
        pack_id="cn-2023",
        time_zone="Asia/Shanghai",
    )
    yield fill(store, "calm things")
    sessions._kept.clear()
    empty_the_record()


def test_e_a_bundle_holds_custody_hashes_who_looked_and_the_pack_and_checks_alone(
    filed, tmp_path
) -> None:
    bag = tmp_path / "bag"
    filed.make(bag, filed.release(Piece(filed.coat), Piece(filed.phone, filed.copy.id)))
    left, said = checked(bag)
    assert left == 0, said
    hands = list(csv.DictReader((bag / "data/custody.csv").open(encoding="utf-8")))
    assert [row["kind"] for row in hands] == ["collected", "collected", "offered", "accepted"]
    lines = list(csv.DictReader((bag / "data/schedule.csv").open(encoding="utf-8")))
    assert filed.copy.sha256.hex() in {row["sha256"] for row in lines}
    looks = list(csv.DictReader((bag / "data/access.csv").open(encoding="utf-8")))
    assert {row["act"] for row in looks} & {"disclosure.prepare", "evidence.custody", "words.read"}
    (pack,) = json.loads((bag / "data/packs.json").read_text())
    assert pack["pack"] == "cn-2023"
    assert len(pack["sha256"]) == 64
