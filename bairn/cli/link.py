"""`bairn link`: which of many records may be of one person; leads, judged by a person."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer
import yaml

from bairn.cli import link_house, showing
from bairn.kernel.refusal import Refusal
from bairn.likeness.batch.terms import Role
from bairn.likeness.batch.trial import tried

app = typer.Typer()
_FIGURES = (
    "records", "pairs_compared", "clusters", "calibration_error",
    "calibration_error_above_1_percent", "seconds", "seconds_learning", "peak_memory_mib",
    "engine", "model",
)  # fmt: skip


@app.command()
def link(
    files: list[Path] = typer.Argument(  # noqa: B008 - how Typer takes it
        None, help="A file of records (CSV or Parquet), or two that are linked with each other."
    ),
    *,
    as_json: showing.Json = False,
    label: str = typer.Option(
        "", help="Column that says who is who; used to measure, never to link."
    ),
    label_pattern: str = typer.Option(
        "", help="What of the label counts, as a regular expression."
    ),
    mapping: Path | None = typer.Option(  # noqa: B008 - how Typer takes it
        None, "--columns", help="YAML that says what columns hold: family: surname, …"
    ),
    said: list[str] = typer.Option(  # noqa: B008 - how Typer takes it
        [], "--map", help="The same for one column: family=surname; may be given again."
    ),
    engine: str = typer.Option("duckdb", help="duckdb, or spark where one machine is not enough."),
    within: bool = typer.Option(False, help="Of two files, look also within each."),
    memory: int | None = typer.Option(None, help="Memory for the database, in MiB."),
) -> None:
    """Link the records of a file, of which nothing is kept; without one, everybody of the house."""
    if not files:
        if label or said or mapping:
            raise Refusal("link.no_file", "Name the file whose columns these are.")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairn.house.settings")
        link_house.link(as_json=as_json)
        return
    given = {**_mapped(mapping), **_said(said)}
    with showing.progress("Linking") as progress:
        trial = tried(
            files, label=label, pattern=label_pattern, given=given, engine=engine, within=within,
            memory_mb=memory, step=lambda _what, done, total: progress(done, total),
        )  # fmt: skip
    if as_json:
        showing.line(trial.figures)
        return
    _table(trial.figures)


def _table(figures: Mapping[str, Any]) -> None:
    quality = [
        {"of": code, **{part: f"{value:.4f}" for part, value in figures[code].items()}}
        for code in ("pair", "cluster") if code in figures
    ]  # fmt: skip
    if quality:
        showing.rows(quality, as_json=False, columns=("of", "precision", "recall", "f1"))
    rows = [
        {"what": code.replace("_", " "), "value": figures[code]}
        for code in _FIGURES
        if code in figures
    ]
    showing.rows(rows, as_json=False, columns=("what", "value"))
    columns = [
        {"column": name, "holds": role} for name, role in figures["columns_understood"].items()
    ]
    columns += [
        {"column": name, "holds": "compared as it stands"}
        for name in figures["columns_compared_as_they_stand"]
    ]
    columns += [{"column": name, "holds": "not used"} for name in figures["columns_not_used"]]
    showing.rows(columns, as_json=False, columns=("column", "holds"))


def _mapped(path: Path | None) -> dict[str, str]:
    """Column to role, from a file that says `role: column` or `role: [columns]`."""
    if path is None:
        return {}
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as fault:
        raise Refusal("link.mapping_unreadable", f"{path.name} cannot be read as YAML.") from fault
    if not isinstance(read, dict):
        raise Refusal("link.mapping_unreadable", f"{path.name} does not say `role: column`.")
    found: dict[str, str] = {}
    for role, columns in read.items():
        for column in columns if isinstance(columns, list) else [columns]:
            found[str(column)] = str(role)
    return found


def _said(pairs: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        role, equals, column = pair.partition("=")
        if not equals or role not in set(Role):
            raise Refusal("link.map", f"Write --map role=column; roles: {', '.join(Role)}.")
        found[column] = role
    return found
