"""Measure the index of J1: milliseconds a question, bytes a record, opening, adding, erasing.

    .venv/bin/python -m bench.linkage.j1_speed [--size 1000000] [--queries 2000] [--keep FOLDER]

Records and questions of `people.py` (errors B). The engine's time is from a print to ranked
candidates; the explained answer's from a parsed record through print and question to words of
reasons. `engine_cpu_ms` leaves out the time that other processes took. Prints one line of JSON.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bairn.likeness import prints
from bairn.likeness.index import Index, search
from bairn.likeness.keys import Keys
from bairn.likeness.prints import Print, Prints
from bench.linkage import encode, people

KEYS, NEW_KEYS = (
    Keys(b"the secret of this measurement, first"),
    Keys(b"the second secret of it " * 2),
)
HOLDER = UUID(int=7)
BATCH, ADDED = 500_000, 500


def main() -> int:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=2_000)
    parser.add_argument("--keep", type=Path, help="a folder for records that are made once")
    parser.add_argument("--index", type=Path, help="a folder for an index that is built once")
    parser.add_argument("--erase", action="store_true", help="also compact under a new secret")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bairn-j1-") as name:
        folder = asked.keep or Path(name) / "records"
        if not (folder / "people.parquet").exists():
            people.write(folder, asked.size, "B", 1, asked.queries)
        index = asked.index or Path(name) / "index"
        told = {} if index.exists() else built(index, folder)
        print(json.dumps(told | measured(index, folder, asked.erase)))
    return 0


def built(folder: Path, records: Path) -> dict[str, object]:
    """The index of a file of records, and how long it took."""
    began = time.perf_counter()
    found = _prints(records / "people.parquet")
    size, told = len(found), {"encode_s": _since(began)}
    ids = np.zeros((size, 2), np.uint64)
    ids[:, 1] = np.arange(1, size + 1)
    began = time.perf_counter()
    Index.build(folder, KEYS, (ids, np.full((size, 2), 7, np.uint64), found)).close()
    return told | {"build_s": _since(began)}


def measured(folder: Path, records: Path, erase: bool) -> dict[str, object]:
    """All figures of one index."""
    began = time.perf_counter()
    index = Index.open(folder, KEYS)
    told: dict[str, object] = {"open_s": _since(began)}
    sizes = index.sizes()
    size = sizes.in_snapshot
    told |= {
        "records": size,
        "bytes_a_record": round(sizes.memory / size),
        "disk_a_record": round(sizes.disk / size),
    }
    table = pq.read_table(records / "queries.parquet")
    questions = encode.encoded(table, index.keys)
    told |= _asked(index, [questions[n] for n in range(len(questions))])
    told |= _added(index, [questions[n] for n in range(min(ADDED, len(questions)))])
    if erase:
        told |= _erased(index)
    told["peak_gb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2)
    told["load"] = [round(one, 1) for one in os.getloadavg()]
    index.close()
    return told


def _prints(path: Path) -> Prints:
    """Prints of a file, batch by batch, so that its words are never in memory at once."""
    parts = [
        encode.encoded(pa.Table.from_batches([batch]), KEYS)
        for batch in pq.ParquetFile(path).iter_batches(BATCH)
    ]
    return prints.joined_up(parts)


def _since(began: float) -> float:
    return round(time.perf_counter() - began, 2)


def _asked(index: Index, questions: list[Print]) -> dict[str, object]:
    for one in questions[:20]:
        index.ask(one)
    ground, model = index._ground, index.model
    engine = _times(questions, lambda one: search.ranked(ground, model, one))
    alone = _times(questions, lambda one: search.ranked(ground, model, one), time.thread_time)
    answers = _times(questions, lambda one: index.ask(one, most=10))
    return {"engine_ms": engine, "engine_cpu_ms": alone, "explained_from_print_ms": answers}


def _times(
    questions: list[Print],
    asked: Callable[[Print], object],
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    taken = np.zeros(len(questions))
    for n, one in enumerate(questions):
        began = clock()
        asked(one)
        taken[n] = clock() - began
    return {
        name: round(float(np.percentile(taken, share)) * 1e3, 3)
        for name, share in (("p50", 50), ("p95", 95), ("p99", 99), ("max", 100))
    }


def _added(index: Index, some: list[Print]) -> dict[str, object]:
    number = iter(range(1, len(some) + 1))
    alone = _times(some, lambda one: index.add(UUID(int=(1 << 100) + next(number)), HOLDER, one))
    began = time.perf_counter()
    index.add_many((UUID(int=(2 << 100) + n), HOLDER, one) for n, one in enumerate(some))
    together = (time.perf_counter() - began) / len(some) * 1e3
    return {"add_ms": alone, "add_many_ms": round(together, 3)}


def _erased(index: Index) -> dict[str, object]:
    index.remove(UUID(int=1))
    began = time.perf_counter()
    index.compact(NEW_KEYS)
    return {"compact_s": _since(began), "erased_is_gone": not index.holds(UUID(int=1))}


if __name__ == "__main__":
    sys.exit(main())
