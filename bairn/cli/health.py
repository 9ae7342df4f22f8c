"""`bairn health`: which part of the house is down, if any. Starts nothing."""

import typer

from bairn.cli import showing
from bairn.kernel import clock
from bairn.web.hall import wellbeing

app = typer.Typer(add_completion=False)


@app.command()
def health(*, as_json: showing.Json = False) -> None:
    """Say which part of the house is down, if any; leaves with 1 when one is."""
    parts = wellbeing.parts(at=clock.now())
    showing.rows(
        [
            {
                "part": name,
                "up": part.up,
                "age_seconds": None if part.age is None else round(part.age.total_seconds(), 1),
            }
            for name, part in parts.items()
        ],
        as_json=as_json,
        columns=("part", "up", "age_seconds"),
    )
    raise typer.Exit(0 if all(part.up for part in parts.values()) else 1)
