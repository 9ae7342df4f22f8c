"""Measure lists of digests: rows a second brought in, microseconds a look-up, bytes a digest.

    .venv/bin/python bench/digests.py [--rows 1000000] [--form csv|vics]

A file of invented digests (MD5 and SHA-1 in each row) is written, brought in through the acts, and
looked up a thousand digests a call through the gate. A database of its own on the embedded
PostgreSQL with stock settings.
"""

import argparse
import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairn.house.settings_test")
os.environ.setdefault("BAIRN_DB_ROLE", "bairn_owner")

from bench.own_database import own_database  # noqa: E402 - the surroundings come first

DATABASE = "bairn_bench_digests"
CALLS, ASKED = 100, 1000


def main() -> int:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--form", choices=("csv", "vics"), default="csv")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="bairn-bench-") as name,
        own_database(DATABASE, Path(name)),
    ):
        file = Path(name) / f"list.{asked.form}"
        write(file, asked.rows, asked.form)
        print(f"{asked.rows:,} rows, {asked.form}, {file.stat().st_size / 1e6:,.0f} MB")
        print(brought_in(file), flush=True)
        print(looked_up(asked.rows), flush=True)
        print(sizes(asked.rows), flush=True)
    return 0


def write(file: Path, rows: int, form: str) -> None:
    """A file of invented digests; the same ones each time."""
    drawn = random.Random(7)
    with file.open("w", encoding="utf-8") as out:
        out.write("md5,sha1,category\n" if form == "csv" else '{"@odata.context":"x","value":[')
        for place in range(rows):
            md5, sha1 = f"{drawn.getrandbits(128):032X}", f"{drawn.getrandbits(160):040X}"
            if form == "csv":
                out.write(f"{md5},{sha1},{place % 4}\n")
                continue
            record = {
                "MediaID": place, "Category": place % 4, "MD5": md5, "SHA1": sha1,
                "MediaSize": place * 7, "DateUpdated": "2025-01-02T03:04:05Z",
                "IsPrecategorized": "false", "VictimIdentified": "false", "IsDistributed": "true",
            }  # fmt: skip
            out.write(("," if place else "") + json.dumps(record))
        if form == "vics":
            out.write("]}")


def brought_in(file: Path) -> str:
    """The import, in words."""
    from bairn.access import sessions
    from bairn.digests.importing import bring_in
    from bairn.digests.terms import ListKind, NewList
    from bairn.kernel import clock

    began, busy = time.perf_counter(), time.process_time()
    with file.open("rb") as stream:
        _, done = bring_in(
            actor=sessions.system(), at=clock.now(), stream=stream,
            said=NewList(name="Invented", kind=ListKind.KNOWN_ILLEGAL),
        )  # fmt: skip
    seconds, cpu = time.perf_counter() - began, time.process_time() - busy
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"brought in {done.rows:,} rows with {done.digests:,} digests in {seconds:.1f} s: "
        f"{done.rows / seconds:,.0f} rows a second ({cpu:.1f} s of it our process, "
        f"at most {most:,.0f} MiB)"
    )


def looked_up(rows: int) -> str:
    """A thousand digests a call, half of them on the list, in words."""
    from bairn.access import sessions
    from bairn.digests import queries
    from bairn.digests.terms import Algorithm, Digest
    from bairn.kernel import clock

    drawn = random.Random(7)
    known = []
    for _ in range(min(rows, 1_000_000)):
        known.append(drawn.getrandbits(128))
        drawn.getrandbits(160)
    chosen = random.Random(8)
    times = []
    for _ in range(CALLS):
        values = [*chosen.sample(known, ASKED // 2)]
        values += [chosen.getrandbits(128) for _ in range(ASKED - len(values))]
        digests = [Digest(Algorithm.MD5, value.to_bytes(16, "big")) for value in values]
        began = time.perf_counter()
        found = queries.match(actor=sessions.system(), at=clock.now(), digests=digests)
        times.append((time.perf_counter() - began) / ASKED * 1e6)
        if len(found) != ASKED // 2:
            raise SystemExit(f"{len(found)} of {ASKED // 2} were found")
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[18]
    return f"look-up, {ASKED} a call, half known: {p50:.1f} µs a digest at p50, {p95:.1f} at p95"


def sizes(rows: int) -> str:
    """What it takes on the disk, in words."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_table_size('digests_known'), pg_indexes_size('digests_known'),"
            " pg_total_relation_size('digests_words')"
        )
        table, index, words = cursor.fetchone()
    return (
        f"on disk: {table / 2 / rows:.0f} bytes a digest and {index / 2 / rows:.0f} of index; "
        f"words {words / rows:.0f} bytes a row"
    )


if __name__ == "__main__":
    sys.exit(main())
