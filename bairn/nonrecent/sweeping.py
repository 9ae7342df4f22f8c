"""The sweep that brings old files back: page by page, so that memory stays flat."""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime

from bairn.kernel.actor import Actor
from bairn.nonrecent import actions, gathering, queries, triggering
from bairn.nonrecent import book as catalogue
from bairn.nonrecent.terms import Change, OldFile

Progress = Callable[[int], None]


def sweep(*, actor: Actor, at: datetime, progress: Progress = lambda done: None) -> int:
    """Asks every old file once; how many items are new. The house alone, safe to repeat."""
    changes = queries.changes_in_force(actor=actor, at=at)
    new = 0
    for read in (gathering.closed_page, gathering.open_page):
        after: uuid.UUID | None = None
        while True:
            files, after = read(actor=actor, at=at, after=after)
            new += _keep(files, changes, actor, at)
            progress(len(files))
            if after is None:
                break
    files = gathering.imported(actor=actor, at=at)
    progress(len(files))
    return new + _keep(files, changes, actor, at)


def _keep(files: Iterable[OldFile], changes: Iterable[Change], actor: Actor, at: datetime) -> int:
    book = catalogue.book()
    told = tuple(changes)
    found = [(one, due) for one in files if (due := triggering.due(one, told, book, at=at))]
    return actions.keep_due(actor=actor, at=at, found=found) if found else 0
