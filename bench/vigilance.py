"""Measure the sweep for neglect: a first one that raises what stands, and one that finds it raised.

    .venv/bin/python bench/vigilance.py [--cases N]

A database of its own on the embedded PostgreSQL with stock settings; the demo's district made by
the real acts and multiplied inside it (`bench/sweep.py`), then `sweep_everything` in one process
and `bairn vigilance sweep` in two, through the gate, row-level security and the record.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairn.house.settings_test")
os.environ.setdefault("BAIRN_DB_ROLE", "bairn_owner")

from bench import sweep as sweeps  # noqa: E402 - the surroundings come first
from bench.own_database import own_database  # noqa: E402

DATABASE = "bairn_bench_vigilance"
# Circles too: a case with nobody in it would be a signal of its own. And evidence.
ASKED = (
    "access_assignment", "evidence_exhibit", "evidence_standing", "evidence_event",
    "evidence_handover", "evidence_handover_item", "evidence_disposal", "evidence_objection",
    "evidence_file", "evidence_kit", "preservation_request", "digests_watch", "digests_hit",
)  # fmt: skip


def main() -> int:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--cases", type=int, default=10_000)
    asked = parser.parse_args()
    vars(sweeps)["SWEPT"] = (*sweeps.SWEPT, *ASKED)
    with (
        tempfile.TemporaryDirectory(prefix="bairn-bench-") as name,
        own_database(DATABASE, Path(name)) as url,
    ):
        sweeps.grow(url, asked.cases)
        for title in ("first", "second"):
            print(f"{title}: {measured()}", flush=True)
        print(f"in two processes: {side_by_side(url, Path(name) / 'home')}", flush=True)
    return 0


def measured() -> str:
    """One sweep of the whole house, in words."""
    from bairn.access import sessions
    from bairn.kernel import clock
    from bairn.vigilance.sweeping import sweep_everything

    began, busy = time.perf_counter(), time.process_time()
    total = sweep_everything(actor=sessions.system(), at=clock.now())
    seconds, cpu = time.perf_counter() - began, time.process_time() - busy
    return (
        f"{total.cases:,} cases in {seconds:.1f} s ({total.cases / seconds:,.0f} a second, "
        f"{cpu:.1f} s of it our process), {total.raised:,} raised, {total.escalated:,} moved up"
    )


def side_by_side(url: str, home: Path) -> str:
    """What `bairn vigilance sweep` says, as an operator calls it."""
    began, busy = time.perf_counter(), sweeps.cpu_of_children()
    said = subprocess.run(
        [sys.executable, "-m", "bairn.cli", "vigilance", "sweep", "--json", "--workers", "2"],
        env={**os.environ, "DATABASE_URL": url, "BAIRN_HOME": str(home)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    row, seconds = json.loads(said.stdout), time.perf_counter() - began
    cpu = sweeps.cpu_of_children() - busy
    return f"{row} in {seconds:.1f} s with the start of three processes, {cpu:.1f} s of it ours"


if __name__ == "__main__":
    sys.exit(main())
