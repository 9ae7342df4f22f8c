"""Every open case in pages of ids, each page in a handful of questions, for the house alone."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.cases import queries as cases
from bairn.kernel.actor import Actor
from bairn.protocols import sweeping
from bairn.protocols.terms import SweepPage

MOST = 2000


@gate.look("protocols.sweep")
def sweep(
    *,
    actor: Actor,
    at: datetime,
    after: uuid.UUID | None = None,
    until: uuid.UUID | None = None,
    limit: int = 1000,
    finished: bool = True,
) -> SweepPage:
    """Up to `limit` open cases with ids past `after`, and not past `until`, as they read at `at`.

    A case that works under no pack is passed over. Without `finished` what is done or waived is
    left out. `next` of a page is the `after` of the next.
    """
    size = max(1, min(limit, MOST))
    found = cases.open_cases(actor=actor, at=at, after=after, until=until, limit=size)
    swept = sweeping.read(found, at=at, finished=finished)
    gate.note(cases=len(swept))
    return SweepPage(cases=swept, next=found[-1].id if len(found) == size else None)
