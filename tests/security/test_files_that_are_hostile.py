"""Files made to harm: names that climb, archives that swell, pictures that would fill a memory."""

import struct
import tracemalloc
import zlib

import pytest
from django.conf import settings as house

from bairn.access.terms import Purpose
from bairn.evidence import actions as evidence
from bairn.evidence import incoming, queries
from bairn.evidence.archives import Danger
from bairn.kernel.refusal import Refusal
from tests.rooms.evidence.filehouse import MIB, FileHouse, move_in
from tests.rules.evidence.archives_made import tarred, zipped

NAMES = ["../../../etc/passwd", "/abs", "C:\\x", "a\0b", "x\u202egpj.exe", ".", "..", "a" * 3000]


@pytest.fixture
def home(transactional_db: None) -> FileHouse:
    incoming.KEPT._kept.clear()
    return move_in()


def told(home: FileHouse, file) -> dict:
    return {"actor": home.ada, "at": home.now, "case_id": home.case, "file_id": file}


def lying() -> set[str]:
    return {str(path.relative_to(house.BAIRN_HOME)) for path in house.BAIRN_HOME.rglob("*")}


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_an_entry_becomes_a_place_on_the_disk(home: FileHouse, name: str) -> None:
    made = tarred({"calm": b"1"}) if len(name) > 100 else tarred({name: b"1"})
    file = home.put(made).id
    before = lying()
    queries.archive(**told(home, file))
    card = evidence.take_entry(entry=0, **told(home, file))
    fresh = {one for one in lying() - before if one.endswith(".sealed")}
    assert {one.rpartition("/")[2] for one in fresh} == {f"{card.id.hex}.sealed"}


def test_an_archive_that_swells_is_named_and_its_entry_stays_within_the_limit(home) -> None:
    file = home.put(zipped({"zeros": bytes(30 * MIB)})).id
    tracemalloc.start()
    found = queries.archive(**told(home, file))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert Danger.RATIO in found.dangers
    assert peak < 8 * MIB


def test_an_archive_in_an_archive_is_not_unpacked_by_listing_it(home) -> None:
    inner = zipped({"zeros": bytes(20 * MIB)})
    file = home.put(zipped({"inner.zip": inner})).id
    (entry,) = queries.archive(**told(home, file)).entries
    assert entry.archive
    assert entry.size == len(inner)


def test_a_picture_of_twenty_thousand_by_twenty_thousand_is_never_decoded(home) -> None:
    rows = struct.pack(">2L5B", 20_000, 20_000, 8, 2, 0, 0, 0)
    head = b"IHDR" + rows
    body = zlib.compress(bytes(200_000))
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">L", 13) + head + struct.pack(">L", zlib.crc32(head))
    png += struct.pack(">L", len(body)) + b"IDAT" + body + struct.pack(">L", 0)
    tracemalloc.start()
    file = home.put(png).id
    viewing = evidence.begin_viewing(purpose=Purpose.INVESTIGATION, **told(home, file))
    with queries.open_file(viewing_id=viewing, **told(home, file)) as opened:
        assert opened.read(0, opened.length) == png
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert queries.file(**told(home, file)).card.found_type == "image/png"
    assert peak < 40 * MIB


def test_a_large_file_is_read_in_flat_memory(home) -> None:
    file = home.put(bytes(48 * MIB)).id
    viewing = evidence.begin_viewing(purpose=Purpose.INVESTIGATION, **told(home, file))
    with queries.open_file(viewing_id=viewing, **told(home, file)) as opened:
        tracemalloc.start()
        assert sum(map(len, opened.pieces())) == 48 * MIB
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 4 * MIB


def test_what_is_no_entry_is_refused(home) -> None:
    file = home.put(zipped({"a": b"1"})).id
    for entry in (-1, 1, 10**9):
        with pytest.raises(Refusal, match=r"evidence\.no_entry"):
            evidence.take_entry(entry=entry, **told(home, file))
