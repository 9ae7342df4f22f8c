"""A chain in the reader's words: the path that is drawn, and the table that says the same."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from bairn.access.terms import StaffCard
from bairn.evidence.terms import Break, Chain, CustodyEvent, EventKind, Explanation
from bairn.paper import footing
from bairn.web.desk.exhibits import drawing, path, saying
from bairn.web.desk.exhibits.drawing import Drawn, Passage, Station
from bairn.web.desk.exhibits.path import Stay

# What happened to a thing that stayed where it was and is worth a line of the drawing.
_TOLD = {
    EventKind.SEAL_BROKEN, EventKind.EXAMINED, EventKind.REFUSED, EventKind.MISSED,
    EventKind.FOUND,
}  # fmt: skip
_GIVING = {
    EventKind.ACCEPTED, EventKind.ACCEPTED_OUTSIDE, EventKind.CAME_BACK, EventKind.CLAIMED,
    EventKind.RECEIVED, EventKind.OFFERED, EventKind.REFUSED, EventKind.TAKEN_BACK,
    EventKind.GIVEN_BACK,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Who and what a chain may name to this reader."""

    staff: Mapping[uuid.UUID, StaffCard]
    places: Mapping[uuid.UUID, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One event of the table."""

    event: CustodyEvent
    what: str
    giver: str
    taker: str
    place: str
    why: str
    seal: str
    condition: str
    by: str
    breaks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One break in words, with what somebody said of it."""

    one: Break
    words: str
    explained: Explanation | None

    @property
    def key(self) -> str:
        """Which break it is, in an address or a form."""
        return f"{self.one.event}-{self.one.kind.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A chain as a page or a printed statement shows it."""

    drawn: Drawn
    rows: tuple[Row, ...]
    broken: tuple[Broken, ...]  # every break

    @property
    def breaks(self) -> tuple[str, ...]:
        """Every break in words, each once."""
        return tuple(dict.fromkeys(one.words for one in self.broken))


def tell(chain: Chain, names: Names, *, explained: Iterable[Explanation] = ()) -> Told:
    """The chain in the language that is active."""
    said = {(one.event, one.kind): one for one in explained}
    events = {one.number: one for one in chain.events}

    def why(one: Break) -> str:
        return saying.why_broken(one, events)

    return Told(
        drawn=drawing.draw(list(_path(chain, names, why))),
        rows=tuple(_row(one, chain.breaks, names, why) for one in chain.events),
        broken=tuple(
            Broken(
                one=one,
                words=f"{footing.moment(timezone.localtime(one.at))}: {why(one)}",
                explained=said.get((one.event, one.kind)),
            )
            for one in chain.breaks
        ),
    )


def _path(chain: Chain, names: Names, why: Callable[[Break], str]) -> Iterator[Passage | Station]:
    shown = path.stays(chain)
    if lost := path.unplaced(chain, shown):
        yield Passage(lines=(), breaks=tuple(map(why, lost)))
    carried: tuple[Break, ...] = ()
    for number, stay in enumerate(shown):
        if number or stay.came_by is not None:
            breaks = tuple(map(why, (*carried, *stay.breaks)))
            yield Passage(lines=tuple(_came(stay)), breaks=breaks)
        yield _station(stay, names)
        carried = stay.breaks_after
    yield from _tail(chain, shown, names, tuple(map(why, carried)))


def _came(stay: Stay) -> Iterator[str]:
    one = stay.came_by
    if one is None:
        return
    yield f"{saying.event(one.kind)} · {_moment(one.happened_at)}"
    if one.purpose:
        yield saying.code("purpose", one.purpose)
    if one.reason:
        yield saying.reason(one.reason)
    if seal := _seals(one):
        yield seal


def _station(stay: Stay, names: Names) -> Station:
    where = saying.place(stay.place_id, names.places)
    who = saying.hands(stay.hands, names.staff) if stay.hands else ""
    title = " · ".join(filter(None, [who, where])) or _("Nobody knows where")
    until = _moment(stay.until) if stay.until else _("now")
    lines = [f"{_moment(stay.since)} – {until}"]
    lines.append(f"{_seal_words(stay.seal)} · {saying.code('condition', stay.condition)}")
    lines += [
        f"{saying.event(one.kind)} · {_moment(one.happened_at)}"
        for one in stay.meanwhile
        if one.kind in _TOLD
    ]
    return Station(title=title, lines=tuple(lines), tone=_tone(stay))


def _tone(stay: Stay) -> str:
    if stay.hands.outside:
        return "outside"
    if stay.place_id:
        return "place"
    return "person" if stay.hands else "nobody"


def _tail(
    chain: Chain, shown: tuple[Stay, ...], names: Names, broken: tuple[str, ...]
) -> Iterator[Passage | Station]:
    """After the last stay: the end, an offer that waits, or a break that showed there."""
    end, offer = path.ended(chain), _open_offer(chain)
    if end is not None and (not shown or shown[-1].until is not None):
        yield Passage(lines=(f"{saying.event(end.kind)} · {_moment(end.happened_at)}",),
                      breaks=broken)  # fmt: skip
        yield Station(title=saying.event(end.kind), lines=(), tone="gone")
    elif offer is not None:
        words = _("Offered · %(when)s · not answered") % {"when": _moment(offer.happened_at)}
        yield Passage(lines=(words,), breaks=broken, waits=True)
        yield Station(title=saying.hands(offer.taker, names.staff), lines=(), tone="waits")
    elif broken:
        yield Passage(lines=(), breaks=broken)


def _open_offer(chain: Chain) -> CustodyEvent | None:
    answers = {EventKind.ACCEPTED, EventKind.REFUSED, EventKind.TAKEN_BACK,
               EventKind.ACCEPTED_OUTSIDE}  # fmt: skip
    for one in reversed(chain.events):
        if one.kind in answers:
            return None
        if one.kind is EventKind.OFFERED:
            return one
    return None


def _row(
    one: CustodyEvent, breaks: Iterable[Break], names: Names, why: Callable[[Break], str]
) -> Row:
    giving = one.kind in _GIVING
    reasons = [saying.code("purpose", one.purpose) if one.purpose else ""]
    reasons.append(saying.reason(one.reason) if one.reason else "")
    return Row(
        event=one,
        what=saying.event(one.kind),
        giver=saying.hands(one.giver, names.staff) if giving and one.giver else "",
        taker=saying.hands(one.taker, names.staff) if one.taker else "",
        place=saying.place(one.place_id, names.places),
        why=" · ".join(filter(None, reasons)),
        seal=_seals(one),
        condition=saying.code("condition", one.condition) if one.condition else "",
        by=saying.name(one.by_id, names.staff),
        breaks=tuple(why(each) for each in breaks if each.event == one.number),
    )


def _seals(one: CustodyEvent) -> str:
    """The seal before and after, once where it is the same."""
    if one.seal_before and one.seal_after and one.seal_before != one.seal_after:
        seen = {"before": one.seal_before, "after": one.seal_after}
        return _("Seal %(before)s, then %(after)s") % seen
    number = one.seal_after or one.seal_before
    return _("Seal %(number)s") % {"number": number} if number else ""


def _seal_words(number: str) -> str:
    return _("Seal %(number)s") % {"number": number} if number else _("No seal")


def _moment(when: datetime) -> str:
    """A moment on the clock of the page, short enough for a drawing and the same everywhere."""
    return timezone.localtime(when).strftime("%Y-%m-%d %H:%M")
