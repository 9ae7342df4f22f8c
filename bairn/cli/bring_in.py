"""`bairn import`: older records come in, restricted until somebody takes them up."""

import csv
import io
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.cli import showing, starting
from bairn.kernel.refusal import Refusal
from bairn.records import actions, guessing, importing, mapping, people, reading, rejecting
from bairn.records.terms import Layout, Opened, Reason, Row

app = typer.Typer(add_completion=False)
_SHOWN = 5
_MOST_MAPPING = 1_000_000


@app.command()
def bring_in(  # long: each of its options stands here with its help
    file: Annotated[Path, typer.Argument(help="CSV, Excel (.xlsx), JSON, or a record a line.")],
    by: Annotated[str, typer.Option(help="Sign-in name of whoever brings it and answers.")] = "",
    name: Annotated[str, typer.Option(help="What the collection is called.")] = "",
    review: Annotated[
        list[str] | None, typer.Option(help="Sign-in name of somebody who reviews; may be several.")
    ] = None,
    unit: Annotated[str, typer.Option(help="Name of the unit; that of `--by` if left out.")] = "",
    mapping_file: Annotated[
        Path | None, typer.Option("--mapping", help="YAML that says what the columns are.")
    ] = None,
    save_mapping: Annotated[
        Path | None, typer.Option(help="Write the mapping, guessed or given, and stop.")
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show the first rows as understood, and stop.")
    ] = False,
    sheet: Annotated[str, typer.Option(help="Sheet of a workbook; the first if left out.")] = "",
    encoding: Annotated[str, typer.Option(help="utf-8, gb18030, latin-1; told by itself.")] = "",
    delimiter: Annotated[str, typer.Option(help="What divides columns; told by itself.")] = "",
    as_json: showing.Json = False,
) -> None:
    """Bring older records in. Cut off and called again with the same file, it goes on.

    Rows that hold nobody are written beside the file, to be mended and brought in again.
    """
    known = _said(mapping_file)
    said = replace(
        known,
        sheet=sheet or known.sheet,
        encoding=encoding or known.encoding,
        delimiter=delimiter or known.delimiter,
    )
    with _opened(file) as stream:
        opened = reading.open_file(stream, name=file.name, said=said)
        columns, samples = reading.peek(stream, opened)
        layout = said if said.columns else _guess(columns, samples, said)
        if preview:
            _show(columns, samples, layout, opened)
        if save_mapping is not None:
            _save(save_mapping, mapping.to_yaml(layout))
            showing.aside("The mapping is written; check it and bring the file in with it.")
        if preview or save_mapping is not None:
            return
        mapping.check(layout, columns if said.columns else None)
        _take(file, stream, opened, layout, by=by, review=review or [], unit=unit,
              name=name or file.stem, as_json=as_json)  # fmt: skip


def _take(
    file: Path,
    stream: BinaryIO,
    opened: Opened,
    layout: Layout,
    *,
    by: str,
    review: list[str],
    unit: str,
    name: str,
    as_json: bool,
) -> None:
    call = starting.begin()
    staff = _staff(call)
    importer = _known(staff, by, "by")
    unit_id = _unit(call, unit) if unit else importer.unit_id
    if unit_id is None:
        raise Refusal("records.own_unit", "Whoever brings records in belongs to a unit.")
    begun = actions.begin(
        actor=call.actor, at=call.at, unit_id=unit_id, name=name, opened=opened, layout=layout,
        importer=importer.id, reviewers=[_known(staff, one, "review").id for one in review],
    )  # fmt: skip
    report = file.with_name(file.name + ".rejected.csv")
    columns = tuple(layout.columns)
    with showing.progress("Importing") as step, _Report(report, columns) as rejected:
        done = importing.bring_in(
            actor=call.actor, at=call.at, stream=stream, opened=opened, layout=layout,
            begun=begun, step=step, sink=rejected.add,
        )  # fmt: skip
    row = {
        "collection": done.collection_id,
        "rows": done.rows,
        "taken": done.taken,
        "again": done.again,
        "noted": done.noted,
        "rejected": done.rejected,
    }
    showing.rows([row], as_json=as_json, columns=tuple(row))
    if rejected.rows and not as_json:
        showing.aside(f"{rejected.rows} rows were not brought in: they stand in {report.name}.")


