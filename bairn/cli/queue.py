"""`bairn queue`: what waits, most urgent first."""

import uuid
from datetime import datetime
from typing import Annotated, Any

import typer

from bairn.access import queries as access
from bairn.cli import showing, starting
from bairn.triage import queries as triage
from bairn.triage.terms import Band, OpenWindow, QueueFilters, QueueRow

app = typer.Typer(add_completion=False)


@app.command()
def queue(
    unit: Annotated[
        uuid.UUID | None, typer.Option(help="Of this unit; every unit if left out.")
    ] = None,
    band: Annotated[list[str] | None, typer.Option(help="A, B or C; may be given again.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="Rows for each unit.")] = 50,
    as_json: showing.Json = False,
) -> None:
    """Show the reports that wait, most urgent first, with reasons and hours left in windows."""
    call = starting.begin()
    filters = QueueFilters(bands=_bands(band or []))
    rows = [
        _row(row, card.name, call.at, as_json=as_json)
        for card in access.units(actor=call.actor, at=call.at)
        if unit in (None, card.id)
        for row in triage.queue(
            actor=call.actor, at=call.at, filters=filters, limit=limit, unit_id=card.id
        ).rows
    ]
    showing.rows(
        rows,
        as_json=as_json,
        columns=("reference", "unit", "band", "received_at", "channel", "reasons", "windows"),
        empty="Nothing waits.",
    )


def _bands(letters: list[str]) -> frozenset[int]:
    try:
        return frozenset(Band[letter.upper()].value for letter in letters)
    except KeyError as unknown:
        raise typer.BadParameter("bands are A, B and C") from unknown


def _row(row: QueueRow, unit: str, at: datetime, *, as_json: bool) -> dict[str, Any]:
    return {
        "report_id": row.report_id,
        "reference": row.reference,
        "unit": unit,
        "band": row.band.name if row.band else None,
        "received_at": row.received_at.isoformat(timespec="minutes"),
        "channel": row.channel,
        "reasons": [one.code if as_json else one.text.en for one in row.reasons],
        "completeness": row.completeness,
        "windows": [
            {"window": one.window, "hours_left": one.hours_left(at)} if as_json else _left(one, at)
            for one in row.windows
        ],
        "lowering_open": row.lowering_open,
        "may_be_same": row.may_be_same,
    }


def _left(window: OpenWindow, at: datetime) -> str:
    hours = window.hours_left(at)
    return f"{window.title.en}: {'open' if hours is None else f'{hours:.0f} h'}"
