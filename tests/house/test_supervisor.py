"""The supervisor keeps its parts up, stops them in order, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bairn.house import processes
from bairn.house.processes import Part
from bairn.house.supervisor import DRAIN, Supervisor

STEADY = "import time; print('on', flush=True); time.sleep(600)"
ENDS = "raise SystemExit(3)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
TELLS = (
    "import signal, sys, time\n"
    "def end(*_):\n"
    "    open(sys.argv[1], 'a').write(sys.argv[2] + '\\n'); sys.exit(0)\n"
    "signal.signal(signal.SIGTERM, end); print('on', flush=True); time.sleep(600)"
)


def part(name, code, *arguments, stops=0):
    return Part(name, (sys.executable, "-c", code, *map(str, arguments)), stops=stops)


@pytest.fixture
def run(tmp_path):
    """Start a house of these parts; whatever is left of it ends with the test."""
    begun = []

    def begin(*parts):
        house = Supervisor(tmp_path, parts)
        begun.append(house)
        house.start(after_doors=False)
        return house

    yield begin
    for house in begun:
        for kept in house._kept:
            kept.process.kill()
            kept.process.wait()


def until(true, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


def pid(house, place=0):
    return house._kept[place].process.pid


def said(home: Path, name: str) -> str:
    path = home / "log" / f"{name}.log"
    return path.read_text() if path.exists() else ""


def test_a_part_that_was_killed_is_started_again_and_the_others_are_left_alone(run, tmp_path):
    house = run(part("one", STEADY), part("two", STEADY))
    first, second = pid(house), pid(house, 1)
    assert until(lambda: "on" in said(tmp_path, "one"))
    os.kill(first, signal.SIGKILL)
    assert until(lambda: (house.look(), pid(house) != first)[1])
    assert until(lambda: said(tmp_path, "one").count("on") == 2)
    assert pid(house, 1) == second


def test_a_part_that_keeps_ending_is_started_less_and_less_often(run, monkeypatch):
    house = run(part("one", ENDS))
    now = [time.monotonic()]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    pauses = []
    for _ in range(9):
        house._kept[0].process.wait()
        house.look()
        pauses.append(house._kept[0].pause)
        now[0] += house._kept[0].pause
        house.look()
    assert pauses[:4] == [1.0, 2.0, 4.0, 8.0]
    assert pauses[-1] == 30.0


def test_parts_stop_in_their_order_and_each_is_waited_for(run, tmp_path):
    told = tmp_path / "told"
    house = run(
        part("witness", TELLS, told, "witness", stops=2),
        part("web", TELLS, told, "web", stops=0),
        part("sequencer", TELLS, told, "sequencer", stops=1),
    )
    assert until(lambda: all("on" in said(tmp_path, n) for n in ("witness", "web", "sequencer")))
    house.stop()
    assert told.read_text().split() == ["web", "sequencer", "witness"]
    assert all(kept.process.returncode == 0 for kept in house._kept)


def test_a_part_that_does_not_stop_is_killed_within_ten_seconds(run, tmp_path):
    told = tmp_path / "told"
    house = run(part("web", STUBBORN), part("sequencer", TELLS, told, "last", stops=1))
    assert until(lambda: "on" in said(tmp_path, "sequencer"))
    time.sleep(0.5)  # the stubborn one has no way to say that it is
    began = time.monotonic()
    house.stop()
    assert time.monotonic() - began < DRAIN
    assert told.read_text() == "last\n"  # one that hangs takes no time from the record
    assert house._kept[0].process.returncode == -signal.SIGKILL


def test_parts_end_when_their_supervisor_is_killed(tmp_path):
    code = (
        "import sys, time; from pathlib import Path\n"
        "from bairn.house import processes\n"
        "from bairn.house.processes import Part\n"
        f"part = Part('one', (sys.executable, '-c', {STEADY!r}), stops=0)\n"
        f"print(processes.start(part, Path({str(tmp_path)!r})).pid, flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True,
        cwd=processes.environment.CHECKOUT,
    )  # fmt: skip
    child = int(parent.stdout.readline())
    assert until(lambda: "on" in said(tmp_path, "one"))
    parent.kill()
    parent.wait()
    assert until(lambda: not alive(child))


def alive(child):
    try:
        return Path(f"/proc/{child}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_a_log_that_grew_large_begins_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "_LOG_LIMIT", 10)
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "one.log").write_text("old words, many of them")
    process = processes.start(part("one", "print('new')"), tmp_path)
    process.wait()
    assert said(tmp_path, "one") == "new\n"
    assert (tmp_path / "log" / "one.old").read_text().startswith("old")
