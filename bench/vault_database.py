"""Measure sealing and opening with PostgreSQL and the record: goal G11 of the design.

    .venv/bin/python bench/vault_database.py [--quick] [--json FILE]

Makes a database of its own on the embedded PostgreSQL (or on the server of DATABASE_URL) and drops
it again. One client, stock settings, every entry and every key durable.
"""

import argparse
import contextlib
import json
import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairn.house.settings")
os.environ.setdefault("BAIRN_DB_ROLE", "bairn_owner")

from bench.own_database import own_database  # noqa: E402 - the surroundings come first
from bench.vault import Row, markdown  # noqa: E402

DATABASE = "bairn_bench_vault"
BORN = date(2012, 4, 9)
NAMES = {
    "seal": "a usual report sealed (3 people, words, 5 kB of XML)",
    "open": "an identity opened: entry durable, key unwrapped, fields clear",
    "find": "two tokens looked up",
    "move": "its five keys moved to a case",
}


def main() -> int:
    """Measure, print; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="few rounds: a check, not a figure")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="bairn-bench-") as name,
        own_database(DATABASE, Path(name)),
    ):
        rows = measure(100 if asked.quick else 1000)
    print(markdown(rows))
    if asked.json:
        asked.json.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")
    return int(any(row.met is False for row in rows))


def measure(rounds: int) -> list[Row]:
    """A usual report sealed, an identity opened, a number looked up, a report moved; one by one."""
    from bairn.access.terms import Purpose, Role
    from bairn.kernel import clock
    from bairn.vault import actions, terms
    from bairn.vault.queries import identities, lookup
    from tests import cast

    place = cast.place()
    actor = cast.staff("ada", Role.SUPERVISOR, unit=place.unit)
    jobs = cast.sessions.system()
    watch = Stopwatch()
    for number in range(rounds):
        report, case = (cast.holder(kind, unit=place.unit) for kind in ("report", "case"))
        at, sealings = clock.now(), usual_report(terms, number)
        with watch.over("seal"):
            made = actions.seal_many(actor=actor, at=at, report_id=report, sealings=sealings)
        with watch.over("open"):
            identities.open_identities(
                actor=actor,
                at=at,
                report_id=report,
                subject_ids=made[:1],
                purpose=Purpose.INVESTIGATION,
            )
        with watch.over("find"):
            lookup.look_up(actor=jobs, at=at, sources=sealings[0].tokens)
        with watch.over("move"):
            actions.move(actor=actor, at=at, report_id=report, case_id=case)
    return watch.rows(skip=rounds // 10)


class Stopwatch:
    """Wall and CPU seconds of each kind of work, one list for each."""

    def __init__(self) -> None:
        self.taken: dict[str, list[tuple[float, float]]] = {}

    @contextlib.contextmanager
    def over(self, what: str) -> Iterator[None]:
        """Time what stands inside."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        spent = time.perf_counter() - wall, time.process_time() - cpu
        self.taken.setdefault(what, []).append(spent)

    def rows(self, *, skip: int) -> list[Row]:
        """The figures without the first `skip`; only G11 was set a bar."""
        return [_row(what, taken[skip:]) for what, taken in self.taken.items()]


def _row(what: str, taken: list[tuple[float, float]]) -> Row:
    walls = sorted(wall * 1e3 for wall, _ in taken)
    middle, slow = statistics.median(walls), walls[int(len(walls) * 0.95)]
    ours = statistics.median(cpu * 1e3 for _, cpu in taken)
    value = f"{middle:.1f} ms, p95 {slow:.1f}; {ours:.1f} ms of our CPU"
    goal, asked, met = ("G11", "<= 10 ms", middle <= 10) if what == "open" else ("", "", None)
    return Row(goal, NAMES[what], value, asked, met)


def usual_report(terms, number: int) -> list:
    """Three people of five fields and two tokens each, the reporter's words, and 5 kB of XML."""
    born = BORN + timedelta(days=number % 20_000)
    person, words, document = terms.SubjectKind
    people = [
        terms.Sealing(
            kind=person,
            fields={f"field_{place}": f"value {number} {place}" for place in range(5)},
            tokens=[
                terms.TokenSource.surname_and_birth_date("Ekström", born + timedelta(days=which)),
                terms.TokenSource.email(f"{uuid.uuid4().hex}@example.org"),
            ],
        )
        for which in range(3)
    ]
    text = terms.Sealing(kind=words, fields={"account": "calm words, " * 60})
    raw = terms.Sealing(kind=document, fields={"raw": b"<report/>" * 560})
    return [*people, text, raw]


if __name__ == "__main__":
    sys.exit(main())
