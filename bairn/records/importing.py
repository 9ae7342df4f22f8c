"""A whole file through the gate: read and sealed in one thread while the batch before is written.

Two cores are busy and memory stays flat: at most three batches exist at a time.
"""

import queue
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from typing import BinaryIO

from django.db import connections

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.records import actions, filling, mapping, people, queries, reading
from bairn.records.filling import Prepared
from bairn.records.terms import Import, Layout, Opened, Reason, Row
from bairn.vault.queries import words

Step = Callable[[int, int], None]
Sink = Callable[[Row, Reason], None]
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
    sink: Sink | None = None,
) -> Import:
    """Take in every row after those that are in; safe to repeat after any crash.

    `sink` is told every row of the file that is not brought in, also those of an earlier attempt.

    Raises Refusal where the file cannot be read on; what came in before stays.
    """
    done = begun
    if begun.finished:
        return done
    which = {"collection_id": begun.collection_id, "source_id": begun.source_id}
    try:
        for prepared in _ahead(_batches(stream, opened, layout, begun, at, sink)):
            done = actions.take_rows(actor=actor, at=at, **which, prepared=prepared)
            if step is not None:
                step(prepared.place, opened.size)
    except Refusal as no:
        if not no.code.startswith("access."):
            actions.break_off(actor=actor, at=at, **which, code=no.code)
        raise
    return actions.finish(actor=actor, at=at, **which)


@gate.enters("records.read_in")
def read_in(*, actor: Actor, at: datetime, collection_id: uuid.UUID, source_id: uuid.UUID) -> None:
    """Take in a small file that was handed in at the desk; why it cannot be read stays with it."""
    try:
        stream, begun, form, layout_id = queries.handed_in(
            actor=actor, at=at, collection_id=collection_id, source_id=source_id
        )
    except Refusal as no:
        if no.code.startswith("records."):
            return  # it came in before, or was withdrawn
        raise
    if layout_id is None:
        return
    (said,) = words.read_words(actor=actor, at=at, subject_ids=[layout_id], case_id=collection_id)
    layout = mapping.from_yaml(said.fields["mapping"])
    opened = reading.open_file(stream, name=f"file.{form.value}", said=layout)
    with suppress(Refusal):  # it is kept by its code
        bring_in(actor=actor, at=at, stream=stream, opened=opened, layout=layout, begun=begun)


def _ahead(batches: Iterator[Prepared]) -> Iterator[Prepared]:
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
            for prepared in batches:
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
    stream: BinaryIO,
    opened: Opened,
    layout: Layout,
    begun: Import,
    at: datetime,
    sink: Sink | None,
) -> Iterator[Prepared]:
    source = reading.rows(stream, opened)
    _skip(islice(source, begun.rows), layout, sink)
    after = begun.rows
    while batch := list(islice(source, filling.BATCH)):
        prepared = filling.prepare(
            batch,
            collection_id=begun.collection_id,
            layout=layout,
            at=at,
            after=after,
            place=min(stream.tell(), opened.size),
        )
        after = prepared.until
        if sink is not None:
            for row, reason in prepared.rejected:
                sink(row, reason)
        yield prepared


def _skip(rows: Iterator[Row], layout: Layout, sink: Sink | None) -> None:
    """Pass over what came in before; what of it was rejected is told again."""
    for row in rows:
        if sink is not None and (reason := people.person_of(row, layout).reason) is not None:
            sink(row, reason)
