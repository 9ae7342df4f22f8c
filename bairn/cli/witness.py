"""`bairn witness`: the local witness, by itself; `bairn serve` starts one."""

from typing import Annotated

import typer

from bairn.cli import showing, stopping
from bairn.oversight import witness as watching

app = typer.Typer(add_completion=False)


@app.command()
def witness(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 0,
) -> None:
    """Run the local witness that cosigns the record, until SIGTERM or Ctrl+C.

    In production witnesses run elsewhere, out of the unit's hands.
    """
    showing.aside("The witness runs. Ctrl+C stops it.")
    watching.run(stopping.when_asked(), port=port)
