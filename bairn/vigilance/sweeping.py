"""A whole sweep: open cases, what was closed lately, the house itself, and what is due to go up.

Each page is an act of its own, so that a sweep that is stopped has done what it has done. Open
cases can be swept in stretches side by side; the rest is done once, after all of them.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bairn.kernel import memory
from bairn.kernel.actor import Actor
from bairn.vigilance import actions
from bairn.vigilance.carrying import Carried
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
    pages: list[Swept] = []
    with memory.collecting_seldom():
        for page in sweep_open(actor=actor, at=at):
            pages.append(page)
            told(sum(one.cases for one in pages))
        rest = sweep_rest(actor=actor, at=at)
    return Total(
        cases=sum(one.cases for one in pages) + rest.cases,
        raised=sum(one.raised for one in pages) + rest.raised,
        ended=sum(one.ended for one in pages) + rest.ended,
        escalated=rest.escalated,
    )


def sweep_open(
    *,
    actor: Actor,
    at: datetime,
    after: uuid.UUID | None = None,
    until: uuid.UUID | None = None,
) -> Iterator[Swept]:
    """What each page of open cases came to, of those between two ids."""
    carried = Carried()
    while True:
        page: Swept = actions.sweep(actor=actor, at=at, after=after, until=until, carried=carried)
        yield page
        after = page.next
        if after is None:
            return


def sweep_rest(*, actor: Actor, at: datetime) -> Total:
    """Everything but the open cases: closed ones, the house, what is due to go up."""
    carried = Carried()
    pages: list[Swept] = [actions.sweep_closed(actor=actor, at=at, carried=carried)]
    while (after := pages[-1].next) is not None:
        pages.append(actions.sweep_closed(actor=actor, at=at, after=after, carried=carried))
    pages.append(actions.sweep_house(actor=actor, at=at))
    return Total(
        cases=sum(one.cases for one in pages),
        raised=sum(one.raised for one in pages),
        ended=sum(one.ended for one in pages),
        escalated=_escalated(actor, at, carried),
    )


def _escalated(actor: Actor, at: datetime, carried: Carried) -> int:
    total = 0
    while count := actions.escalate_due(actor=actor, at=at, carried=carried):
        total += count
    return total
