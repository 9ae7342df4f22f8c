"""The case's entries of the record, each below one published head, for a bundle."""

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import psycopg

from bairn.access import queries as access
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.oversight import export
from bairn.oversight.terms import Checkpoint, RecordedEntry

_PATIENCE = 60.0  # seconds in which a running sequencer has published what was done
_POLL = 0.5
_PAGE = 200


@dataclass(frozen=True, slots=True)
class Proven:
    """Entries of the case that stand below a head."""

    head: Checkpoint
    entries: tuple[RecordedEntry, ...]  # oldest first


def proven(
    *,
    actor: Actor,
    case_id: uuid.UUID,
    needed: Callable[[RecordedEntry], bool],
) -> Proven:
    """The entries of the case below a head that covers all that are `needed`.

    Raises Refusal when no head covers them in a minute: the sequencer stands still.
    """
    until = time.monotonic() + _PATIENCE
    while True:
        head = _head(actor)
        entries = _entries(actor, case_id)
        if head and all(_below(one, head) for one in entries if needed(one)):
            below = [one for one in entries if _below(one, head)]
            return Proven(head, tuple(sorted(below, key=lambda one: one.index or 0)))
        if time.monotonic() > until:
            raise Refusal(
                "disclosure.no_head",
                "The record has not published what was done. See whether its sequencer runs.",
            )
        time.sleep(_POLL)


def _below(one: RecordedEntry, head: Checkpoint) -> bool:
    return one.index is not None and one.index < head.size


def _head(actor: Actor) -> Checkpoint | None:
    """A fresh head where this process may make one or ask for it, else the newest that is there."""
    try:
        return export.current_head(clock.now())
    except (psycopg.Error, export.ExportFault):
        return access.record_state(actor=actor, at=clock.now()).head


def _entries(actor: Actor, case_id: uuid.UUID) -> Sequence[RecordedEntry]:
    found: list[RecordedEntry] = []
    before = None
    while True:
        page = access.record_of(
            actor=actor, at=clock.now(), case_id=case_id, before=before, limit=_PAGE
        )
        found += [one for one in page.entries if one.entry.case_id == case_id]
        before = page.next
        if before is None:
            return found


def since(moment: datetime) -> Callable[[RecordedEntry], bool]:
    """Needs whatever was recorded before `moment`."""
    return lambda one: one.entry.at < moment
