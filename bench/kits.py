"""Measure kits and requests to holders among very many: board, figures, what runs out.

    .venv/bin/python bench/kits.py [--kits N] [--requests N] [--json FILE]

A database of its own, filled with N kits and N requests over ten units, half of the police unit's
cases with both; a clinic has a tenth of the kits without a report. Every look goes through its gate
and onto the record. Says the middle and the 95th of 100, or of as many as fit in four seconds.
"""

import argparse
import json
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairn.house.settings_test")

DATABASE = "bairn_bench_kits"
EACH, UNITS, MINE, MOST_MS = 10, 10, 40, 4_000
_ID = (
    "(lpad(to_hex(1700000000000 + {n}::bigint * 1000), 12, '0') || '7'"
    " || substr(md5({n}::text), 1, 3) || '8' || substr(md5({n}::text), 4, 15))::uuid"
)
_HOLDERS = f"""
insert into access_holder (id, kind, unit_id, restricted, registered_at)
select {_ID.format(n="n")}, 'case', (%(units)s::uuid[])[1 + n %% %(many)s], false, now()
from generate_series(1, %(cases)s) as n
"""
_OWN = f"""
insert into access_holder (id, kind, unit_id, restricted, registered_at)
select {_ID.format(n="(n + 50000000)")}, 'kit', %(clinic)s, false, now()
from generate_series(1, %(own)s) as n
"""
_EXHIBITS = f"""
insert into evidence_exhibit (id, holder_id, number, code, kind, root_id, sensitivity, source,
    collected_at, offset_minutes, method, kit_lot, basis, no_basis, words_id, registered_at,
    registered_by)
select {_ID.format(n="n")},
    case when n <= %(own)s then {_ID.format(n="(n + 50000000)")}
         else {_ID.format(n="(1 + n / %(each)s)")} end,
    n %% %(each)s + 1, 'B' || upper(lpad(to_hex(n), 10, '0')), 'kit', {_ID.format(n="n")},
    'intimate', 'place', now() - interval '1 day', 0, 'medical_examination', '', 'consent', '',
    gen_random_uuid(), now(), %(by)s
from generate_series(1, %(kits)s) as n
"""
_KITS = """
insert into evidence_kit (exhibit_id, holder_id, own_holder_id, number, unit_id, agency_id, kind,
    of_child, lot, place, zone, collected_at, registered_at, registered_by, stands, due_at,
    submitted_at, result_at)
select e.id, e.holder_id, case when h.kind = 'kit' then h.id end, 'K' || e.code,
    h.unit_id, (%(agencies)s::uuid[])[1 + get_byte(uuid_send(h.unit_id), 15) %% 3],
    case when h.kind = 'kit' then 'unreported' else 'reported' end, false, '', 'US-ID',
    'America/Boise', e.collected_at, e.registered_at, e.registered_by,
    case when h.kind = 'kit' then 'unreported'
         else (%(states)s::text[])[1 + get_byte(uuid_send(e.id), 15) %% 6] end,
    case when get_byte(uuid_send(e.id), 14) %% 4 > 0
         then now() + (get_byte(uuid_send(e.id), 13) - 60) * interval '1 day' end,
    now() - interval '30 days', now() - interval '3 days'
from evidence_exhibit as e join access_holder as h on h.id = e.holder_id
"""
_REQUESTS = f"""
insert into preservation_request (id, case_id, number, kind, state, holder_class, basis, items,
    confidential, language, "window", without, words_id, drafted_by, drafted_at, sent_at, due_at,
    letter_sha256, extended, from_at, until_at)
select {_ID.format(n="(n + 70000000)")}, {_ID.format(n="(1 + n / %(each)s)")}, n %% %(each)s + 1,
    (%(kinds)s::text[])[1 + n %% 3], case when n %% 5 = 0 then 'received' else 'sent' end,
    'us_provider', 'us_2703f', array['messages'], true, 'en', '', '', gen_random_uuid(), %(by)s,
    now() - interval '9 days', now() - interval '9 days',
    now() + (n %% 90) * interval '1 day', '', 0,
    now() - interval '20 days', now() - interval '15 days'
from generate_series(1, %(requests)s) as n
"""
_CIRCLE = """
insert into access_assignment (id, holder_id, staff_id, role, basis, granted_by, from_at)
select gen_random_uuid(), id, %(ben)s, 'investigator', 'bench', %(ben)s, now() - interval '1 day'
from access_holder where unit_id = %(unit)s and kind = 'case' order by id desc limit %(mine)s
"""
STATES = ["awaiting_pickup", "with_police", "to_lab", "at_lab", "resulted", "notice"]


