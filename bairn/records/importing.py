"""A whole file through the gate: read and sealed in one thread while the batch before is written.

Two cores are busy and memory stays flat: at most three batches exist at a time.
"""

import queue
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import BinaryIO

from django.db import connections

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.records import actions, filling, reading
from bairn.records.filling import Prepared
from bairn.records.terms import Import, Layout, Opened

Step = Callable[[int, int], None]
_AHEAD = 2
_Made = Prepared | BaseException | None


@gate.enters("records.take_rows")
def bring_in(
    *,
    actor: Actor,
    at: datetime,
    stream: BinaryIO,
    opened: Opened,
    layout: Layout,
    begun: Import,
    step: Step | None = None,
) -> Import:
    """Take in every row after those that are in; safe to repeat after any crash.

    Raises Refusal where the file cannot be read on; what came in before stays.
    """
    done = begun
    if begun.finished:
        return done
    which = {"collection_id": begun.collection_id, "source_id": begun.source_id}
    try:
        for prepared in _ahead(stream, opened, layout, begun, at):
            done = actions.take_rows(actor=actor, at=at, **which, prepared=prepared)
            if step is not None:
                step(prepared.place, opened.size)
    except Refusal as no:
        if not no.code.startswith("access."):
            actions.break_off(actor=actor, at=at, **which, code=no.code)
        raise
    return actions.finish(actor=actor, at=at, **which)


def _ahead(
    stream: BinaryIO, opened: Opened, layout: Layout, begun: Import, at: datetime
) -> Iterator[Prepared]:
    """The batches, made in a thread of their own."""
    ready: queue.Queue[_Made] = queue.Queue(maxsize=_AHEAD)
    stop = threading.Event()

    def put(one: _Made) -> None:
        while not stop.is_set():
            try:
                ready.put(one, timeout=0.2)
            except queue.Full:
                continue
            return

    def make() -> None:
        try:
            for prepared in _batches(stream, opened, layout, begun, at):
                put(prepared)
                if stop.is_set():
                    return
            put(None)
        except BaseException as fault:
            put(fault)
        finally:
            connections.close_all()

    worker = threading.Thread(target=make, name="records", daemon=True)
    worker.start()
    try:
        while (one := ready.get()) is not None:
            if isinstance(one, BaseException):
                raise one
            yield one
    finally:
        stop.set()
        worker.join()


def _batches(
    stream: BinaryIO, opened: Opened, layout: Layout, begun: Import, at: datetime
) -> Iterator[Prepared]:
    rows = (row for row in reading.rows(stream, opened) if row.number > begun.rows)
    after = begun.rows
    while batch := list(islice(rows, filling.BATCH)):
        prepared = filling.prepare(
            batch,
            collection_id=begun.collection_id,
            layout=layout,
            at=at,
            after=after,
            place=min(stream.tell(), opened.size),
        )
        after = prepared.until
        yield prepared
