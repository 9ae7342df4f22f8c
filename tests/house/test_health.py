"""The health page says which part is down, with 503, and holds no data."""

import contextlib
import json
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client

from bairn import jobs
from bairn.access.models import Holder
from bairn.house import environment
from bairn.kernel import clock, ids
from bairn.oversight import sequencer, witness
from bairn.vault.models import Change
from bairn.web.hall import health_page, wellbeing
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)
PARTS = [
    "database", "sequencer", "witness", "record", "worker", "matcher", "keys", "disk",
]  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.BAIRN_HOME = tmp_path / "home"
    settings.BAIRN_HOME.mkdir()
    health_page._kept.clear()
    yield settings.BAIRN_HOME
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")


def ask():
    health_page._kept.clear()
    answer = Client().get("/health/")
    return answer.status_code, answer.json()


@contextlib.contextmanager
def running(*parts):
    """These parts in threads, until the block ends."""
    stopping = threading.Event()

    def run(part):
        try:
            part(stopping.is_set)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(part,)) for part in parts]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopping.set()
        for thread in threads:
            thread.join(15)


def until_down(wanted, seconds=60):
    end = time.monotonic() + seconds
    while (found := ask())[1]["down"] != wanted and time.monotonic() < end:
        time.sleep(0.1)
    return found


def test_a_house_at_rest_says_which_of_its_parts_are_down(home):
    status, body = ask()
    assert status == 503
    assert body["ok"] is False
    assert body["down"] == ["sequencer", "witness", "record", "worker"]
    assert list(body["parts"]) == PARTS


def test_a_house_that_works_is_well_and_a_part_that_stops_is_named(home, empty_record):
    with running(sequencer.run, witness.run):
        with running(jobs.run):
            status, body = until_down([])
            assert (status, body["ok"], body["down"]) == (200, True, [])
        assert until_down(["worker"])[1]["down"] == ["worker"]
    assert "witness" in until_down(["witness", "worker"])[1]["down"]


def test_the_answer_holds_states_and_ages_and_nothing_else(home, empty_record):
    with running(sequencer.run, witness.run, jobs.run):
        _, body = until_down([])
    assert set(body) == {"ok", "down", "parts"}
    for part in body["parts"].values():
        assert set(part) <= {"up", "age_seconds"}
        assert isinstance(part["up"], bool)
        assert isinstance(part.get("age_seconds", 0.0), float | int)


def test_a_database_that_is_away_is_named_within_seconds(home, monkeypatch):
    away = dict(connection.get_connection_params()) | {"host": "/nowhere", "dbname": "none"}
    began = time.monotonic()
    with monkeypatch.context() as patch:
        patch.setattr(connection, "get_connection_params", lambda: away)
        status, body = ask()
    assert status == 503
    assert {"database", "worker"} <= set(body["down"])
    assert time.monotonic() - began < 8


def test_keys_that_others_can_read_and_a_full_disk_are_named(home, monkeypatch):
    ask()  # the keyring makes its files
    master = next(Path(home).rglob("master.key"))
    master.chmod(0o644)
    monkeypatch.setattr(wellbeing, "LEAST_DISK", 2**80)
    assert {"keys", "disk"} <= set(ask()[1]["down"])


def test_people_who_wait_too_long_to_be_compared_are_a_part_that_is_down(home):
    place = cast.place()
    assert "age_seconds" not in ask()[1]["parts"]["matcher"]  # nobody waits
    older = ids.new_id()
    Holder.objects.create(
        id=older, kind="records", unit_id=place.unit.id, registered_at=clock.now(), restricted=True
    )
    for holder_id in (older, cast.holder("case", unit=place.unit)):
        Change.objects.create(
            subject_id=ids.new_id(), holder_id=holder_id, changed_at=clock.now(), gone=False
        )
    body = ask()[1]
    assert "matcher" not in body["down"]
    assert body["parts"]["matcher"]["age_seconds"] < 60
    early = clock.now() - timedelta(minutes=11)
    Change.objects.filter(holder_id=older).update(changed_at=early)
    assert "matcher" not in ask()[1]["down"]  # older records wait as long as an import takes
    Change.objects.exclude(holder_id=older).update(changed_at=early)
    assert "matcher" in ask()[1]["down"]


def test_asking_often_does_not_make_the_house_ask_often(home, monkeypatch):
    asked = []
    given = wellbeing.parts

    def count(*, at):
        asked.append(at)
        return given(at=at)

    monkeypatch.setattr(wellbeing, "parts", count)
    client = Client()
    for _ in range(20):
        client.get("/health/")
    assert len(asked) == 1


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_health_is_for_asking_only(method):
    assert getattr(Client(), method)("/health/").status_code == 405


def test_the_page_of_every_door_carries_the_safe_headers():
    answer = Client().get("/health/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert json.loads(answer.content)["parts"]
    assert environment.CHECKOUT.name not in answer.content.decode()
