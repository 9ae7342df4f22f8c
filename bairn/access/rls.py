"""What a room's migration says so that the database enforces the circle a second time."""

import re

from django.db import migrations

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_OPERATIONS = frozenset({"select", "insert", "update", "delete"})


def protect(
    table: str, *, holder: str, ops: str = "select,insert,update", reporter: str = ""
) -> list[migrations.RunSQL]:
    """Force row-level security on `table`, whose column `holder` names its report or case.

    `ops` is what the app may do within its reach; `reporter` what the reporter's role may do
    (usually "insert"). Raises ValueError for a name or an operation that is not plain.
    """
    granted = _granted(table, ops)
    if not _NAME.fullmatch(holder):
        raise ValueError(f"not a column: {holder}")
    statements = [
        f"alter table {table} enable row level security, force row level security",
        f"create policy {table}_reach on {table} to bairn_app "
        f"using (bairn_reach({holder})) with check (bairn_reach({holder}))",
        f"grant {granted} on {table} to bairn_app",
    ]
    if reporter:
        statements += [
            f"create policy {table}_report on {table} for insert to bairn_reporter "
            f"with check (true)",
            f"grant {_granted(table, reporter)} on {table} to bairn_reporter",
        ]
    return [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in statements]


def house_reads(table: str) -> list[migrations.RunSQL]:
    """Ask once a statement, not once a row, whether it is the house that reads `table`.

    It reaches every row already by `bairn_reach`; this policy says so without asking of each. Its
    name comes after that of `protect`: PostgreSQL tries policies from the last name to the first.
    """
    if not _NAME.fullmatch(table):
        raise ValueError(f"not a table: {table}")
    policy = f"{table}_to_house"
    return [
        migrations.RunSQL(
            f"create policy {policy} on {table} for select to bairn_app "
            "using ((select bairn_is_house()))",
            f"drop policy {policy} on {table}",
        )
    ]


def grant(table: str, ops: str, *, to: str = "bairn_app") -> list[migrations.RunSQL]:
    """Grant `ops` on a table that hangs on no report or case."""
    if not _NAME.fullmatch(to):
        raise ValueError(f"not a role: {to}")
    return [
        migrations.RunSQL(
            f"grant {_granted(table, ops)} on {table} to {to}", migrations.RunSQL.noop
        )
    ]


def _granted(table: str, ops: str) -> str:
    asked = [word.strip() for word in ops.split(",")]
    if not _NAME.fullmatch(table) or not set(asked) <= _OPERATIONS:
        raise ValueError(f"not a table and operations: {table}, {ops}")
    return ", ".join(asked)
