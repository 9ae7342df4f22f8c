"""`bairn unit`: agencies and their units."""

from typing import Annotated

import typer

from bairn.access import actions as access_actions
from bairn.access import queries as access
from bairn.cli import showing, starting

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Agencies and their units.")


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Name of the unit.")],
    agency: Annotated[str, typer.Option(help="Name of its agency; made if it is new.")],
    kind: Annotated[
        str, typer.Option(help="Of a new agency: police, prosecution, clinic, …")
    ] = "police",
    jurisdiction: Annotated[str, typer.Option(help="ISO code such as SE, US-CO, CN-44.")] = "",
    as_json: showing.Json = False,
) -> None:
    """Add a unit, and its agency where that is new."""
    call = starting.begin()
    known = {
        card.agency_name: card.agency_id for card in access.units(actor=call.actor, at=call.at)
    }
    agency_id = known.get(agency) or access_actions.add_agency(
        actor=call.actor, at=call.at, name=agency, kind=kind
    )
    unit_id = access_actions.add_unit(
        actor=call.actor, at=call.at, agency_id=agency_id, name=name, jurisdiction=jurisdiction
    )
    row = {"id": unit_id, "agency_id": agency_id, "name": name, "agency": agency}
    showing.rows([row], as_json=as_json, columns=("id", "name", "agency"))


@app.command("list")
def list_units(*, as_json: showing.Json = False) -> None:
    """List every unit with its agency."""
    call = starting.begin()
    showing.rows(
        [
            {
                "id": card.id,
                "name": card.name,
                "agency": card.agency_name,
                "agency_id": card.agency_id,
                "kind": card.agency_kind,
                "jurisdiction": card.jurisdiction,
            }
            for card in access.units(actor=call.actor, at=call.at)
        ],
        as_json=as_json,
        columns=("id", "name", "agency", "kind", "jurisdiction"),
        empty="No unit yet: bairn unit add NAME --agency NAME",
    )
