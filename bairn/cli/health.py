"""`bairn health`: which part of the house is down, if any. Starts nothing."""

import contextlib

import typer
from django.db import Error

from bairn.cli import showing
from bairn.kernel import clock
from bairn.vigilance import health as neglect
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
    if parts["database"].up:
        _say_what_nobody_can_answer()
    raise typer.Exit(0 if all(part.up for part in parts.values()) else 1)


def _say_what_nobody_can_answer() -> None:
    with contextlib.suppress(Error):  # tables that are not there yet hold no signal either
        ownerless = neglect.read(at=clock.now()).ownerless
        if ownerless:
            showing.aside(
                f"{ownerless} signals of neglect have nobody to answer them: name somebody with "
                "`bairn vigilance name`, or give the role of inspector."
            )
