"""The database in memory that a batch runs in: nothing in clear ever reaches a disk."""

import os
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from bairn.kernel.refusal import Refusal

MEMORY_SHARE = 0.6  # of the machine's


def opened(memory_mb: int | None = None, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A connection that cannot spill: without a folder for it DuckDB fails rather than writes."""
    connection = duckdb.connect(":memory:")
    limit = memory_mb or int(_machine_mb() * MEMORY_SHARE)
    connection.execute("set temp_directory = ''")
    connection.execute("set max_temp_directory_size = '0MB'")
    connection.execute("set enable_progress_bar = false")
    connection.execute(f"set memory_limit = '{limit}MB'")
    connection.execute(f"set threads = {threads or os.cpu_count() or 2}")
    return connection


def _machine_mb() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20


def read(connection: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> tuple[int, ...]:
    """The records as table `raw` with `id` 0 … n-1 and `file`; all else is text. Sizes by file."""
    parts = [_relation(connection, path) for path in files]
    union = " union all by name ".join(
        f"select *, {number} as __file, row_number() over () as __row from ({part})"
        for number, part in enumerate(parts)
    )
    connection.execute(
        "create table raw as select "
        "(row_number() over (order by __file, __row) - 1)::int as __id, * exclude (__row) "
        f"from ({union})"
    )
    rows = connection.execute("select __file, count(*) from raw group by 1 order by 1").fetchall()
    sizes = dict(rows)
    return tuple(sizes.get(number, 0) for number in range(len(files)))


def take(connection: duckdb.DuckDBPyConnection, table: pa.Table) -> None:
    """The same from a table in memory."""
    connection.register("__given", table)
    columns = ", ".join(f"{quoted(name)}::varchar as {quoted(name)}" for name in table.column_names)
    connection.execute(
        "create table raw as select (row_number() over () - 1)::int as __id, 0 as __file, "
        f"{columns} from __given"
    )
    connection.unregister("__given")


def _relation(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    if not path.is_file():
        raise Refusal("link.no_file", f"There is no file {path}.")
    place = str(path).replace("'", "''")
    if path.suffix.lower() in (".parquet", ".pq"):
        source = f"read_parquet('{place}')"
    else:
        source = (
            f"read_csv('{place}', all_varchar=true, header=true, null_padding=true, "
            "sample_size=20000)"
        )
    try:
        described = connection.execute(f"describe select * from {source}").fetchall()
    except duckdb.Error as fault:
        raise Refusal(
            "link.unreadable", f"{path.name} can be read neither as Parquet nor as CSV."
        ) from fault
    columns = ", ".join(
        f"{quoted(row[0])}::varchar as {quoted(row[0].strip())}" for row in described
    )
    return f"select {columns} from {source}"


def columns_of(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The columns of the file, without ours."""
    found = connection.execute("describe raw").fetchall()
    return [row[0] for row in found if row[0] not in ("__id", "__file")]


def samples(connection: duckdb.DuckDBPyConnection, most: int = 200) -> dict[str, list[str]]:
    """Some values of each column, without the empty ones."""
    return {
        name: [
            row[0]
            for row in connection.execute(
                f"select trim({quoted(name)}) from raw where trim({quoted(name)}) <> '' "
                f"limit {most}"
            ).fetchall()
        ]
        for name in columns_of(connection)
    }


def quoted(name: str) -> str:
    """A column's name as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'
