"""`bairn sweep`: read every open case for what is due, in processes side by side, and count."""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from time import perf_counter
from typing import Annotated

import typer

from bairn.cli import showing, starting, stretches
from bairn.cli.starting import Call
from bairn.kernel import memory
from bairn.protocols import queries as protocols
from bairn.protocols.terms import CaseSwept, StepState

COUNTED = ("cases", "overdue", "due_soon", "red")

app = typer.Typer(add_completion=False, help="Read every open case for what is due.")


@app.command()
def sweep(
    workers: Annotated[int, typer.Option(help="Processes side by side.", min=1, max=64)] = 2,
    page: Annotated[int, typer.Option(help="Cases read at once.", min=1, max=2000)] = 1000,
    at: Annotated[str, typer.Option(help="The moment, ISO 8601; now by default.")] = "",
    after: Annotated[str, typer.Option(hidden=True)] = "",
    until: Annotated[str, typer.Option(hidden=True)] = "",
    as_json: showing.Json = False,
) -> None:
    """Read every open case, count what is overdue, due soon and overdue for safety, and the rate.

    Each process takes its own stretch of the cases and shows nobody any of them.
    """
    call, moment = starting.begin(), stretches.moment(at)
    if after or until:  # one stretch of a sweep that another process divided
        first, last = stretches.case_id(after), stretches.case_id(until)
        with memory.collecting_seldom():
            for counts in stretch(call, moment, after=first, until=last, page=page):
                showing.line(counts)
        return
    begun = perf_counter()
    command = ["sweep", "--page", str(page)]
    found = stretches.side_by_side(
        command, call, moment, workers=workers, saying="Reading open cases"
    )
    total, seconds = {name: found[name] for name in COUNTED}, perf_counter() - begun
    row = {**total, "seconds": round(seconds, 1), "per_second": round(total["cases"] / seconds)}
    showing.rows([row], as_json=as_json, columns=(*COUNTED, "seconds", "per_second"))


def stretch(
    call: Call, at: datetime, *, after: uuid.UUID | None, until: uuid.UUID | None, page: int
) -> Iterator[dict[str, int]]:
    """The counts of one page after the other, of the open cases between two ids."""
    while True:
        found = protocols.sweep(
            actor=call.actor, at=at, after=after, until=until, limit=page, finished=False
        )
        yield dict(_counts(found.cases))
        if found.next is None:
            return
        after = found.next


def _counts(swept: tuple[CaseSwept, ...]) -> Counter[str]:
    counts: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
    counts["cases"] = len(swept)
    for case in swept:
        for row in case.steps:
            counts["overdue"] += row.state is StepState.OVERDUE
            counts["due_soon"] += row.state is StepState.DUE_SOON
            counts["red"] += row.safety and row.state is StepState.OVERDUE
    return counts
