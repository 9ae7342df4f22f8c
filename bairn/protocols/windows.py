"""How long evidence and medicine can be had, counted from last contact, never from the report.

A window never says "do not collect": past the longest published limit a clinician decides, and
a time nobody knows keeps the window open (facts 0.1 to 0.3; Victoria's table, Thackeray 2011).
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bairn.kernel.periods import Bounds
from bairn.protocols import deadlines, facts, triggers, wording
from bairn.protocols.terms import (
    CaseFacts,
    Happened,
    Modifier,
    Pack,
    Text,
    Truth,
    Visit,
    Window,
    WindowKind,
    WindowNow,
    WindowState,
)

ORDER = (
    WindowState.URGENT,
    WindowState.OPEN,
    WindowState.NOT_YET,
    WindowState.CLINICIAN_DECIDES,
    WindowState.ASK_HOLDER,
)


def windows_now(
    pack: Pack,
    case_facts: CaseFacts,
    happened: Sequence[Happened],
    *,
    at: datetime,
    about: uuid.UUID | None = None,
) -> tuple[WindowNow, ...]:
    """Every window of the pack that is not ruled out for these facts, most urgent first."""
    known = facts.with_derived(case_facts, pack.thresholds)
    past = tuple(one for one in happened if one.at <= at)
    seen = {one.kind for one in past} | {one.step for one in past if one.step}
    rows = [
        _now(window, pack, known, past, seen, at=at, about=about)
        for window in pack.windows
        if _applies(window.kind, triggers.holds(window.applies, known, seen))
    ]
    return tuple(sorted(rows, key=_urgency))


def closing_first(rows: Iterable[WindowNow]) -> WindowNow | None:
    """The open window whose urgent time, or else whose longest limit, ends first."""
    return next(iter(closing(rows)), None)


def closing(rows: Iterable[WindowNow]) -> tuple[WindowNow, ...]:
    """Every open window that ends at all, the one that ends first at the beginning."""
    ending = [(end, row) for row in rows if (end := ends_at(row)) is not None]
    return tuple(row for _, row in sorted(ending, key=lambda pair: pair[0]))


def ends_at(row: WindowNow) -> datetime | None:
    """When the urgent time of an open window ends, or else its longest limit; None for never."""
    if row.state is WindowState.URGENT:
        return row.urgent_until.latest
    return row.collect_until.latest if row.state is WindowState.OPEN else None


def _applies(kind: WindowKind, answer: Truth) -> bool:
    # In doubt the body's windows stay; a recording has to be spoken of before it can be asked for.
    return answer is Truth.YES if kind is WindowKind.DIGITAL else answer is not Truth.NO


def _urgency(row: WindowNow) -> tuple[int, float]:
    left = row.hours_left_urgent if row.state is WindowState.URGENT else row.hours_left
    return ORDER.index(row.state), float("inf") if left is None else left


def _now(
    window: Window,
    pack: Pack,
    known: CaseFacts,
    past: Sequence[Happened],
    seen: set[str],
    *,
    at: datetime,
    about: uuid.UUID | None,
) -> WindowNow:
    contact = deadlines.anchored(window.anchor, pack, known, past)
    active = tuple(
        one for one in window.modifiers if triggers.holds(one.when, known, seen) is not Truth.NO
    )
    return _row(window, active, contact, wording.why_window(window, pack, contact), at, about)


def _row(
    window: Window,
    active: Sequence[Modifier],
    contact: Bounds,
    why: Text,
    at: datetime,
    about: uuid.UUID | None,
) -> WindowNow:
    collect_h = longest(window, active)
    urgent_until = _after(contact, window.urgent_until_h)
    collect_until = _after(contact, collect_h)
    opens = _after(contact, window.opens_h) if window.opens_h else Bounds()
    return WindowNow(
        window=window.id,
        kind=window.kind,
        subject=window.subject,
        title=window.title,
        advice=window.advice,
        state=state_of(window.kind, opens, urgent_until, collect_until, at=at),
        anchor=window.anchor,
        contact=contact,
        opens_at=opens.earliest or opens.latest,
        urgent_until=urgent_until,
        collect_until=collect_until,
        no_upper_limit=collect_h is None,
        at=at,
        hours_left_urgent=deadlines.hours_until(urgent_until.latest, at),
        hours_left=deadlines.hours_until(collect_until.latest, at),
        ask_clinician=_asks_clinician(window, contact, collect_until, at),
        why=why,
        notes=tuple(one.note for one in active),
        limits=window.limits,
        visits=_visits(window, contact),
        source=window.source,
        check_locally=window.source.check_locally,
        about=about,
    )


def longest(window: Window, active: Sequence[Modifier] = ()) -> int | None:
    """The longest limit in hours that holds for a person; None when one of them sets none."""
    limit = window.collect_until_h
    for modifier in active:
        if limit is None or modifier.collect_until_h is None:
            continue
        limit = max(limit, modifier.collect_until_h)
    return limit


def state_of(
    kind: WindowKind,
    opens: Bounds,
    urgent_until: Bounds,
    collect_until: Bounds,
    *,
    at: datetime,
) -> WindowState:
    """The most open state that any moment within the bounds would give."""
    opens_at = opens.earliest or opens.latest
    if opens.earliest is not None and opens_at is not None and at < opens_at:
        return WindowState.NOT_YET
    if urgent_until.latest is not None and at <= urgent_until.latest:
        return WindowState.URGENT
    if collect_until.latest is None or at <= collect_until.latest:
        return WindowState.OPEN
    digital = kind is WindowKind.DIGITAL
    return WindowState.ASK_HOLDER if digital else WindowState.CLINICIAN_DECIDES


def _asks_clinician(window: Window, contact: Bounds, collect_until: Bounds, at: datetime) -> bool:
    if window.kind is WindowKind.DIGITAL:
        return False
    if contact.latest is None:
        return True  # how long ago is unknown: the window stays open and a clinician is asked
    return collect_until.latest is not None and at > collect_until.latest


def _after(contact: Bounds, hours: int | None) -> Bounds:
    if hours is None:
        return Bounds()
    return contact.moved(lambda moment: moment + timedelta(hours=hours))


def _visits(window: Window, contact: Bounds) -> tuple[Visit, ...]:
    first, last = contact.earliest or contact.latest, contact.latest or contact.earliest
    if first is None or last is None:
        return ()
    return tuple(
        Visit(first + timedelta(hours=start), last + timedelta(hours=end))
        for start, end in window.visits_h
    )
