"""`bairn preservation`: how much runs out across the house, by count alone."""

import typer

from bairn.cli import showing, starting
from bairn.preservation import codes, queries

app = typer.Typer(add_completion=False, no_args_is_help=True, help="What runs out.")


@app.callback()
def preservation() -> None:
    """Requests to holders of data, video and records."""


@app.command()
def due(*, as_json: showing.Json = False) -> None:
    """Count open requests by kind and holder, and those due now, within a day and a week."""
    call = starting.begin()
    book = codes.book()
    found = queries.due_counts(actor=call.actor, at=call.at)
    showing.rows(
        [
            {
                "kind": one.kind.value,
                "holder": book.classes[one.holder_class].title.en,
                "open": one.open,
                "unsent": one.unsent,
                "due_now": one.over,
                "in_a_day": one.day,
                "in_a_week": one.week,
            }
            for one in found
        ],
        as_json=as_json,
        columns=("kind", "holder", "open", "unsent", "due_now", "in_a_day", "in_a_week"),
        empty="Nothing is asked of anybody now.",
    )
