"""`bairn work`: the worker, by itself; `bairn serve` starts one."""

import typer

from bairn import jobs
from bairn.cli import showing, starting, stopping

# The handlers: imported for what they register.
from bairn.journeys import later

app = typer.Typer(add_completion=False)


@app.command()
def work() -> None:
    """Run the worker that does what was deferred, until SIGTERM or Ctrl+C."""
    starting.begin()
    showing.aside(f"The worker runs ({later.__name__}). Ctrl+C stops it.")
    jobs.run(stopping.when_asked())
