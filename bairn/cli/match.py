"""`bairn match`: the one process that holds the index of people; `bairn serve` starts one."""

import os
from pathlib import Path

import typer
from django.conf import settings

from bairn.access import sessions
from bairn.cli import showing, starting, stopping

app = typer.Typer(add_completion=False)


@app.command()
def match() -> None:
    """Compare whoever comes in with everybody, until SIGTERM or Ctrl+C."""
    starting.begin()
    home = Path(settings.BAIRN_HOME)
    # What is compiled on the first start is kept beside the index, not in the checkout.
    os.environ.setdefault("NUMBA_CACHE_DIR", str(home / "compiled"))
    from bairn.linkage import serving  # noqa: PLC0415 - the compiler reads where to keep its work

    showing.aside("The matching process runs. Ctrl+C stops it.")
    serving.serve(home, sessions.system, stopping.when_asked())
