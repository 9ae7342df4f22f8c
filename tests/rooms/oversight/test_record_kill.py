"""Goal G6 in small: kill -9 the sequencer under load; nothing acknowledged is lost or doubled."""

import os
import signal
import subprocess
import sys
import threading
import uuid
from pathlib import Path

import pytest
from django.db import connection, connections

from bairn.oversight import verify
from bairn.oversight.export import export
from tests.rooms.oversight.recording import AT, an_entry, write

ROUNDS = int(os.environ.get("BAIRN_KILL_ROUNDS", "4"))
RUNNER = Path(__file__).with_name("run_sequencer.py")


def start_sequencer(home: Path) -> subprocess.Popen[str]:
    name = connection.settings_dict["NAME"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen(
        [sys.executable, RUNNER, name, home], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.fixture
def acknowledged(home):
    """The ids of entries whose transactions committed, from four writers that never pause."""
    ids: list[uuid.UUID] = []
    stopping = threading.Event()

    def keep_writing() -> None:
        while not stopping.is_set():
            entry = an_entry()
            write(entry)
            ids.append(entry.id)
        connections.close_all()

    writers = [threading.Thread(target=keep_writing) for _ in range(4)]
    for writer in writers:
        writer.start()

    def stop() -> list[uuid.UUID]:
        stopping.set()
        for writer in writers:
            writer.join()
        return ids

    yield stop
    stop()


def test_no_acknowledged_act_is_lost_or_doubled(home, acknowledged, witness_process, tmp_path):
    for number in range(ROUNDS):
        process = start_sequencer(home)
        threading.Event().wait(0.2 + 0.37 * (number % 5))  # each time at another moment
        process.send_signal(signal.SIGKILL)
        process.wait()
    ids = acknowledged()
    made = export(tmp_path / "copy", AT)
    with connection.cursor() as cursor:
        cursor.execute("select entry_id from oversight_leaf order by index")
        recorded = [row[0] for row in cursor.fetchall()]
    assert sorted(recorded) == sorted(ids)
    assert made.size == len(ids)
    assert made.checkpoints > ROUNDS
    assert verify.main([str(tmp_path / "copy")]) == 0
