"""Measure an import of older records: rows a second, memory, disk; idempotent and resumed.

    .venv/bin/python bench/linkage/import.py [--rows 1000000] [--json FILE]

Makes a CSV of invented people with a seed, a database of its own on the embedded PostgreSQL, and
drops both. Stock settings, every batch durable. Two threads: one reads and seals, one writes.
"""

import argparse
import json
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairn.house.settings")
os.environ.setdefault("BAIRN_DB_ROLE", "bairn_owner")

from bench.own_database import own_database  # noqa: E402 - the surroundings come first

DATABASE = "bairn_bench_import"
HEADER = "family name,given name,dob,mobile,email,address,town,postcode,shelf mark,remark\n"
FAMILY = ("Quillfeather", "Marrowby", "Fenwick", "Thistle", "Ashdown", "Wren", "Larkin", "Reed")
GIVEN = ("Ada", "Tom", "Joan", "Peter", "Mary", "Owen", "Ruth", "Ivan", "Lena", "Karl")


def main() -> int:
    """Make, import, measure, print; 1 under 5,000 rows a second."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bairn-bench-") as name:
        file = Path(name) / "cards.csv"
        write(file, asked.rows)
        with own_database(DATABASE, Path(name)) as url:
            found = measure(file, url)
    print(json.dumps(found, indent=1))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n")
    return int(found["rows_a_second"] < 5_000)


def write(file: Path, rows: int) -> None:
    """Invented people: half with a telephone, half with an address of e-mail, as old cards have."""
    draw = random.Random(5)
    with file.open("w") as out:
        out.write(HEADER)
        for number in range(rows):
            family, given = draw.choice(FAMILY), draw.choice(GIVEN)
            born = f"{draw.randrange(1930, 2015)}-0{draw.randrange(1, 10)}-{draw.randrange(10, 29)}"
            phone = f"+44 7700 9{draw.randrange(100000):05d}" if draw.random() < 0.5 else ""
            email = f"{given}{number}@example.org".lower() if draw.random() < 0.5 else ""
            out.write(
                f"{family}{number % 997},{given},{born},{phone},{email},{number % 211} Reed Lane,"
                f"Ely,CB{number % 9} {number % 7}AA,B-{number},calm remark {number}\n"
            )


def measure(file: Path, url: str) -> dict[str, object]:
    """One import and the same again."""
    import psycopg

    from bairn.access import sessions
    from bairn.access.terms import Role
    from bairn.kernel import clock
    from bairn.records import actions, guessing, importing, reading
    from tests import cast

    place = cast.place()
    cleo = cast.staff("cleo", Role.SUPERVISOR, unit=place.unit)
    house, at = sessions.system(), clock.now()
    peaks: list[int] = []

    def step(done: int, total: int) -> None:
        peaks.append(memory())

    def bring() -> tuple[float, object]:
        begin = time.perf_counter()
        with file.open("rb") as stream:
            opened = reading.open_file(stream, name=file.name)
            layout = guessing.guess(*reading.peek(stream, opened))
            begun = actions.begin(
                actor=house, at=at, unit_id=place.unit.id, name="Cards", opened=opened,
                layout=layout, importer=cleo.id,
            )  # fmt: skip
            done = importing.bring_in(
                actor=house, at=at, stream=stream, opened=opened, layout=layout, begun=begun,
                step=step,
            )  # fmt: skip
        return time.perf_counter() - begin, done

    seconds, done = bring()
    again, _ = bring()
    with psycopg.connect(url) as database:
        size = database.execute("select pg_database_size(current_database())").fetchone()[0]
    quarter = max(1, len(peaks) // 4)
    return {
        "rows": done.rows,
        "taken": done.taken,
        "seconds": round(seconds, 1),
        "rows_a_second": round(done.rows / seconds),
        "mib_after_a_quarter": max(peaks[:quarter]) >> 20,
        "mib_at_the_end": max(peaks) >> 20,
        "mib_peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        "cpu_seconds_here": round(time.process_time(), 1),
        "database_gib": round(size / 2**30, 2),
        "same_file_again_seconds": round(again, 1),
        "load": os.getloadavg(),
    }


def memory() -> int:
    """Bytes of this process that are in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    sys.exit(main())
