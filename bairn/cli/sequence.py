"""`bairn sequence`: the sequencer, by itself; `bairn serve` starts one."""

import typer

from bairn.cli import showing, starting, stopping
from bairn.oversight import sequencer

app = typer.Typer(add_completion=False)


@app.command()
def sequence() -> None:
    """Run the sequencer that gives entries their place, until SIGTERM or Ctrl+C.

    One for each house: a second one waits. Leaves with 3 when database and published record tell
    different histories; a person has to look then.
    """
    starting.begin()
    try:
        sequencer.run(
            stopping.when_asked(),
            ready=lambda: showing.aside("The sequencer runs. Ctrl+C stops it."),
        )
    except sequencer.RecordFault as fault:
        showing.fault(str(fault), as_json=False)
        raise typer.Exit(3) from fault
