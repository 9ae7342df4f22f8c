"""`bairn receive`: platform reports from files, put in their place at once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from bairn.access import actions as access_actions
from bairn.access import queries as access
from bairn.cli import showing, starting
from bairn.intake import actions as intake
from bairn.intake.cybertip import read_report
from bairn.intake.documents import MAX_BYTES
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.triage import actions as triage
from bairn.triage.terms import Reason, Standpoint

STAND_IN = "Intake"  # the unit of a house that has none yet
app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class Received:
    """A report that came in, and where it stands."""

    report_id: UUID
    receipt: str
    standpoint: Standpoint
    kept_unknown: tuple[str, ...]


@app.command()
def receive(
    files: Annotated[list[Path], typer.Argument(help="CyberTipline XML documents.")],
    as_json: showing.Json = False,
) -> None:
    """Receive platform reports from CyberTipline XML files, and assess each at once.

    For each report: its receipt, its band with the reasons, and what no schema names. A file that
    cannot be read is named; the others are received all the same, and the exit code is 1.
    """
    call = starting.begin()
    first_unit(call)
    found = []
    with showing.progress("Receiving") as step:
        for number, file in enumerate(files, start=1):
            found.append(_one(call, file, as_json=as_json))
            step(number, len(files))
    if not as_json:
        showing.rows(
            found,
            as_json=False,
            columns=("file", "receipt", "band", "reasons", "kept_unknown", "error"),
        )
    raise typer.Exit(1 if any("error" in row for row in found) else 0)


def first_unit(call: starting.Call) -> None:
    """Give an empty house a unit that can take in a report; a house with units stays as it is."""
    if access.units(actor=call.actor, at=call.at):
        return
    agency = access_actions.add_agency(
        actor=call.actor, at=call.at, name="This house", kind="police"
    )
    access_actions.add_unit(
        actor=call.actor, at=call.at, agency_id=agency, name=STAND_IN, jurisdiction=""
    )


def take_in(call: starting.Call, content: bytes, *, unit_id: UUID | None = None) -> Received:
    """One report into the house and into the queue. Raises Refusal for what is no report."""
    draft, at = read_report(content), clock.now()
    receipt = intake.receive(actor=call.actor, at=at, draft=draft, unit_id=unit_id)
    triage.enter(actor=call.actor, at=at, report_id=receipt.report_id)
    point = triage.assess(actor=call.actor, at=at, report_id=receipt.report_id)
    triage.find_duplicates(actor=call.actor, at=at, report_id=receipt.report_id)
    return Received(receipt.report_id, receipt.reference, point, draft.kept_unknown)


def _one(call: starting.Call, file: Path, *, as_json: bool) -> dict[str, Any]:
    """A row for one file; printed at once for machines, so that a long run can be followed."""
    row: dict[str, Any] = {"file": str(file)}
    try:
        found = take_in(call, _read(file))
    except OSError as unreadable:
        row["error"] = f"receive.unreadable: {unreadable.strerror or 'the file cannot be read'}"
    except Refusal as refusal:
        row["error"] = str(refusal)
    else:
        reasons = found.standpoint.reasons
        row["receipt"] = found.receipt
        row["band"] = found.standpoint.band.name
        row["reasons"] = [
            reason_row(one) if as_json else f"{one.text.en} [{one.mark}]" for one in reasons
        ]
        row["kept_unknown"] = list(found.kept_unknown)
    if as_json:
        showing.line(row)
    return row


def reason_row(reason: Reason) -> dict[str, str]:
    """A reason as JSON: its code, its words, where it comes from, how far that was checked."""
    source = f"{reason.source.ref} {reason.source.art}".strip()
    return {
        "code": reason.code,
        "text": reason.text.en,
        "source": source,
        "mark": reason.mark.value,
    }


def _read(file: Path) -> bytes:
    """The file, or a little more than a document may have, so that the reader can refuse it."""
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)
