"""`bairn digests`: lists of known digests."""

import io
import sys
import uuid
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from bairn.cli import showing, starting
from bairn.digests import actions, queries
from bairn.digests.importing import bring_in
from bairn.digests.reading import Format
from bairn.digests.terms import ListCard, ListKind, NewList, Progress, read_digest

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Lists of known digests.")
List = Annotated[str, typer.Argument(help="Id of a list, from `bairn digests list`.")]
_MOST = 10_000


@app.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="CSV, or JSON as Project VIC hands it out.")],
    name: Annotated[str, typer.Option("--list", help="The list's name.")],
    kind: Annotated[ListKind, typer.Option(help="What it means to be on it.")],
    source: Annotated[str, typer.Option(help="Who hands it out.")] = "",
    edition: Annotated[str, typer.Option(help="Which edition it is.")] = "",
    agreement: Annotated[str, typer.Option(help="Under which agreement it may be used.")] = "",
    other: Annotated[
        str, typer.Option(help="Categories of a mixed list that are of no concern, by comma.")
    ] = "",
    form: Annotated[Format | None, typer.Option("--format", help="Told by itself.")] = None,
    as_json: showing.Json = False,
) -> None:
    """Bring in a list. Cut off and called again with the same file, it goes on where it was.

    A row that cannot be read is counted and named by its line; the others are taken in.
    """
    said = NewList(
        name=name,
        kind=kind,
        source=source,
        edition=edition,
        agreement=agreement,
        other_categories=frozenset(one for one in other.split(",") if one.strip()),
    )
    with _opened(file) as stream, showing.progress("Importing") as step:
        call = starting.begin()

        def shown(done: Progress) -> None:
            step(done.place, done.size)

        list_id, done = bring_in(
            actor=call.actor, at=call.at, stream=stream, said=said, form=form, step=shown
        )
    row = {
        "list": list_id,
        "name": name,
        "rows": done.rows,
        "digests": done.digests,
        "bad": done.bad,
    }
    showing.rows([row], as_json=as_json, columns=tuple(row))
    if done.bad and not as_json:
        showing.aside(f"{done.bad} rows could not be read: `bairn digests show {list_id}`.")


@app.command("list")
def list_lists(*, as_json: showing.Json = False) -> None:
    """List every list: what it is, how far it came in, how many files were found on it."""
    call = starting.begin()
    showing.rows(
        map(_row, queries.lists(actor=call.actor, at=call.at)),
        as_json=as_json,
        columns=("id", "name", "kind", "state", "edition", "rows", "bad", "matched"),
    )


@app.command()
def show(list_id: List, *, as_json: showing.Json = False) -> None:
    """Show the rows of a list that could not be read, by line, with the reason."""
    call = starting.begin()
    found = queries.list_file(actor=call.actor, at=call.at, list_id=_id(list_id))
    showing.rows(
        ({"line": one.line, "reason": one.reason.value} for one in found.bad_rows),
        as_json=as_json,
        columns=("line", "reason"),
        title=found.card.name,
        empty="Every row could be read.",
    )


@app.command()
def retire(list_id: List) -> None:
    """Take a list out of use, as when a newer edition is in; what it found stays."""
    call = starting.begin()
    actions.retire(actor=call.actor, at=call.at, list_id=_id(list_id))
    showing.say("Retired.")


@app.command()
def match(
    digests: Annotated[
        list[str] | None, typer.Argument(help="Hexadecimal digests; none: lines on stdin.")
    ] = None,
    as_json: showing.Json = False,
) -> None:
    """Look digests up in the lists that are in use."""
    call = starting.begin()
    texts = digests or sys.stdin.read(_MOST * 80).split()
    asked = [read_digest(text) for text in texts]
    if any(one is None for one in asked):
        raise typer.BadParameter("a digest is 32, 40 or 64 hexadecimal digits")
    wanted = [one for one in asked if one is not None]
    known = queries.match(actor=call.actor, at=call.at, digests=wanted)
    showing.rows(
        (
            {
                "digest": one.digest.hex,
                "list": one.list_name,
                "kind": one.kind.value,
                "category": one.category,
            }
            for one in known
        ),
        as_json=as_json,
        columns=("digest", "list", "kind", "category"),
        empty="None of them stands on a list.",
    )


def _opened(file: Path) -> BinaryIO:
    try:
        return io.BufferedReader(io.FileIO(file))
    except OSError as unreadable:
        raise typer.BadParameter(
            unreadable.strerror or "the file cannot be read", param_hint="file"
        ) from unreadable


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise typer.BadParameter("this is not the id of a list") from None


def _row(card: ListCard) -> dict[str, Any]:
    return {
        "id": card.id,
        "name": card.name,
        "kind": card.kind.value,
        "state": card.state,
        "edition": card.edition,
        "source": card.source,
        "rows": card.rows,
        "digests": card.digests,
        "bad": card.bad,
        "matched": card.matched,
    }
