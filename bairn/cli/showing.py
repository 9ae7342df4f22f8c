"""What a command shows: tables and progress for people, one JSON object a line for machines.

Answers go to stdout, everything else to stderr; the progress bar is off where nobody looks.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, Protocol

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from bairn.kernel.refusal import Refusal

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on stdout.")]
_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)


class Step(Protocol):
    """Tells the progress bar how far a piece of work has come."""

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` are done."""


def line(row: Mapping[str, Any]) -> None:
    """One JSON object on a line of its own, with what is no JSON as text."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def read_line(line: bytes) -> dict[str, Any]:
    """What another process showed with `line`."""
    row: dict[str, Any] = json.loads(line)
    return row


def say(text: str) -> None:
    """A sentence on stdout, as it is: no markup is read in it."""
    _out.print(Text(text))


def aside(text: str) -> None:
    """A sentence on stderr: how far things are, what is odd."""
    _err.print(Text(text))


def rows(
    found: Iterable[Mapping[str, Any]],
    *,
    as_json: bool,
    columns: Sequence[str],
    title: str = "",
    empty: str = "Nothing here yet.",
) -> None:
    """Rows as a table of these columns, or as JSON lines with all of their keys."""
    if as_json:
        for row in found:
            line(row)
        return
    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold")
    for row in found:
        table.add_row(*(Text(_cell(row.get(column))) for column in columns))
    if table.row_count:
        _out.print(table)
    else:
        aside(empty)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    return str(value)


@contextmanager
def progress(what: str) -> Iterator[Step]:
    """A progress bar on stderr while a piece of work runs; silent where stderr is no terminal."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=_err,
        disable=not _err.is_terminal,
        transient=True,
    )
    with bar:
        task = bar.add_task(what, total=None)

        def step(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield step


def refused(refusal: Refusal, *, as_json: bool) -> None:
    """A rule's no: its code and what to mend."""
    if as_json:
        line({"error": refusal.code, "reason": refusal.reason})
    else:
        aside(f"Refused: {refusal.reason} ({refusal.code})")


def fault(text: str, *, as_json: bool) -> None:
    """Why the house cannot stand."""
    if as_json:
        line({"error": "house.cannot_stand", "reason": text})
    else:
        aside(text)
