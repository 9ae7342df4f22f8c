"""A whole sweep: open cases, what was closed lately, the house itself, and what is due to go up.

Each page is an act of its own, so that a sweep that is stopped has done what it has done.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bairn.kernel.actor import Actor
from bairn.vigilance import actions, gathering
from bairn.vigilance.gathering import Often
from bairn.vigilance.terms import Swept


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What a whole sweep did."""

    cases: int
    raised: int
    ended: int
    escalated: int


def sweep_everything(
    *, actor: Actor, at: datetime, told: Callable[[int], None] = lambda _cases: None
) -> Total:
    """Sweep the whole house; `told` hears how many cases were asked so far."""
    done = gathering.often(actor=actor, at=at)
    pages: list[Swept] = []
    for sweep in (actions.sweep, actions.sweep_closed):
        for page in _pages(sweep, actor, at, done):
            pages.append(page)
            told(sum(one.cases for one in pages))
    pages.append(actions.sweep_house(actor=actor, at=at))
    return Total(
        cases=sum(one.cases for one in pages),
        raised=sum(one.raised for one in pages),
        ended=sum(one.ended for one in pages),
        escalated=_escalated(actor, at),
    )


def _pages(sweep: Callable[..., Swept], actor: Actor, at: datetime, done: Often) -> Iterator[Swept]:
    after: uuid.UUID | None = None
    while True:
        page: Swept = sweep(actor=actor, at=at, after=after, done=done)
        yield page
        after = page.next
        if after is None:
            return


def _escalated(actor: Actor, at: datetime) -> int:
    total = 0
    while count := actions.escalate_due(actor=actor, at=at):
        total += count
    return total
