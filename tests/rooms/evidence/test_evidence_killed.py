"""Killed at any step, a file is whole with its act, or can be finished, or is nothing."""

import hashlib
import os
from datetime import timedelta
from functools import partial

import pytest

from bairn.evidence import incoming
from bairn.evidence import queries as looks
from bairn.evidence.actions import uploads
from bairn.evidence.terms.uploads import NewFile, UploadState
from bairn.vault.files import chunked, places
from bairn.vault.files.chunked import Reader
from bairn.vault.queries import files as keys
from tests.rooms.evidence.dying import dies_before
from tests.rooms.evidence.filehouse import FileHouse, content, move_in, pieces
from tests.rooms.vault.strongroom import unlocked

MOST_STEPS = 80


@pytest.fixture
def home(transactional_db: None, settings) -> FileHouse:
    settings.BAIRN_RESTRICTED_FILES = "sealed"
    incoming.KEPT._kept.clear()
    return move_in()


def _check_whole(home: FileHouse, file_id, data: bytes) -> None:
    asked = {"actor": home.ada, "at": home.now, "case_id": home.case}
    card = looks.file(file_id=file_id, **asked).card
    key = keys.file_keys(subject_ids=[card.key_id], **asked)[card.key_id]
    path = places.place(file_id)
    with path.open("rb") as stream:
        reader = Reader(stream, path.stat().st_size, key, chunked.context(file_id))
        assert b"".join(reader.pieces()) == data
    assert card.sha256 == hashlib.sha256(data).digest()
    with unlocked() as cursor:
        cursor.execute(
            "select count(*) from oversight_entry "
            "where act = 'evidence.take_file' and outcome = 'done' and subject_id = %s",
            [file_id],
        )
        assert cursor.fetchone() == (1,)


def test_an_upload_survives_a_kill_at_every_step(home: FileHouse) -> None:
    data = content(100_000)
    half = 50_000
    for step in range(1, MOST_STEPS):
        upload = home.begin(data).id
        home.send(upload, data[:half])
        died = dies_before(step, partial(home.send, upload, data[half:], offset=half))
        asked = {"actor": home.ada, "at": home.now, "case_id": home.case, "upload_id": upload}
        card = looks.upload(**asked)
        if card.state is UploadState.ARRIVING:
            assert died
            assert half <= card.arrived <= len(data)
            files = looks.files(actor=home.ada, at=home.now, case_id=home.case)
            assert upload not in {one.id for one in files}
            if card.whole:
                uploads.finish_upload(**asked)
            else:
                home.send(upload, data[card.arrived :], offset=card.arrived)
        _check_whole(home, upload, data)
        left = [one.name for one in places.arriving(upload).parent.glob(f"{upload.hex}*")]
        assert left == []
        if not died:
            break
    assert 10 < step < MOST_STEPS - 1  # every step of the way was tried


def test_a_pass_of_a_program_killed_at_any_step_leaves_a_whole_file_or_nothing(
    home: FileHouse,
) -> None:
    data = content(60_000)
    taken = 0
    before = set(places.place(home.case).parent.parent.glob("*/*"))
    for step in range(1, MOST_STEPS):
        died = dies_before(
            step,
            lambda: uploads.take(
                actor=home.ada, at=home.now, case_id=home.case, exhibit_id=home.exhibit,
                stream=pieces(data), said=NewFile(name="capture"),
            ),
        )  # fmt: skip
        found = looks.files(actor=home.ada, at=home.now, case_id=home.case)
        assert len(found) - taken in (0, 1)
        if len(found) > taken:
            _check_whole(home, found[-1].id, data)
        taken = len(found)
        for one in looks.uploads(actor=home.ada, at=home.now, case_id=home.case):
            if one.arrived or step % 2:
                uploads.withdraw_upload(
                    actor=home.ada, at=home.now, case_id=home.case, upload_id=one.id
                )
        if not died:
            break
    assert 10 < step < MOST_STEPS - 1
    for path in places.place(home.case).parent.parent.glob("*/*"):
        os.utime(path, (0, 0))
    uploads.drop_uploads(actor=home.system, at=home.now + timedelta(days=8))
    after = set(places.place(home.case).parent.parent.glob("*/*"))
    assert len(after - before) == taken
