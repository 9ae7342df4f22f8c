"""`bairn setup`: set up everything and stop; also what scripts build on."""

import typer

from bairn.cli import showing
from bairn.house import standing

app = typer.Typer(add_completion=False)


@app.command()
def setup(*, as_json: showing.Json = False) -> None:
    """Set up database, tables, static files and secrets, and stop. Fast when that is done."""
    standing.set_up()
    showing.rows([{"ready": True}], as_json=as_json, columns=("ready",))