class _Report:
    """The rejected rows beside the file, for its owner's eyes alone; no file where none are."""

    def __init__(self, path: Path, columns: tuple[str, ...]) -> None:
        self.rows = 0
        self._path, self._columns = path, columns
        self._stream: io.TextIOWrapper | None = None

    def __enter__(self) -> "_Report":
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.close()

    def add(self, row: Row, reason: Reason) -> None:
        """One row more."""
        if self._stream is None:
            self._stream = _private(self._path)
            csv.writer(self._stream).writerow(rejecting.header_of(self._columns))
        csv.writer(self._stream).writerow(rejecting.line_of(row, reason, self._columns))
        self.rows += 1


def _show(
    columns: tuple[str, ...], samples: tuple[Row, ...], layout: Layout, opened: Opened
) -> None:
    """The guess, and the first rows as they are understood. On the importer's own screen."""
    showing.aside(f"{opened.form.value} {opened.encoding} {opened.sheet}".strip())
    kept = layout.columns
    showing.rows(
        (
            {
                "column": name,
                "is": kept[name].target.value if name in kept else "keep",
                **{str(n): row.cells.get(name, "") for n, row in enumerate(samples[:_SHOWN], 1)},
            }
            for name in columns
        ),
        as_json=False,
        columns=("column", "is", *map(str, range(1, 1 + len(samples[:_SHOWN])))),
    )
    for number, row in enumerate(samples[:_SHOWN], start=1):
        person = people.person_of(row, layout)
        said = {name: text for name, text in person.fields.items() if name != "original"}
        notes = [one.value for one in person.notes]
        showing.say(f"{number}: {person.reason.value if person.reason else said} {notes or ''}")


def _guess(columns: tuple[str, ...], samples: tuple[Row, ...], said: Layout) -> Layout:
    found = guessing.guess(columns, samples)
    return replace(
        said, columns=found.columns, date_order=found.date_order, region=said.region or found.region
    )


def _said(path: Path | None) -> Layout:
    if path is None:
        return Layout()
    try:
        with path.open(encoding="utf-8") as stream:
            return mapping.from_yaml(stream.read(_MOST_MAPPING + 1))
    except (OSError, UnicodeDecodeError):
        raise typer.BadParameter("the mapping cannot be read", param_hint="mapping") from None


def _save(path: Path, text: str) -> None:
    with _private(path) as stream:
        stream.write(text)


def _private(path: Path) -> io.TextIOWrapper:
    """A file that nobody else on the machine reads."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    except OSError as unwritable:
        raise Refusal(
            "records.report", "The file beside it cannot be written: see the folder's permissions."
        ) from unwritable
    return io.TextIOWrapper(io.FileIO(handle, "w"), encoding="utf-8", newline="")


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        stream = io.BufferedReader(io.FileIO(file))
    except OSError as unreadable:
        raise typer.BadParameter(
            unreadable.strerror or "the file cannot be read", param_hint="file"
        ) from unreadable
    with stream:
        yield stream


def _staff(call: starting.Call) -> dict[str, StaffCard]:
    return {
        card.username: card
        for one in access.units(actor=call.actor, at=call.at)
        for card in access.staff_of_unit(actor=call.actor, at=call.at, unit_id=one.id)
    }


def _known(staff: dict[str, StaffCard], username: str, field: str) -> StaffCard:
    if not username:
        raise typer.BadParameter("say who brings the records in, and answers for them: --by NAME")
    if username not in staff:
        raise Refusal("staff.unknown", "Nobody here signs in with this name.", field=field)
    return staff[username]


def _unit(call: starting.Call, name: str) -> uuid.UUID:
    for one in access.units(actor=call.actor, at=call.at):
        if name in (one.name, str(one.id)):
            return one.id
    raise Refusal("records.unit_unknown", "There is no unit of this name.", field="unit")
