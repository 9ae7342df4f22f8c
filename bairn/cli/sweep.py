"""`bairn sweep`: read every open case for what is due, in processes side by side, and count."""

import gc
import subprocess
import sys
import threading
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from time import perf_counter
from typing import IO, Annotated, Any

import typer

from bairn.cases import queries as cases
from bairn.cli import showing, starting
from bairn.cli.starting import Call
from bairn.kernel import clock
from bairn.protocols import queries as protocols
from bairn.protocols.terms import CaseSwept, StepState

_OBJECTS = 500_000  # made between two looks of the collector
_FIRST = str(uuid.UUID(int=0))
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
    call, moment = starting.begin(), _moment(at)
    if after or until:  # one stretch of a sweep that another process divided
        _collect_seldom()
        for counts in stretch(call, moment, after=_id(after), until=_id(until), page=page):
            showing.line(counts)
        return
    begun = perf_counter()
    total = _side_by_side(call, moment, workers=workers, page=page)
    seconds = perf_counter() - begun
    row = {**total, "seconds": round(seconds, 1), "per_second": round(total["cases"] / seconds)}
    showing.rows([row], as_json=as_json, columns=(*COUNTED, "seconds", "per_second"))


def stretch(
    call: Call, at: datetime, *, after: uuid.UUID | None, until: uuid.UUID | None, page: int
) -> Iterator[dict[str, int]]:
    """The counts of one page after the other, of the open cases between two ids."""
    while True:
        found = protocols.sweep(actor=call.actor, at=at, after=after, until=until, limit=page)
        yield dict(_counts(found.cases))
        if found.next is None:
            return
        after = found.next


def _collect_seldom() -> None:
    """A page makes some hundred thousand objects that hang in no circle: nothing to look for."""
    gc.freeze()
    gc.set_threshold(_OBJECTS)


def _counts(swept: tuple[CaseSwept, ...]) -> Counter[str]:
    counts: Counter[str] = Counter(dict.fromkeys(COUNTED, 0))
    counts["cases"] = len(swept)
    for case in swept:
        for row in case.steps:
            counts["overdue"] += row.state is StepState.OVERDUE
            counts["due_soon"] += row.state is StepState.DUE_SOON
            counts["red"] += row.safety and row.state is StepState.OVERDUE
    return counts


def _side_by_side(call: Call, at: datetime, *, workers: int, page: int) -> dict[str, int]:
    """The counts of all open cases, each of `workers` processes reading as many of them."""
    bounds = cases.open_bounds(actor=call.actor, at=call.at, parts=workers)
    total, expected = Counter(dict.fromkeys(COUNTED, 0)), sum(size for _, size in bounds)
    lasts = [str(last) for last, _ in bounds]
    starts = [_FIRST, *lasts][: len(lasts)]
    command = [sys.executable, "-m", "bairn.cli", "sweep", "--json"]
    command += ["--page", str(page), "--at", clock.stamp(at)]
    running = [
        subprocess.Popen(  # noqa: S603 - our own ids and numbers alone
            [*command, "--after", start, "--until", last],
            stdout=subprocess.PIPE,
        )
        for start, last in zip(starts, lasts, strict=True)
    ]
    with showing.progress("Reading open cases") as step:
        lock = threading.Lock()
        readers = [
            threading.Thread(target=_gather, args=(one.stdout, total, lock, step, expected))
            for one in running
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
    if any(one.wait() for one in running):
        raise typer.Exit(1)
    return dict(total)


def _gather(
    stream: IO[bytes],
    total: Counter[str],
    lock: threading.Lock,
    step: showing.Step,
    expected: int,
) -> None:
    for line in stream:
        counts: dict[str, Any] = showing.read_line(line)
        with lock:
            total.update(counts)
            step(total["cases"], expected)


def _id(text: str) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text) if text else clock.now()
