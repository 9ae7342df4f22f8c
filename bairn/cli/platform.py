"""`bairn platform`: platforms that report with their own client."""

import uuid
from typing import Annotated

import typer

from bairn.cli import passwords, showing, starting
from bairn.intake import actions as intake_actions
from bairn.intake import queries as intake

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Reporting platforms.")


@app.command()
def add(
    username: Annotated[str, typer.Argument(help="What its client signs in with.")],
    name: Annotated[str, typer.Option(help="Its name as officers see it.")],
    unit: Annotated[
        uuid.UUID | None, typer.Option(help="Where its reports go; by the routes if left out.")
    ] = None,
    generate: passwords.Generate = False,
    as_json: showing.Json = False,
) -> None:
    """Register a platform; its client then reports to `/ispws/` with HTTP basic auth."""
    password = passwords.asked(generate=generate)
    call = starting.begin()
    platform_id = intake_actions.register_platform(
        actor=call.actor, at=call.at, username=username, name=name, password=password, unit_id=unit
    )
    row = {"id": platform_id, "username": username, "name": name}
    if generate:
        row["password"] = password
    showing.rows([row], as_json=as_json, columns=tuple(row))


@app.command("list")
def list_platforms(*, as_json: showing.Json = False) -> None:
    """List the registered platforms."""
    call = starting.begin()
    showing.rows(
        [
            {
                "id": card.id,
                "username": card.username,
                "name": card.name,
                "unit_id": card.unit_id,
                "active": card.active,
            }
            for card in intake.senders(actor=call.actor, at=call.at).platforms
        ],
        as_json=as_json,
        columns=("id", "username", "name", "active"),
        empty="No platform yet: bairn platform add USERNAME --name NAME",
    )
