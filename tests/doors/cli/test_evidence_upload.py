"""Files taken in from the command line: checked, gone on with, and never twice by mistake."""

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bairn.cli import evidence, starting
from bairn.evidence import incoming
from bairn.evidence import queries as looks
from bairn.evidence.actions import uploads
from bairn.evidence.terms.files import Origin
from bairn.evidence.terms.uploads import NewFile
from bairn.kernel import clock
from tests.doors.desk.exhibiting import Shelf, shelf
from tests.rooms.evidence.filehouse import content


@pytest.fixture
def here(transactional_db: None, monkeypatch) -> Shelf:
    from bairn.access import sessions

    incoming.KEPT._kept.clear()
    made = shelf()
    monkeypatch.setattr(
        starting, "begin", lambda: starting.Call(actor=sessions.system(), at=clock.now())
    )
    return made


def _upload(here: Shelf, *given: object) -> tuple[int, list[dict]]:
    from bairn.cases import queries as cases

    case = cases.case(actor=here.scene.first, at=clock.now(), case_id=here.case).reference
    said = ["upload", case, str(here.phone.number), *map(str, given), "--json"]
    done = CliRunner().invoke(evidence.app, said, catch_exceptions=False)
    return done.exit_code, [json.loads(one) for one in done.stdout.splitlines() if one]


def test_files_are_taken_in_and_not_twice(here: Shelf, tmp_path: Path) -> None:
    one, other, empty = (tmp_path / name for name in ("one.bin", "other.bin", "empty"))
    one.write_bytes(content(300_000))
    other.write_bytes(b"a calm note")
    empty.write_bytes(b"")
    code, rows = _upload(here, one, other, empty)
    assert code == 0
    assert [row["state"] for row in rows] == ["taken"] * 3
    files = looks.files(actor=here.scene.first, at=clock.now(), case_id=here.case)
    assert [str(file.id) for file in files] == [row["file"] for row in rows]
    assert [file.sha256.hex() for file in files] == [row["sha256"] for row in rows]
    assert {file.origin for file in files} == {Origin.CLI}
    code, rows = _upload(here, other)
    assert (code, rows[0]["state"]) == (1, "evidence.twin")
    code, rows = _upload(here, other, "--twice")
    assert (code, rows[0]["state"]) == (0, "taken")


def test_a_file_that_was_cut_off_goes_on(here: Shelf, tmp_path: Path, monkeypatch) -> None:
    from bairn.access import sessions
    from bairn.cli import evidence_upload

    data = content(500_000)
    path = tmp_path / "garden.bin"
    path.write_bytes(data)
    asked = {"actor": sessions.system(), "at": clock.now(), "case_id": here.case}
    said = NewFile(name="garden.bin", size=len(data), sha256=hashlib.sha256(data).digest())
    begun = uploads.begin_upload(exhibit_id=here.phone.id, said=said, **asked)
    uploads.receive(upload_id=begun.id, offset=0, stream=[data[:200_000]], **asked)
    incoming.KEPT._kept.clear()
    monkeypatch.setattr(evidence_upload, "_TURN", 100_000)
    monkeypatch.setattr(evidence_upload, "_PIECE", 30_000)
    code, rows = _upload(here, path)
    assert (code, rows[0]["file"]) == (0, str(begun.id))


def test_a_file_that_changes_meanwhile_is_not_taken_in(
    here: Shelf, tmp_path: Path, monkeypatch
) -> None:
    from bairn.cli import evidence_upload

    path = tmp_path / "garden.bin"
    path.write_bytes(b"as it was")
    digest = evidence_upload._digest

    def changing(*given):
        found = digest(*given)
        path.write_bytes(b"as it is.")
        return found

    monkeypatch.setattr(evidence_upload, "_digest", changing)
    code, rows = _upload(here, path)
    assert (code, rows[0]["state"]) == (1, "evidence.digest_differs")
    assert looks.files(actor=here.scene.first, at=clock.now(), case_id=here.case) == ()
