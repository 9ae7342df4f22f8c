"""Measure exhibits among very many: registering, handing over, searching, scanning, listing.

    .venv/bin/python bench/exhibits.py [--exhibits N] [--json FILE]

A database of its own, filled with N exhibits over cases of 30 in ten units; every act and look goes
through its gate and onto the record. Says the middle and the 95th of 100 in milliseconds.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairn.house.settings_test")

DATABASE = "bairn_bench_exhibits"
EACH, UNITS, MINE, IN_HANDS, ROUNDS = 30, 10, 40, 500, 100
# Ids rise as those of the product do; the code of the n-th exhibit is its number in hexadecimal.
_ID = (
    "(lpad(to_hex(1700000000000 + {n}::bigint * 1000), 12, '0') || '7'"
    " || substr(md5({n}::text), 1, 3) || '8' || substr(md5({n}::text), 4, 15))::uuid"
)
_HOLDERS = f"""
insert into access_holder (id, kind, unit_id, restricted, registered_at)
select {_ID.format(n="n")}, 'case', (%(units)s::uuid[])[1 + n %% %(many)s], false, now()
from generate_series(1, %(cases)s) as n
"""
_EXHIBITS = f"""
insert into evidence_exhibit (id, holder_id, number, code, kind, root_id, sensitivity, source,
    collected_at, offset_minutes, method, kit_lot, basis, no_basis, words_id, registered_at,
    registered_by)
select {_ID.format(n="n")}, {_ID.format(n="(1 + n / %(each)s)")}, n %% %(each)s + 1,
    'B' || upper(lpad(to_hex(n), 10, '0')), (%(kinds)s::text[])[1 + n %% 8],
    {_ID.format(n="n")}, 'ordinary', 'place', now() - interval '1 day', 0, 'taken_at_scene', '',
    'consent', '', gen_random_uuid(), now(), %(by)s
from generate_series(1, %(exhibits)s) as n
"""
_STANDINGS = """
insert into evidence_standing (exhibit_id, holder_id, kind, sensitivity, state, hands_staff,
    hands_outside, seal, condition, since, last_number, last_at, breaks, explained)
select id, holder_id, kind, sensitivity, case when number %% 3 = 0 then 'stored' else 'held' end,
    registered_by, '', 'S-1', 'intact', registered_at, 1, registered_at,
    (number = 7 and get_byte(uuid_send(id), 15) = 7)::int, 0
from evidence_exhibit
"""
_CIRCLE = """
insert into access_assignment (id, holder_id, staff_id, role, basis, granted_by, from_at)
select gen_random_uuid(), id, %(ben)s, 'investigator', 'bench', %(ben)s, now() - interval '1 day'
from access_holder where unit_id = %(unit)s order by id desc limit %(mine)s
"""
_LAB = """
insert into access_assignment (id, holder_id, staff_id, role, basis, granted_by, from_at)
select gen_random_uuid(), h.holder_id, %(lee)s, 'lab', 'bench', %(lee)s, now() - interval '1 day'
from (select distinct holder_id from (
    select holder_id from evidence_exhibit order by id limit %(hands)s) as e) as h
"""
_HANDS = """
insert into evidence_hand (id, holder_id, exhibit_id, staff_id)
select gen_random_uuid(), holder_id, id, %(lee)s from evidence_exhibit order by id limit %(hands)s
"""
KINDS = ["swab", "clothing", "phone", "kit", "blood", "trace", "document", "object"]


def main() -> int:
    """Fill, measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--exhibits", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    asked = parser.parse_args()
    from bench.own_database import own_database

    with (
        tempfile.TemporaryDirectory(dir=ROOT) as folder,
        own_database(DATABASE, Path(folder)) as url,
    ):
        found = measured(asked.exhibits, url)
    print(f"| with {asked.exhibits:,} exhibits | p50 ms | p95 ms |\n|---|---|---|")
    for what, (middle, late) in found.items():
        print(f"| {what} | {middle:.1f} | {late:.1f} |")
    if asked.json:
        asked.json.write_text(json.dumps({"exhibits": asked.exhibits, "ms": found}, indent=1))
    return 0


def measured(exhibits: int, url: str) -> dict[str, tuple[float, float]]:
    """What each takes, in a house of that size."""
    from tests.rooms.evidence.store import open_store

    store = open_store()
    began = time.monotonic()
    fill(store, exhibits, url)
    print(f"filled in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return {what: timed(act) for what, act in operations(store, exhibits).items()}


def fill(store: Any, exhibits: int, url: str) -> None:
    """As many exhibits as asked for, written past the gate."""
    told = {
        "units": [store.place.unit.id, *(uuid.uuid4() for _ in range(UNITS - 1))],
        "many": UNITS, "cases": exhibits // EACH + 1, "each": EACH, "kinds": KINDS,
        "exhibits": exhibits, "by": store.emil.id, "ben": store.ben.id, "lee": store.lee.id,
        "unit": store.place.unit.id, "mine": MINE, "hands": IN_HANDS,
    }  # fmt: skip
    with psycopg.connect(url.replace("bairn_owner@", "postgres@"), autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")  # no triggers, no keys asked
        for statement in (_HOLDERS, _EXHIBITS, _STANDINGS, _CIRCLE, _LAB, _HANDS):
            connection.execute(statement, told)
        connection.execute("analyze")


def operations(store: Any, exhibits: int) -> dict[str, Callable[[], Any]]:
    """What is measured, by whom."""
    from bairn.access import sessions
    from bairn.evidence import queries
    from bairn.evidence.terms import Filters
    from tests.rooms.evidence.store import AT, DAY

    def search(actor: Any, text: str = "", **filters: Any) -> Callable[[], Any]:
        asked = Filters(**filters)
        return lambda: queries.search(actor=actor, at=AT + DAY, text=text, filters=asked)

    first = search(store.cleo)()
    deep = first.exhibits[-1].id
    some = first.exhibits[0]
    house = sessions.system()
    return {
        "register": store.register,
        "offer and accept": lambda: store.accept(store.offer(store.register().id)),
        "search, whole unit": search(store.cleo),
        "search, whole unit, next page": lambda: queries.search(
            actor=store.cleo, at=AT + DAY, after=deep
        ),
        "search, whole unit, by kind": search(store.cleo, kind="kit"),
        "search, whole unit, a kind that nobody has": search(store.cleo, kind="urine"),
        "search, whole unit, unexplained breaks": search(store.cleo, broken=True),
        "search, whole unit, in somebody's hands": search(store.cleo, in_hands_of=store.ada.id),
        "search, one's own cases": search(store.ben),
        "search, one's own cases, by number": search(store.ben, "7"),
        "search, laboratory": search(store.lee),
        "search, nobody's reach": search(store.mo),
        "code, in reach": lambda: queries.by_code(actor=store.cleo, at=AT, code=some.code),
        "list of a case": lambda: queries.exhibits(
            actor=store.cleo, at=AT, case_id=some.case_id
        ),
        "what was forgotten, a page": lambda: queries.custody_watch(actor=house, at=AT + 9 * DAY),
    }  # fmt: skip


def timed(act: Callable[[], Any], *, most: float = 20_000) -> tuple[float, float]:
    """The middle and the 95th of a hundred, or of as many as fit, in milliseconds."""
    took = []
    act()
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
        if sum(took) > most:
            break
    took.sort()
    return statistics.median(took), took[min(len(took) - 1, int(len(took) * 0.95))]


if __name__ == "__main__":
    sys.exit(main())