def main() -> int:
    """Fill, measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--kits", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    asked = parser.parse_args()
    from bench.own_database import own_database

    with (
        tempfile.TemporaryDirectory(dir=ROOT) as folder,
        own_database(DATABASE, Path(folder)) as url,
    ):
        found = measured(asked.kits, asked.requests, url)
    print(f"| with {asked.kits:,} kits, {asked.requests:,} requests | p50 ms | p95 ms |")
    print("|---|---|---|")
    for what, (middle, late) in found.items():
        print(f"| {what} | {middle:.1f} | {late:.1f} |")
    if asked.json:
        asked.json.write_text(json.dumps({"kits": asked.kits, "ms": found}, indent=1))
    return 0


def measured(kits: int, requests: int, url: str) -> dict[str, tuple[float, float]]:
    """What each takes, in a house of that size."""
    from bench.exhibits import timed
    from tests.rooms.evidence import kit_scene

    scene = kit_scene.make()
    began = time.monotonic()
    fill(scene, kits, requests, url)
    print(f"filled in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return {what: timed(act, most=MOST_MS) for what, act in operations(scene).items()}


def fill(scene: Any, kits: int, requests: int, url: str) -> None:
    """As many as asked for, written past the gate."""
    told = {
        "units": [scene.ben.unit, *(uuid.uuid4() for _ in range(UNITS - 1))], "many": UNITS,
        "cases": max(kits, requests) // EACH + 1, "each": EACH, "kits": kits, "own": kits // 10,
        "requests": requests, "clinic": scene.clinic, "by": scene.cleo.id, "ben": scene.ben.id,
        "unit": scene.ben.unit, "mine": MINE, "states": STATES,
        "kinds": ["preserve", "disclose", "takedown"],
        "agencies": [scene.ben.agency, scene.mo.agency, scene.lee.agency],
    }  # fmt: skip
    with psycopg.connect(url.replace("bairn_owner@", "postgres@"), autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")  # no triggers, no keys asked
        for statement in (_HOLDERS, _OWN, _EXHIBITS, _KITS, _REQUESTS, _CIRCLE):
            connection.execute(statement, told)
        connection.execute("analyze")


def operations(scene: Any) -> dict[str, Callable[[], Any]]:
    """What is measured, by whom."""
    from bairn.access import sessions
    from bairn.evidence.queries import kits
    from bairn.evidence.terms.kit_lists import KitFilters
    from bairn.evidence.terms.kits import KitStands
    from bairn.kernel import clock
    from bairn.preservation import queries as requests

    now, house = clock.now(), sessions.system()

    def board(actor: Any, **filters: Any) -> Callable[[], Any]:
        asked = KitFilters(**filters)
        return lambda: kits.board(actor=actor, at=now, filters=asked)

    def running_out(actor: Any) -> Callable[[], Any]:
        until = now + timedelta(days=3650)
        return lambda: requests.running_out(actor=actor, at=now, until=until)

    def figures(actor: Any) -> Callable[[], Any]:
        return lambda: kits.figures(actor=actor, at=now)

    def own_kit() -> Any:
        return kits.own_kit(actor=scene.cleo, at=now, case_id=scene.case)

    return {
        "kit board, whole unit": board(scene.cleo),
        "kit board, late ones": board(scene.cleo, late=True),
        "kit board, one column": board(scene.cleo, stands=KitStands.AT_LAB),
        "kit board, one's own cases": board(scene.ben),
        "kit board, a clinic": board(scene.sue),
        "kit board, nobody's reach": board(scene.nia),
        "figures, police": figures(scene.cleo),
        "figures, clinic": figures(scene.sue),
        "is this holder a kit": own_kit,
        "what runs out, whole unit": running_out(scene.cleo),
        "what runs out, one's own cases": running_out(scene.ben),
        "requests without anybody's case": running_out(scene.emil),
        "what the house watches, a page": lambda: requests.preservation_watch(actor=house, at=now),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
