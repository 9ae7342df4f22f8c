"""`bairn match`, killed in the middle: nobody stays uncompared, no lead stands twice."""

import os
import signal
import subprocess
import sys
import time
from functools import partial

import psycopg
import pytest

from bairn.house import environment, postgres

MANY = 60


@pytest.fixture
def staffed(new_house):
    """Its own house: so many reports would fill the queue of the others' tests."""
    added = new_house.bairn("unit", "add", "Matching", "--agency", "Eastfield Police", "--json")
    assert added.code == 0, added.err
    return new_house


def receive(house, folder, numbers):
    """Platform reports that all name one account."""
    sample = (environment.CHECKOUT / "bairn/demo/sample-report.xml").read_text()
    files = []
    for number in numbers:
        file = folder / f"{number}.xml"
        file.write_text(sample)
        files.append(file)
    done = house.bairn("receive", "--json", *files)
    assert done.code == 0, done.err


def asked(house, statement):
    socket = str(postgres.place(environment.CHECKOUT).socket)
    name = (house.path / "house" / "database-name").read_text()
    with psycopg.connect(dbname=name, user="postgres", host=socket) as database:
        return database.execute(statement).fetchone()[0]


def match(house):
    return subprocess.Popen(
        [sys.executable, "-m", "bairn.cli", "match"], cwd=house.path, env=house.surroundings,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def until(holds, seconds=90):
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def waiting(house):
    return asked(house, "select count(*) from vault_change")


def compared(house):
    return asked(house, "select count(*) from linkage_checked")


def more_than(house, before, going):
    """Whether it has compared somebody since, or has ended by itself."""
    return compared(house) > before or going.poll() is not None


def test_killed_again_and_again_the_matcher_leaves_nobody_out_and_puts_no_lead_down_twice(
    staffed, tmp_path
):
    receive(staffed, tmp_path, range(MANY))
    for _ in range(3):
        before = compared(staffed)
        going = match(staffed)
        until(partial(more_than, staffed, before, going))
        os.killpg(going.pid, signal.SIGKILL)
        going.wait()
        assert waiting(staffed) > 0  # it was in the middle: its turn is taken up again
        receive(staffed, tmp_path, range(3))
    last = match(staffed)
    try:
        assert until(lambda: waiting(staffed) == 0)
    finally:
        os.killpg(last.pid, signal.SIGTERM)
        assert last.wait(20) == 0
    people = asked(staffed, "select count(*) from vault_subject where kind = 'person'")
    assert compared(staffed) == people
    pairs = "select count(*) - count(distinct (low_subject, high_subject)) from linkage_lead"
    assert asked(staffed, pairs) == 0
    assert asked(staffed, "select count(*) from linkage_lead") > 0
    bare = "select count(*) from linkage_lead as l where not exists"
    assert asked(staffed, f"{bare} (select from linkage_finding as f where f.lead_id = l.id)") == 0
