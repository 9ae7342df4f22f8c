"""A file that is taken in while somebody stops it ends in one way, and evidence never goes."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import connection

from bairn.evidence import incoming, queries, uploading
from bairn.evidence.actions import uploads
from bairn.evidence.terms.uploads import UploadState
from bairn.kernel.refusal import Refusal
from bairn.vault.files import places
from tests.rooms.evidence.filehouse import MIB, FileHouse, content, move_in


@pytest.fixture
def home(transactional_db: None) -> FileHouse:
    incoming.KEPT._kept.clear()
    return move_in()


def withdraw(home: FileHouse, upload) -> str:
    """What became of it, in a thread with a connection of its own."""
    try:
        uploads.withdraw_upload(actor=home.ada, at=home.now, case_id=home.case, upload_id=upload)
    except Refusal as refusal:
        return refusal.code
    finally:
        connection.close()
    return "withdrawn"


def test_a_file_that_is_being_taken_in_cannot_be_stopped_any_more(home, monkeypatch) -> None:
    data = content(MIB)
    card = home.begin(data)
    with ThreadPoolExecutor(1) as beside:
        asked = []
        checked = uploading.check_whole

        def meanwhile(*args, **more):
            asked.append(beside.submit(withdraw, home, card.id))
            return checked(*args, **more)

        monkeypatch.setattr(uploading, "check_whole", meanwhile)
        taken = home.send(card.id, data)
        assert asked[0].result(timeout=60) == "evidence.upload_taken"
    assert taken.state is UploadState.TAKEN
    assert places.place(card.id).exists()


def test_a_file_that_was_stopped_at_its_last_byte_is_no_evidence_and_leaves_nothing(
    home, monkeypatch
) -> None:
    data = content(MIB)
    card = home.begin(data)
    found = incoming.media.found

    def stopped(head: bytes) -> str:
        assert withdraw(home, card.id) == "withdrawn"
        return found(head)

    monkeypatch.setattr(incoming.media, "found", stopped)
    with pytest.raises(Refusal, match=r"evidence\.upload_withdrawn"):
        home.send(card.id, data)
    assert queries.files(actor=home.ada, at=home.now, case_id=home.case) == ()
    assert not places.place(card.id).exists()
    assert not places.arriving(card.id).exists()


def test_many_who_send_at_once_leave_the_disk_what_the_record_needs(home, monkeypatch) -> None:
    data = content(40 * MIB)
    card = home.begin(data)
    left = iter([uploading.RESERVE + 50 * MIB, uploading.RESERVE - 1])
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=next(left)))
    with pytest.raises(Refusal, match=r"evidence\.no_room"):
        home.send(card.id, data)
    monkeypatch.undo()
    there = queries.upload(actor=home.ada, at=home.now, case_id=home.case, upload_id=card.id)
    assert 0 < there.arrived < len(data)
    done = home.send(card.id, data[there.arrived :], offset=there.arrived)
    assert done.state is UploadState.TAKEN
