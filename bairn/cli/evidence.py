"""`bairn evidence`: files read whole again, and the digests of a file that must not come in."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from bairn.cases import queries as cases
from bairn.cli import evidence_upload, showing, starting
from bairn.evidence import actions as evidence
from bairn.evidence import queries
from bairn.evidence.terms.checking import Check, CheckOutcome, CheckState
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.vault.files.digesting import Digesting

_PIECE = 4 * 1024**2
app = typer.Typer(add_completion=False, no_args_is_help=True, help="Files that are evidence.")
app.command()(evidence_upload.upload)


@app.callback()
def evidence_commands() -> None:
    """Files that are evidence."""


@app.command()
def verify(
    case: Annotated[str, typer.Option(help="Reference of a case: every file of it.")] = "",
    due: Annotated[bool, typer.Option("--due", help="Files whose check is due.")] = False,
    as_json: showing.Json = False,
) -> None:
    """Read files whole and say whether each is what was taken in; leaves with 1 when one is not."""
    if bool(case) == due:
        raise typer.BadParameter("name a case, or say --due")
    call = starting.begin()
    wanted = _of_case(call, case) if case else queries.checks_due(actor=call.actor, at=call.at)
    checks = [_checked(call, one, len(wanted), n) for n, one in enumerate(wanted, start=1)]
    showing.rows(
        [_row(one) for one in checks],
        as_json=as_json,
        columns=("file", "outcome", "broken"),
        empty="Nothing is to be read now.",
    )
    raise typer.Exit(int(any(one.outcome is not CheckOutcome.WHOLE for one in checks)))


@app.command()
def digest(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    as_json: showing.Json = False,
) -> None:
    """Print the digests and the size of a file, for an entry by digest; touch nothing else."""
    digesting = Digesting()
    with file.open("rb") as stream, showing.progress("Reading") as step:
        total = os.fstat(stream.fileno()).st_size
        while piece := stream.read(_PIECE):
            digesting.update(piece)
            step(digesting.length, total)
    found = digesting.done()
    row: dict[str, Any] = {
        "sha256": found.sha256.hex(),
        "sha1": found.sha1.hex(),
        "md5": found.md5.hex(),
        "size": digesting.length,
    }
    if as_json:
        showing.line(row)
        return
    for name, value in row.items():
        showing.say(f"{name:7}{value}")


def _of_case(call: starting.Call, reference: str) -> tuple[CheckState, ...]:
    card = cases.by_reference(actor=call.actor, at=call.at, reference=reference)
    if card is None:
        raise Refusal("evidence.no_case", "There is no case of this reference.")
    found = queries.check_states(actor=call.actor, at=call.at, case_id=card.id)
    return tuple(found.values())


def _checked(call: starting.Call, one: CheckState, count: int, number: int) -> Check:
    with showing.progress(f"File {number} of {count}") as step:
        return evidence.verify_file(
            actor=call.actor, at=clock.now(), case_id=one.case_id, file_id=one.file_id, told=step
        )


def _row(one: Check) -> dict[str, Any]:
    return {
        "file": one.file_id,
        "outcome": one.outcome.value,
        "broken": ", ".join(f"{part.start}-{part.end - 1}" for part in one.ranges),
    }
