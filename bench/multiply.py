"""Make many cases out of few: copies of the demo's district, row by row, inside the database.

Each row that belongs to a report or case is copied under ids of its own: the last 32 bits of an id
are replaced by the number of the copy, everywhere alike, so that all references between the copies
hold. People, units and platforms stay one. Moments move back by a few minutes a copy.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

# What a copy shares with the original: whoever acted, and where it belongs.
SHARED = frozenset(
    {
        "unit_id", "staff_id", "by_id", "granted_by", "proposed_by", "confirmed_by", "dropped_by",
        "decided_by", "asked_by", "approved_by", "actor_id", "brought_by", "platform_id",
        "recipient_id", "released_by", "placed_by", "reopened_by", "partner_id", "assigned_by",
        "ended_by", "agency_id", "declined_by",
    }
)  # fmt: skip
# Values that may stand once only: the copy's own, or none.
OWN = {
    ("intake_report", "code_digest"): "null",
    ("intake_report", "sending_digest"): "null",
    ("intake_sending", "number"): "t.number + 100000000::bigint * n",
    ("oversight_leaf", "index"): 't."index" + %(leaves)s::bigint * n',
    ("cases_case", "reference"): "t.reference || '~' || n",
    ("intake_report", "reference"): "t.reference || '~' || n",
    ("triage_queue_item", "reference"): "t.reference || '~' || n",
    ("evidence_exhibit", "code"): "left(md5(t.code || n), 11)",
    ("evidence_kit", "number"): "left(t.number, 30) || '~' || n",
}
# In the order of their foreign keys; tables that a house does not have are left out.
TABLES = (
    "access_holder", "access_assignment", "access_exclusion", "cases_case", "cases_participant",
    "cases_milestone", "cases_closing", "protocols_binding", "protocols_fact", "protocols_pause",
    "protocols_waiver", "intake_report", "intake_person", "intake_file", "intake_addition",
    "intake_answer", "intake_sending", "triage_assessment", "triage_queue_item", "triage_lowering",
    "triage_proposal", "vault_subject", "vault_key", "vault_field", "vault_token",
    "oversight_entry", "oversight_leaf",
)  # fmt: skip
STEP = "11 minutes"
# A country with a thousand times the cases has a thousand times the investigators: nobody's own
# circle grows beyond this many copies.
FEW = {"access_assignment": 3}
# What only fills the disk beyond some size: these stay at 100,000 cases' worth.
ENOUGH = dict.fromkeys(
    (
        "vault_key",
        "vault_field",
        "vault_subject",
        "intake_person",
        "oversight_entry",
        "oversight_leaf",
    ),
    333,
)


@dataclass(frozen=True, slots=True)
class Made:
    """How many rows a table has after copying."""

    table: str
    rows: int


def multiply(
    connection: psycopg.Connection[Any],
    *,
    copies: int,
    tables: Sequence[str] = TABLES,
    tell: Callable[[str, int], None] = lambda table, rows: None,
) -> tuple[Made, ...]:
    """Add `copies` copies of everything, or of what stands in `tables` alone.

    The connection's role must pass by row-level security.
    """
    leaves = _one(connection, "select coalesce(max(index) + 1, 0) from oversight_leaf")
    made = []
    connection.execute("set session_replication_role = replica")  # keys hold by construction
    for table in tables:
        columns = _columns(connection, table)
        if not columns:
            continue
        names = ", ".join(f'"{name}"' for name, _ in columns)
        values = ", ".join(_value(table, name, kind) for name, kind in columns)
        statement = (
            f"insert into {table} ({names}) select {values} "
            f"from {table} as t cross join generate_series(1, %(copies)s) as n"
        )
        few = min(copies, (FEW | ENOUGH).get(table, copies))
        done = connection.execute(statement, {"copies": few, "leaves": leaves})
        tell(table, done.rowcount)
        made.append(Made(table, done.rowcount))
    connection.execute("set session_replication_role = origin")
    connection.commit()
    for table in tables:
        if _columns(connection, table):
            connection.execute(f"analyze {table}")
    connection.commit()
    return tuple(made)


def copied(original: str) -> str:
    """SQL for the id of the n-th copy of the id `original`."""
    return f"(left({original}::text, 28) || lpad(to_hex(n), 8, '0'))::uuid"


def _value(table: str, name: str, kind: str) -> str:
    own = OWN.get((table, name))
    if own is not None:
        return own
    if kind == "uuid" and name not in SHARED:
        return copied(f't."{name}"')
    if kind == "timestamp with time zone" and name not in {"urgent_until", "from_at", "until_at"}:
        return f"t.\"{name}\" - n * interval '{STEP}'"
    return f't."{name}"'


def _columns(connection: psycopg.Connection[Any], table: str) -> list[tuple[str, str]]:
    found = connection.execute(
        "select column_name, data_type from information_schema.columns "
        "where table_schema = 'public' and table_name = %s and is_generated = 'NEVER' "
        "order by ordinal_position",
        [table],
    )
    return [(name, kind) for name, kind in found.fetchall()]


def _one(connection: psycopg.Connection[Any], question: str) -> int:
    row = connection.execute(question).fetchone()
    return int(row[0]) if row else 0
