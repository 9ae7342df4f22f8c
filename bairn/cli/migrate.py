"""`bairn migrate`: bring the database to the current tables."""

import typer

from bairn.cli import showing
from bairn.house import standing

app = typer.Typer(add_completion=False)


@app.command()
def migrate(*, as_json: showing.Json = False) -> None:
    """Bring the database to the current tables, as its owner. Safe to repeat."""
    standing.set_up()
    showing.rows([{"ready": True}], as_json=as_json, columns=("ready",))
