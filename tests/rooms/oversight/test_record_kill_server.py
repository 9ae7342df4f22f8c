"""Goal G6: kill -9 the sequencer and PostgreSQL under writers; whoever was answered lost nothing.

A few rounds of `bench/record_kills.py`, which makes a server of its own; the hundred rounds of the
goal and what they came to stand in bench/README.md.
"""

import json
import os
import subprocess
import sys

from bairn.house.environment import CHECKOUT

ROUNDS = os.environ.get("BAIRN_SERVER_KILLS", "3")


def test_no_acknowledged_act_is_lost_or_doubled_when_the_database_dies_too() -> None:
    ours = {"DATABASE_URL", "BAIRN_HOME", "DJANGO_SETTINGS_MODULE"}
    surroundings = {name: value for name, value in os.environ.items() if name not in ours}
    said = subprocess.run(
        [sys.executable, CHECKOUT / "bench" / "record_kills.py", "--rounds", ROUNDS, "--json"],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert said.returncode == 0, said.stdout + said.stderr
    counted = json.loads(said.stdout)
    assert counted["rounds"] == counted["kept"] == int(ROUNDS)
    assert counted["killed"]["postgres"] >= 1
    assert counted["acknowledged"] > 0
    faults = ("lost", "doubled", "unasked", "not_a_prefix")
    assert [counted[name] for name in faults] == [0, 0, 0, 0]
    assert counted["verified"] is True
