"""Measure the sweep of every open case for what is due, against reading one case after another.

    .venv/bin/python bench/sweep.py [--cases N …] [--workers 2] [--json FILE]

For each size: a database of its own on the embedded PostgreSQL with stock settings, the demo's
district made by the real acts and multiplied inside it (`bench/multiply.py`; of each case what a
sweep reads), then `bairn sweep` in processes side by side, through the gate, row-level security
and the record. The baseline asks for the board of one case at a time, as a page does; it and a
sweep take turns in one process, so that what else the machine does weighs on both alike.
"""

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairn.house.settings_test")
os.environ.setdefault("BAIRN_DB_ROLE", "bairn_owner")

from bench.own_database import own_database  # noqa: E402 - the surroundings come first

DATABASE = "bairn_bench_sweep"
SEED_CASES = 120
ROUNDS = 8  # of the two in turn
BASELINE = 50  # boards read one after another in a round
SWEPT = (
    "access_holder", "cases_case", "cases_milestone", "protocols_binding", "protocols_fact",
    "protocols_pause", "protocols_waiver",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """One size: open cases, seconds and rates of the sweep, of one process, of the baseline."""

    open_cases: int
    workers: int
    seconds: float
    per_second: float
    one_process: float  # cases a second, in this process
    baseline: float  # cases a second, one board after another, in turn with it
    ratio_cpu: float  # of our CPU for a board to our CPU for a case that is swept
    load: str  # of the machine, while the processes ran
    cpu_ms: float  # a case, of the workers without PostgreSQL
    peak_mib: int  # of one worker
    overdue: int
    due_soon: int
    red: int


def main() -> int:
    """Measure every size, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--cases", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--page", type=int, default=1000)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    asked = parser.parse_args()
    figures = []
    for size in asked.cases:
        folder = tempfile.TemporaryDirectory(prefix="bairn-bench-")
        with folder as name, own_database(DATABASE, Path(name)) as url:
            figures.append(measure(url, Path(name) / "home", size, asked.workers, asked.page))
    print(markdown(figures))
    if asked.json:
        asked.json.write_text(json.dumps([asdict(one) for one in figures], indent=1) + "\n")
    return 0


def measure(url: str, home: Path, size: int, workers: int, page: int) -> Figure:
    """A district with about `size` open cases, and what it costs to read them all."""
    began = time.perf_counter()
    grow(url, size)
    tell(f"{size:,} open cases made in {time.perf_counter() - began:.0f} s")
    return figure(url, home, workers, page)


def figure(url: str, home: Path, workers: int, page: int) -> Figure:
    """What it costs to read every open case of the database."""
    from bairn.access import sessions

    boards, alone = in_turn(sessions.system(), page)
    tell(f"  one board after another: {boards}; a sweep alone: {alone}")
    before, load = cpu_of_children(), [os.getloadavg()[0]]
    swept = side_by_side(url, home, workers, page)
    load.append(os.getloadavg()[0])
    tell(f"  {swept}")
    return Figure(
        open_cases=swept["cases"],
        workers=workers,
        seconds=swept["seconds"],
        per_second=swept["per_second"],
        one_process=alone.rate,
        baseline=boards.rate,
        ratio_cpu=(boards.cpu / boards.cases) / (alone.cpu / alone.cases),
        load=f"{min(load):.0f} to {max(load):.0f}",
        cpu_ms=(cpu_of_children() - before) * 1000 / swept["cases"],
        peak_mib=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        overdue=swept["overdue"],
        due_soon=swept["due_soon"],
        red=swept["red"],
    )


def cpu_of_children() -> float:
    """Seconds of CPU of every process that this one started and that has ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def grow(url: str, size: int) -> None:
    """A district of some cases by the real acts, copied until about `size` of them are open."""
    import psycopg

    from bairn.access import sessions
    from bairn.demo import making
    from bairn.kernel import clock
    from bench.multiply import multiply

    sessions._kept.clear()  # tokens of the size before stood in a database that is gone
    making.make(
        system=sessions.system(), now=clock.now(), password=str(uuid.uuid4()), cases=SEED_CASES
    )
    with psycopg.connect(url.replace("bairn_owner@", "postgres@")) as connection:
        row = connection.execute("select count(*) from cases_case where closed_at is null")
        (seed,) = row.fetchone() or (1,)
        copies = max(round(size / seed) - 1, 0)
        if copies:
            multiply(connection, copies=copies, tables=SWEPT, tell=_made)


def _made(table: str, rows: int) -> None:
    tell(f"  {table}: {rows:,} rows")


@dataclass(slots=True)
class Taken:
    """Cases read, and what that took."""

    cases: int = 0
    seconds: float = 0.0
    cpu: float = 0.0

    @property
    def rate(self) -> float:
        """Cases a second."""
        return self.cases / self.seconds

    def run(self, act: Callable[[], int]) -> None:
        """Measure `act`, which says how many cases it read."""
        began, busy = time.perf_counter(), time.process_time()
        self.cases += act()
        self.seconds += time.perf_counter() - began
        self.cpu += time.process_time() - busy


def in_turn(system: Any, page: int) -> tuple[Taken, Taken]:
    """Boards one after another, and pages of a sweep, in this process and in turn."""
    from bairn.cases import queries as cases
    from bairn.kernel import clock
    from bairn.protocols import queries as protocols

    at, boards, swept = clock.now(), Taken(), Taken()
    found = cases.open_cases(actor=system, at=at, limit=ROUNDS * BASELINE + 1)
    rest: Iterator[Any] = iter(found)
    last: list[uuid.UUID | None] = [None]

    def some_boards(count: int = BASELINE) -> int:
        mine = list(itertools.islice(rest, count))
        for one in mine:
            protocols.board_of_case(actor=system, at=at, case_id=one.id)
        return len(mine)

    def one_page() -> int:
        read = protocols.sweep(actor=system, at=at, after=last[0], limit=page, finished=False)
        last[0] = read.next
        return len(read.cases)

    some_boards(1), one_page()  # plans and packs are warm
    for _ in range(ROUNDS):
        boards.run(some_boards)
        swept.run(one_page)
    return boards, swept


def side_by_side(url: str, home: Path, workers: int, page: int) -> dict[str, Any]:
    """What `bairn sweep` says, as an operator calls it."""
    said = subprocess.run(
        [
            sys.executable, "-m", "bairn.cli", "sweep", "--json",
            "--workers", str(workers), "--page", str(page),
        ],
        env={**os.environ, "DATABASE_URL": url, "BAIRN_HOME": str(home)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )  # fmt: skip
    row: dict[str, Any] = json.loads(said.stdout)
    return row


def markdown(figures: list[Figure]) -> str:
    """A table a person can read."""
    lines = [
        "| open cases | processes | load | seconds | cases/s | one process | one board at a time |"
        " ratio, time | ratio, CPU | CPU ms a case | MiB a process | overdue | due soon | red |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.open_cases:,} | {one.workers} | {one.load} | {one.seconds:.1f} | "
        f"{one.per_second:,.0f} | {one.one_process:,.0f} | {one.baseline:,.0f} | "
        f"{one.one_process / one.baseline:.0f} x | {one.ratio_cpu:.0f} x | "
        f"{one.cpu_ms:.2f} | {one.peak_mib} | {one.overdue:,} | {one.due_soon:,} | {one.red:,} |"
        for one in figures
    ]
    return "\n".join(lines)


def tell(words: str) -> None:
    """Progress goes to standard error."""
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
