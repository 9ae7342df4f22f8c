"""The chain of hands, read from what happened; every place where it does not hold is shown.

Nothing here mends anything: what came later never takes away a break that came before.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bairn.evidence.terms import (
    NOBODY,
    Break,
    BreakKind,
    Chain,
    ChainRules,
    CustodyEvent,
    EventKind,
    Explanation,
    Link,
)
from bairn.kernel.refusal import Refusal

# Whose work it is to open things: what they send back is under their own seal.
MAY_OPEN = frozenset({"laboratory", "expert", "clinic", "court", "prosecution"})
SEAL_FOUND_BROKEN = "damaged_found"
IN_WRONG_PLACE = "surplus"
# What each kind of event says of how a thing stands afterwards.
MOVES_HANDS = frozenset(
    {
        EventKind.RECEIVED, EventKind.ACCEPTED, EventKind.ACCEPTED_OUTSIDE, EventKind.CAME_BACK,
        EventKind.CLAIMED, EventKind.GIVEN_BACK,
    }
)  # fmt: skip
SAYS_SEAL = frozenset(
    {
        EventKind.COLLECTED, EventKind.RECEIVED, EventKind.SEALED, EventKind.SEAL_BROKEN,
        EventKind.ACCEPTED, EventKind.ACCEPTED_OUTSIDE, EventKind.CAME_BACK, EventKind.CLAIMED,
        EventKind.EXAMINED, EventKind.GIVEN_BACK,
    }
)  # fmt: skip
ENDS_OFFER = frozenset(
    {
        EventKind.ACCEPTED, EventKind.ACCEPTED_OUTSIDE, EventKind.REFUSED, EventKind.TAKEN_BACK,
        EventKind.CLAIMED,
    }
)  # fmt: skip
_BY_THE_HOLDER = frozenset(
    {
        EventKind.OFFERED, EventKind.STORED, EventKind.TAKEN_OUT, EventKind.SEALED,
        EventKind.SEAL_BROKEN, EventKind.EXAMINED, EventKind.GIVEN_BACK, EventKind.DISPOSED,
    }
)  # fmt: skip


@dataclass(slots=True)
class _Reading:
    """How far the events were read."""

    rules: ChainRules
    links: list[Link] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    offer: CustodyEvent | None = None
    last_at: datetime | None = None

    @property
    def now(self) -> Link | None:
        return self.links[-1] if self.links and self.links[-1].until is None else None

    def broken(self, kind: BreakKind, event: CustodyEvent) -> None:
        place = event.place_id or (self.now.place_id if self.now else None)
        found = Break(
            kind=kind,
            exhibit_id=event.exhibit_id,
            event=event.number,
            at=event.happened_at,
            place_id=place,
        )
        if found not in self.breaks:
            self.breaks.append(found)

    def go_on(self, event: CustodyEvent, **changed: object) -> None:
        """From this event on something is otherwise: one stretch ends, another begins."""
        before = self.now
        start = Link(
            hands=NOBODY, place_id=None, seal="", condition="", since=event.happened_at,
            until=None, by_event=event.number,
        )  # fmt: skip
        if before is not None:
            self.links[-1] = replace(before, until=event.happened_at)
            start = replace(before, since=event.happened_at, by_event=event.number)
        self.links.append(replace(start, **changed))  # type: ignore[arg-type] # fields of a link

    def close(self, event: CustodyEvent) -> None:
        if self.now is not None:
            self.links[-1] = replace(self.now, until=event.happened_at)


def chain(events: Iterable[CustodyEvent], *, rules: ChainRules, at: datetime) -> Chain:
    """Where a thing was, in whose hands, under which seal, as it stands at `at`."""
    told = tuple(sorted(events, key=lambda one: one.number))
    read = _Reading(rules)
    for event in told:
        if read.last_at is not None and event.happened_at < read.last_at:
            read.broken(BreakKind.ORDER, event)
        read.last_at = max(event.happened_at, read.last_at or event.happened_at)
        if event.kind in _BY_THE_HOLDER and read.now and read.now.hands != event.giver:
            read.broken(BreakKind.NOT_THE_HOLDER, event)
        _READS[event.kind](read, event)
    # By when it was written down: a moment said later takes no break away that was shown before.
    if read.offer is not None and at - read.offer.recorded_at > rules.patience:
        read.broken(BreakKind.UNANSWERED, read.offer)
    return Chain(events=told, links=tuple(read.links), breaks=tuple(read.breaks))


def may_explain(chain: Chain, told: Iterable[Explanation], *, event: int, kind: str) -> Break:
    """The break that is explained. Raises Refusal where there is none, or somebody did already."""
    found = next((one for one in chain.breaks if (one.event, one.kind) == (event, kind)), None)
    if found is None:
        raise Refusal("evidence.no_break", "The chain has no such break.")
    if any((one.event, one.kind) == (event, kind) for one in told):
        raise Refusal("evidence.explained", "Somebody has explained this already.")
    return found


def _same_seal(read: _Reading, event: CustodyEvent, seal: str) -> None:
    if read.now is not None and read.now.seal != seal:
        read.broken(BreakKind.SEAL_DIFFERS, event)


def _no_worse(read: _Reading, event: CustodyEvent) -> None:
    if read.now is None or not event.condition or not read.now.condition:
        return
    ranks = read.rules.ranks
    if ranks.get(event.condition, 0) > ranks.get(read.now.condition, 0):
        read.broken(BreakKind.CONDITION, event)


def _answered(read: _Reading, event: CustodyEvent) -> None:
    """The offer is over; one that waited too long stays a break."""
    if read.offer is not None:
        happened = event.happened_at - read.offer.happened_at
        recorded = event.recorded_at - read.offer.recorded_at
        if max(happened, recorded) > read.rules.patience:
            read.broken(BreakKind.UNANSWERED, read.offer)
    read.offer = None


def _collected(read: _Reading, event: CustodyEvent) -> None:
    read.go_on(event, hands=event.taker, seal=event.seal_after, condition=event.condition)


def _received(read: _Reading, event: CustodyEvent) -> None:
    if event.words_id is None:
        read.broken(BreakKind.GAP, event)
    _same_seal(read, event, event.seal_after)
    read.go_on(event, hands=event.taker, seal=event.seal_after, condition=event.condition)


def _offered(read: _Reading, event: CustodyEvent) -> None:
    if read.offer is not None:
        read.broken(BreakKind.UNANSWERED, read.offer)
    _same_seal(read, event, event.seal_before)
    _no_worse(read, event)
    read.offer = event
    if read.now is None or (read.now.seal, read.now.condition) != (
        event.seal_before,
        event.condition,
    ):
        read.go_on(event, seal=event.seal_before, condition=event.condition)


def _accepted(read: _Reading, event: CustodyEvent) -> None:
    if read.offer is None or read.offer.taker != event.taker:
        read.broken(BreakKind.NOT_THE_HOLDER, event)
    if event.kind is EventKind.ACCEPTED_OUTSIDE and event.words_id is None:
        read.broken(BreakKind.GAP, event)
    _answered(read, event)
    _same_seal(read, event, event.seal_after)
    _no_worse(read, event)
    read.go_on(
        event, hands=event.taker, place_id=None, seal=event.seal_after, condition=event.condition
    )


def _not_taken(read: _Reading, event: CustodyEvent) -> None:
    if read.offer is None:
        read.broken(BreakKind.NOT_THE_HOLDER, event)
    _answered(read, event)


def _came_back(read: _Reading, event: CustodyEvent) -> None:
    before = read.now
    if before is None or before.hands != event.giver:
        read.broken(BreakKind.NOT_THE_HOLDER, event)
    if event.words_id is None:
        read.broken(BreakKind.GAP, event)
    if event.giver.outside not in MAY_OPEN:
        _same_seal(read, event, event.seal_before)
    if event.seal_before != event.seal_after:
        read.broken(BreakKind.SEAL_DIFFERS, event)
    _no_worse(read, event)
    read.go_on(
        event, hands=event.taker, place_id=None, seal=event.seal_after, condition=event.condition
    )


def _claimed(read: _Reading, event: CustodyEvent) -> None:
    read.broken(BreakKind.NOT_THE_HOLDER, event)
    if read.offer is not None:
        read.broken(BreakKind.UNANSWERED, read.offer)
        read.offer = None
    _same_seal(read, event, event.seal_after)
    _no_worse(read, event)
    read.go_on(
        event, hands=event.taker, place_id=None, seal=event.seal_after, condition=event.condition
    )


def _stored(read: _Reading, event: CustodyEvent) -> None:
    _no_worse(read, event)
    read.go_on(event, place_id=event.place_id, condition=event.condition)


def _taken_out(read: _Reading, event: CustodyEvent) -> None:
    read.go_on(event, place_id=None)


def _sealed(read: _Reading, event: CustodyEvent) -> None:
    _same_seal(read, event, event.seal_before)
    read.go_on(event, seal=event.seal_after)


def _seal_broken(read: _Reading, event: CustodyEvent) -> None:
    _same_seal(read, event, event.seal_before)
    if event.reason == SEAL_FOUND_BROKEN:
        read.broken(BreakKind.SEAL_DIFFERS, event)
    read.go_on(event, seal="")


def _examined(read: _Reading, event: CustodyEvent) -> None:
    _same_seal(read, event, event.seal_before)
    _no_worse(read, event)
    read.go_on(event, seal=event.seal_after, condition=event.condition)


def _missed(read: _Reading, event: CustodyEvent) -> None:
    read.broken(BreakKind.GAP, event)


def _found(read: _Reading, event: CustodyEvent) -> None:
    if event.reason == IN_WRONG_PLACE:
        read.broken(BreakKind.GAP, event)


def _given_back(read: _Reading, event: CustodyEvent) -> None:
    read.go_on(event, hands=event.taker, place_id=None, seal="")


def _disposed(read: _Reading, event: CustodyEvent) -> None:
    read.close(event)


_READS: dict[EventKind, Callable[[_Reading, CustodyEvent], None]] = {
    EventKind.COLLECTED: _collected,
    EventKind.RECEIVED: _received,
    EventKind.SEALED: _sealed,
    EventKind.SEAL_BROKEN: _seal_broken,
    EventKind.OFFERED: _offered,
    EventKind.ACCEPTED: _accepted,
    EventKind.REFUSED: _not_taken,
    EventKind.TAKEN_BACK: _not_taken,
    EventKind.ACCEPTED_OUTSIDE: _accepted,
    EventKind.CAME_BACK: _came_back,
    EventKind.CLAIMED: _claimed,
    EventKind.STORED: _stored,
    EventKind.TAKEN_OUT: _taken_out,
    EventKind.EXAMINED: _examined,
    EventKind.MISSED: _missed,
    EventKind.FOUND: _found,
    EventKind.GIVEN_BACK: _given_back,
    EventKind.DISPOSED: _disposed,
}
