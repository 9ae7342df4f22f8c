"""Faults that others had with evidence: files that go missing, ghosts, oracles, clear text."""

import hashlib
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as house
from django.test import Client

from bairn.access.terms import Purpose
from bairn.evidence import actions as evidence
from bairn.evidence import incoming, queries
from bairn.evidence.terms.uploads import Checksum, NewFile
from tests import cast
from tests.doors.desk.casework import signed_in
from tests.rooms.evidence.filehouse import MIB, FileHouse, exhibit_of, move_in
from tests.rules.evidence.archives_made import zipped

CANARY = b"canary of a calm garden "
DATA = CANARY * 100_000
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def home(transactional_db: None) -> FileHouse:
    incoming.KEPT._kept.clear()
    return move_in()


def read(home: FileHouse, case: uuid.UUID, file: uuid.UUID) -> bytes:
    told = {"actor": home.ada, "at": home.now, "case_id": case, "file_id": file}
    viewing = evidence.begin_viewing(purpose=Purpose.INVESTIGATION, **told)
    with queries.open_file(viewing_id=viewing, **told) as opened:
        return b"".join(opened.pieces())


def test_the_same_file_in_two_cases_and_twice_in_one_is_kept_each_time(home: FileHouse) -> None:
    other = cast.holder("case", unit=home.place.unit)
    cast.assign(home.ada, other)
    places = [(home.case, home.exhibit), (home.case, exhibit_of(home.ada, home.case, 2))]
    places.append((other, exhibit_of(home.ada, other)))
    taken = [
        evidence.take(
            actor=home.ada, at=home.now, case_id=case, exhibit_id=exhibit, stream=[DATA],
            said=NewFile(name="garden.txt"),
        )
        for case, exhibit in places
    ]  # fmt: skip
    assert len({one.id for one in taken}) == len({one.key_id for one in taken}) == 3
    for (case, exhibit), one in zip(places, taken, strict=True):
        told = {"actor": home.ada, "at": home.now, "case_id": case}
        there = queries.files(**told, exhibit_id=exhibit)
        assert [(file.id, file.number) for file in there] == [(one.id, 1)]
        assert read(home, case, one.id) == DATA
    alone = queries.file(actor=home.ada, at=home.now, case_id=other, file_id=taken[2].id)
    assert alone.twins == ()  # that another case has the same is told to nobody here


def in_clear(since: set[Path]) -> list[Path]:
    """Files anywhere the house could write that hold the canary."""
    found = [*Path(house.BAIRN_HOME).rglob("*"), *set(_temporary()) - since]
    return [one for one in found if one.is_file() and CANARY in one.read_bytes()]


def _temporary() -> list[Path]:
    return [one for one in Path(tempfile.gettempdir()).iterdir() if one.is_file()]


def watched(data: bytes, since: set[Path]) -> Iterator[bytes]:
    """The data as a stream, looking at the disk between its pieces and after the last."""
    for start in range(0, len(data), 300_000):
        yield data[start : start + 300_000]
        assert in_clear(since) == []


@pytest.mark.parametrize("checked", [False, True])
def test_nothing_in_clear_touches_the_disk_from_the_first_byte_to_the_last_look(
    home: FileHouse, checked: bool
) -> None:
    since = set(_temporary())
    archive = zipped({"garden.txt": DATA}, deflated=False)
    card = home.begin(archive)
    checksum = Checksum(algorithm="sha256", value=hashlib.sha256(archive).digest())
    done = evidence.receive(
        actor=home.ada, at=home.now, case_id=home.case, upload_id=card.id, offset=0,
        stream=watched(archive, since), checksum=checksum if checked else None,
    )  # fmt: skip
    assert done.whole
    told = {"actor": home.ada, "at": home.now, "case_id": home.case}
    out = evidence.take_entry(file_id=card.id, entry=0, **told)
    assert read(home, home.case, out.id) == DATA
    assert in_clear(since) == []


def test_an_upload_that_broke_off_leaves_nothing_in_clear_and_no_file(home: FileHouse) -> None:
    since = set(_temporary())
    card = home.begin(3 * MIB)

    def breaks_off() -> Iterator[bytes]:
        yield DATA[:MIB]
        raise ConnectionError

    with pytest.raises(ConnectionError):
        evidence.receive(
            actor=home.ada, at=home.now, case_id=home.case, upload_id=card.id, offset=0,
            stream=breaks_off(),
        )  # fmt: skip
    assert in_clear(since) == []
    assert queries.files(actor=home.ada, at=home.now, case_id=home.case) == ()


def answers(
    client: Client, case: uuid.UUID, upload: uuid.UUID, file: uuid.UUID
) -> list[tuple[int, str | None, int]]:
    part = f"/desk/cases/{case}/uploads/{upload}/"
    asked = [
        client.head(part, headers=TUS),
        client.get(part),
        client.delete(part, headers=TUS),
        client.generic(
            "PATCH", part, b"x", "application/offset+octet-stream",
            headers={**TUS, "Upload-Offset": "0"},
        ),
        client.get(f"/desk/cases/{case}/files/{file}/"),
        client.get(f"/desk/cases/{case}/files/{file}/inside/"),
    ]  # fmt: skip
    return [(one.status_code, one.headers.get("Bairn-Refusal"), len(one.content)) for one in asked]


def test_what_is_somebody_elses_is_answered_as_what_never_was(home: FileHouse) -> None:
    started = home.begin(MIB)
    file = home.put(b"calm words").id
    never = uuid.uuid4(), uuid.uuid4()
    own = answers(signed_in(home.ada), home.case, started.id, file)
    assert [own[0][0], own[1][0]] == [200, 200]
    started = home.begin(MIB)  # the first was ended by its own answers
    stranger = signed_in(home.stranger)
    foreign = answers(stranger, home.case, started.id, file)
    assert foreign == answers(stranger, home.case, *never)
    assert foreign == answers(stranger, uuid.uuid4(), *never)
    ben = signed_in(home.ben)  # of the circle: an upload is its sender's alone all the same
    there, nowhere = (answers(ben, home.case, one, file)[:4] for one in (started.id, never[0]))
    assert there == nowhere
