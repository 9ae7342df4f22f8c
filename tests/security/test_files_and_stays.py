"""Files stand each for itself, a crash leaves none half on record, a second stay ends no first."""

import contextlib
import os
import signal
import socket
import time
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from bairn.intake import restricted
from bairn.intake.models import File
from tests import cast
from tests.doors.api.senders import MULTIPART, Senders, basic, senders
from tests.doors.api.test_ispws_server import Served, served  # noqa: F401 - a fixture
from tests.rooms.intake.desk import PASSWORD, open_desk

SENT = b"calm bytes " * 50_000
NAMES = [
    "../../../../tmp/larkspur.jpg", "/etc/cron.d/larkspur", "..\\..\\larkspur.jpg",
    "larkspur%00.jpg",
    "a" * 400, "....//....//larkspur", "~/larkspur", "C:\\larkspur.jpg", ".", "..", "",
]  # fmt: skip


@pytest.fixture
def before(transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings) -> Senders:
    monkeypatch.setenv("BAIRN_RESTRICTED_FILES", "sealed")
    settings.BAIRN_RESTRICTED_FILES = "sealed"
    return senders(open_desk())


@pytest.fixture
def folder(before: Senders, settings, tmp_path):
    """Where sealed files are kept: a home of this test's own, where no other test sealed any."""
    settings.BAIRN_HOME = tmp_path
    return tmp_path / "restricted"


def below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def test_the_same_file_in_two_reports_is_two_files_of_their_own(before, folder):
    numbers = [before.meadow.opened(), before.harbour.opened()]
    for client, number in zip((before.meadow, before.harbour), numbers, strict=True):
        assert client.upload(number, SENT).code == 0
        assert client.end("finish", number).code == 0
    first, second = File.objects.all()
    assert first.sha256 == second.sha256
    assert first.report_id != second.report_id
    assert first.subject_id != second.subject_id
    one, other = below(folder)
    assert one.read_bytes() != other.read_bytes(), "each is sealed under a key of its own"


def test_a_files_name_never_chooses_where_it_is_kept(before, folder):
    for name in NAMES:
        number = before.meadow.opened()
        before.meadow.upload(number, b"calm", name=name)
    kept = below(folder)
    assert len(kept) == File.objects.count() >= len(NAMES) - 2
    for path in kept:
        assert path.resolve().is_relative_to(folder.resolve())
        assert "larkspur" not in str(path)
    assert not list(Path("/tmp").glob("larkspur*"))


def test_a_server_killed_while_a_file_arrives_leaves_no_file_on_record(before, folder, served):  # noqa: F811
    number = before.meadow.opened()
    head = (
        f'--calm-boundary\r\nContent-Disposition: form-data; name="id"\r\n\r\n{number}\r\n'
        '--calm-boundary\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    ).encode()
    length = len(head) + 8 * len(SENT) + len(b"\r\n--calm-boundary--\r\n")
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as wire:
        wire.sendall(
            f"POST /ispws/upload HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
            f"{basic('meadow', PASSWORD)}\r\nContent-Type: {MULTIPART}\r\n"
            f"Content-Length: {length}\r\n\r\n".encode()
            + head
        )
        for _ in range(5):
            wire.sendall(SENT)
        end = time.monotonic() + 10
        while not below(folder) and time.monotonic() < end:
            time.sleep(0.05)
        assert below(folder), "nothing was half written: the test shows nothing"
        os.killpg(served.group, signal.SIGKILL)
        with contextlib.suppress(OSError):
            wire.recv(1)
    assert File.objects.count() == 0
    assert all(path.name.endswith(".part") for path in below(folder))
    assert restricted.sweep(now=time.time() + 2 * 24 * 3600) == 1
    assert below(folder) == []
    assert before.meadow.upload(number, SENT).code == 0, "the sender may send it again"


@pytest.mark.django_db
def test_signing_in_at_a_second_place_leaves_the_first_at_work():
    made = cast.staff("maren", "intake_officer", unit=cast.place().unit)
    staff = get_user_model().objects.get(pk=made.id)
    staff.set_password("four quiet words walk")
    staff.save()
    form = {"login": "maren", "password": "four quiet words walk"}
    first, second = Client(), Client()
    for client in (first, second):
        assert client.post("/desk/account/login/", form).status_code == 302
        assert client.post("/desk/purpose/", {"purpose": "intake"}).status_code == 302
    for client in (first, second, first):
        assert client.get("/desk/").status_code == 200
    second.post("/desk/account/logout/")
    assert first.get("/desk/").status_code == 200
