"""`bairn partner`: agencies' systems that report by token."""

import uuid
from typing import Annotated

import typer

from bairn.cli import showing, starting
from bairn.intake import actions as intake

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Agencies' systems.")


@app.callback()
def _group() -> None:
    """Agencies' systems that report by token."""


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Name of the system.")],
    agency: Annotated[uuid.UUID, typer.Option(help="Id of its agency: see `bairn unit list`.")],
    purpose: Annotated[str, typer.Option(help="What it asks for: intake, safeguarding, …")],
    unit: Annotated[uuid.UUID, typer.Option(help="Unit that takes in its reports.")],
    pack: Annotated[str, typer.Option(help="Pack of the place it reports from.")] = "",
    as_json: showing.Json = False,
) -> None:
    """Register an agency's system and show its token, this once."""
    call = starting.begin()
    partner_id, token = intake.register_partner(
        actor=call.actor,
        at=call.at,
        agency_id=agency,
        name=name,
        purpose=purpose,
        pack=pack,
        unit_id=unit,
    )
    row = {"id": partner_id, "name": name, "token": token}
    showing.rows([row], as_json=as_json, columns=tuple(row))
