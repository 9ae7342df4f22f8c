"""Measure the desk's pages and the gate's writing acts on many cases, and what they cost.

    .venv/bin/python bench/pages.py [--cases N …] [--rounds R] [--json FILE]

For each size: a database of its own on the embedded PostgreSQL with stock settings, the demo's
district multiplied inside it (`bench/multiply.py`), then the pages as a browser asks for them,
through every middleware, the gate, row-level security and the record. CPU is that of this process.
Figures of other systems to set beside them stand in `bench/README.md`.
"""

import argparse
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairn.house.settings_test")
os.environ.setdefault("BAIRN_DB_ROLE", "bairn_owner")

from django.db import connection  # noqa: E402 - the surroundings come first

from bench.own_database import own_database  # noqa: E402

DATABASE = "bairn_bench_pages"
SEED_CASES = 300
BARS = {"list": 150.0, "case": 60.0, "search": 50.0, "create": 120.0, "record": 60.0}  # ms, p95


@dataclass(frozen=True, slots=True)
class Figure:
    """One operation at one size: milliseconds, CPU milliseconds of our process, bytes, queries."""

    cases: int
    what: str
    p50: float
    p95: float
    cpu: float
    size: int
    queries: int


def main() -> int:
    """Measure every size, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--cases", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--only", default="", help="operations whose name holds this")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    asked = parser.parse_args()
    figures: list[Figure] = []
    for size in asked.cases:
        folder = tempfile.TemporaryDirectory(prefix="bairn-bench-")
        with folder as name, own_database(DATABASE, Path(name)) as url:
            figures += measure(url, size, asked.rounds, asked.only)
    print(markdown(figures))
    if asked.json:
        asked.json.write_text(json.dumps([asdict(one) for one in figures], indent=1) + "\n")
    return 0


def measure(url: str, size: int, rounds: int, only: str = "") -> list[Figure]:
    """The district, grown to `size` cases, and what its pages cost."""
    from bench.district import grow, take_seat

    began = time.perf_counter()
    grow(url, size, seed=min(size, SEED_CASES))
    tell(f"{size:,} cases made in {time.perf_counter() - began:.0f} s")
    seat = take_seat()
    found = []
    for what, act in seat.operations().items():
        if only not in what:
            continue
        found.append(timed(size, what, act, rounds))
        one = found[-1]
        tell(f"  {what}: p50 {one.p50:.1f} ms, p95 {one.p95:.1f} ms, {one.size:,} B")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    tell(f"  memory of this process at its highest: {peak} MiB")
    return found


def timed(size: int, what: str, act: Callable[[], int], rounds: int) -> Figure:
    """`act` gives the bytes of its answer; five rounds first, so that plans and caches are warm."""
    for _ in range(5):
        act()
    with counting() as queries:
        answer = act()
    walls, cpu = [], time.process_time()
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        walls.append((time.perf_counter() - began) * 1000)
    spent = (time.process_time() - cpu) * 1000 / rounds
    walls.sort()
    p95 = walls[int(len(walls) * 0.95)]
    return Figure(size, what, statistics.median(walls), p95, spent, answer, len(queries))


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements that are asked inside."""
    seen: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield seen


def markdown(figures: list[Figure]) -> str:
    """A table a person can read; growth is against the smallest size."""
    first = {}
    lines = [
        "| cases | operation | p50 ms | p95 ms | bar | CPU ms | bytes | queries | p50 growth |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for one in figures:
        base = first.setdefault(one.what, one.p50)
        bar = next((v for name, v in BARS.items() if one.what.startswith(name)), None)
        lines.append(
            f"| {one.cases:,} | {one.what} | {one.p50:.1f} | {one.p95:.1f} | "
            f"{'' if bar is None else f'{bar:.0f}'} | {one.cpu:.1f} | {one.size:,} | "
            f"{one.queries} | {one.p50 / base:.2f} x |"
        )
    return "\n".join(lines)


def tell(words: str) -> None:
    """Progress goes to standard error."""
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
