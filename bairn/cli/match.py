"""`bairn match`: the one process that holds the index of people; `bairn serve` starts one."""

from pathlib import Path

import typer
from django.conf import settings

from bairn.access import sessions
from bairn.cli import showing, starting, stopping
from bairn.linkage import serving

app = typer.Typer(add_completion=False)


@app.command()
def match() -> None:
    """Compare whoever comes in with everybody, until SIGTERM or Ctrl+C."""
    starting.begin()
    home = Path(settings.BAIRN_HOME)
    showing.aside("The matching process runs. Ctrl+C stops it.")
    serving.serve(home, sessions.system, stopping.when_asked())
