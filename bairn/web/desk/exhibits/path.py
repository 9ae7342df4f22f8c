"""A chain as a path of hands: where a thing stayed, by what it came there, and where it breaks.

Plain Python: stretches that differ only in seal or condition are one stay.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise

from bairn.evidence.terms.custody import Break, Chain, CustodyEvent, EventKind, Hands, Link

_ENDS = {EventKind.GIVEN_BACK, EventKind.DISPOSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One pair of hands in one place, what brought the thing there, and what happened meanwhile."""

    hands: Hands
    place_id: uuid.UUID | None
    since: datetime
    until: datetime | None
    seal: str
    condition: str
    came_by: CustodyEvent | None
    meanwhile: tuple[CustodyEvent, ...]
    breaks: tuple[Break, ...]  # at the event that brought it there
    breaks_after: tuple[Break, ...]  # that showed while it was there

    @property
    def known(self) -> bool:
        """Whether anybody can say where it was."""
        return bool(self.hands) or self.place_id is not None


def stays(chain: Chain) -> tuple[Stay, ...]:
    """The path, oldest first."""
    groups = [tuple(same) for _key, same in groupby(chain.links, key=_where)]
    ends = [*(group[0].by_event for group in groups[1:]), None]
    return tuple(_stay(chain, group, end) for group, end in zip(groups, ends, strict=False))


def _where(link: Link) -> tuple[Hands, uuid.UUID | None]:
    return link.hands, link.place_id


def _stay(chain: Chain, group: tuple[Link, ...], end: int | None) -> Stay:
    first, last = group[0], group[-1]
    begin = first.by_event
    meanwhile = tuple(one for one in chain.events if _within(one.number, begin, end))
    return Stay(
        hands=first.hands,
        place_id=first.place_id,
        since=first.since,
        until=last.until,
        seal=last.seal,
        condition=last.condition,
        came_by=next((one for one in chain.events if one.number == begin), None),
        meanwhile=meanwhile,
        breaks=tuple(one for one in chain.breaks if one.event == begin),
        breaks_after=tuple(one for one in chain.breaks if _within(one.event, begin, end)),
    )


def _within(number: int, begin: int, end: int | None) -> bool:
    return number > begin and (end is None or number < end)


def unplaced(chain: Chain, path: Iterable[Stay]) -> tuple[Break, ...]:
    """Breaks that no stay shows, so that none is ever left out of a drawing."""
    shown = {(one.kind, one.event) for stay in path for one in (*stay.breaks, *stay.breaks_after)}
    return tuple(one for one in chain.breaks if (one.kind, one.event) not in shown)


def staff_of(events: Iterable[CustodyEvent]) -> Iterator[uuid.UUID]:
    """Everybody of the staff whom these events name."""
    for one in events:
        yield one.by_id
        yield from (who.staff_id for who in (one.giver, one.taker) if who.staff_id)


def gaps(path: Iterable[Stay]) -> int:
    """How many stretches lie between stays that nobody can say anything of."""
    return sum(
        1
        for before, after in pairwise(path)
        if before.until is not None and before.until < after.since
    )


def ended(chain: Chain) -> CustodyEvent | None:
    """The event by which the thing left the house for good."""
    return next((one for one in reversed(chain.events) if one.kind in _ENDS), None)
