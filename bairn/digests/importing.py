"""A file becomes a list: block by block through the acts, so that it goes on where it was cut."""

import hashlib
import io
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import dropwhile, islice
from typing import BinaryIO

from bairn.digests import actions, queries, reading
from bairn.digests.filling import BLOCK
from bairn.digests.reading import FileBrokenError, Format, Read
from bairn.digests.terms import NewList, Progress
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal

BATCH = 50 * BLOCK  # rows in one transaction


def bring_in(
    *,
    actor: Actor,
    at: datetime,
    stream: BinaryIO,
    said: NewList,
    form: Format | None = None,
    step: Callable[[Progress], None] = lambda _: None,
    batch: int = BATCH,
) -> tuple[uuid.UUID, Progress]:
    """Bring in the whole file, or what is left of it after an earlier try; its list and counts.

    Done again with the same file under the same name it changes nothing. Raises Refusal
    digests.file_broken, what was read until then being kept, and those of the acts.
    """
    if batch % BLOCK:
        raise ValueError("a batch is made of whole blocks")
    digest, size = _measured(stream)
    begun = actions.begin_import(actor=actor, at=at, said=said, file_digest=digest, size=size)
    done = Progress(rows=begun.rows, digests=begun.digests, bad=begun.bad, place=0, size=size)
    if begun.finished:
        return begun.list_id, done
    found = reading.read(stream, form or reading.format_of(stream))
    try:
        for taken in batches(found, after=begun.rows, size=batch):
            done = _take(taken, done.rows, begun.list_id, actor=actor, at=at)
            step(done)
    except FileBrokenError as fault:
        actions.break_off(actor=actor, at=at, list_id=begun.list_id)
        raise Refusal(
            "digests.file_broken",
            f"After {fault.after} rows the file cannot be read on: it was cut, or is not what its"
            " beginning says.",
            field="file",
        ) from fault
    actions.finish_import(actor=actor, at=at, list_id=begun.list_id)
    return begun.list_id, done


def _take(
    taken: list[Read], after: int, list_id: uuid.UUID, *, actor: Actor, at: datetime
) -> Progress:
    return actions.take_rows(
        actor=actor,
        at=at,
        list_id=list_id,
        after=after,
        rows=[one.row for one in taken if one.row is not None],
        bad=[bad for one in taken for bad in one.bad],
        until=taken[-1].number,
        place=taken[-1].place,
    )


def read_in(*, actor: Actor, at: datetime, list_id: uuid.UUID) -> None:
    """Read what was handed in at the desk. Called again after a break, it goes on."""
    waiting = queries.handed_in(actor=actor, at=at, list_id=list_id)
    if waiting is None:
        return
    said, content = waiting
    bring_in(actor=actor, at=at, stream=io.BytesIO(content), said=said, batch=20 * BLOCK)


def batches(found: Iterator[Read], *, after: int, size: int) -> Iterator[list[Read]]:
    """The rows that come after `after`, in batches; those before a break come before its error."""
    found = dropwhile(lambda one: one.number <= after, found)
    while True:
        taken: list[Read] = []
        broken = None
        try:
            for one in islice(found, size):
                taken.append(one)
        except FileBrokenError as fault:
            broken = fault
        if taken:
            yield taken
        if broken is not None:
            raise broken
        if len(taken) < size:
            return


def _measured(stream: BinaryIO) -> tuple[bytes, int]:
    """SHA-256 and length; the stream stands at its beginning again."""
    hashed, size = hashlib.sha256(), 0
    while piece := stream.read(1 << 20):
        hashed.update(piece)
        size += len(piece)
    stream.seek(0)
    return hashed.digest(), size
