"""One command in processes side by side: each reads its own stretch of the open cases."""

import subprocess
import sys
import threading
import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import IO, Any

import typer

from bairn.cases import queries as cases
from bairn.cli import showing
from bairn.cli.starting import Call
from bairn.kernel import clock

_FIRST = str(uuid.UUID(int=0))


def side_by_side(
    command: Sequence[str], call: Call, at: datetime, *, workers: int, saying: str
) -> Counter[str]:
    """The counts of all open cases, each of `workers` processes reading as many of them.

    `command` is a command of ours that takes `--after`, `--until` and `--at`, and says on a line
    of JSON what each page came to; `cases` is one of the counts.
    """
    bounds = cases.open_bounds(actor=call.actor, at=call.at, parts=workers)
    total: Counter[str] = Counter()
    expected = sum(size for _, size in bounds)
    lasts = [str(last) for last, _ in bounds]
    starts = [_FIRST, *lasts][: len(lasts)]
    running = [
        subprocess.Popen(  # noqa: S603 - our own ids and numbers alone
            [
                sys.executable, "-m", "bairn.cli", *command, "--json",
                "--at", clock.stamp(at), "--after", start, "--until", last,
            ],
            stdout=subprocess.PIPE,
        )
        for start, last in zip(starts, lasts, strict=True)
    ]  # fmt: skip
    with showing.progress(saying) as step:
        lock = threading.Lock()
        readers = [
            threading.Thread(target=_gather, args=(one.stdout, total, lock, step, expected))
            for one in running
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
    codes = [one.wait() for one in running]
    if any(codes):
        raise typer.Exit(1)
    return total


def case_id(text: str) -> uuid.UUID | None:
    """An end of a stretch; None where none was given."""
    return uuid.UUID(text) if text else None


def moment(text: str) -> datetime:
    """The moment that was asked for; now by default."""
    return datetime.fromisoformat(text) if text else clock.now()


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
