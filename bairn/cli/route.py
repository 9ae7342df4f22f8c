"""`bairn route`: which unit takes in the reports of a pack."""

import uuid
from typing import Annotated

import typer

from bairn.cli import showing, starting
from bairn.intake import actions as intake
from bairn.protocols import packs

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Where reports go.")


@app.callback()
def _group() -> None:
    """Which unit takes in which reports."""


@app.command("set")
def set_route(
    unit: Annotated[uuid.UUID, typer.Argument(help="Id of the unit: see `bairn unit list`.")],
    pack: Annotated[str, typer.Option(help="Reports of this pack; all others if left out.")] = "",
    as_json: showing.Json = False,
) -> None:
    """Send the reports of a pack, or all others, to a unit."""
    if pack and pack not in packs.ids():
        raise typer.BadParameter(f"there is no pack {pack}; there are: {', '.join(packs.ids())}")
    call = starting.begin()
    intake.set_route(actor=call.actor, at=call.at, pack=pack, unit_id=unit)
    showing.rows([{"pack": pack, "unit_id": unit}], as_json=as_json, columns=("pack", "unit_id"))
