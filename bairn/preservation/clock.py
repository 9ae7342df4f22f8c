"""How long what was asked for still lives, and when somebody owes the next step.

Every reading is made of moments and the catalogue; nothing about a person. What nobody knows counts
as now. A moment that has passed never says "do not ask": it says "ask all the same".
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bairn.kernel.periods import Bounds, Counting, LocalClock, Span, due_after
from bairn.preservation.terms.book import Book, HolderClass, LegalBasis
from bairn.preservation.terms.coded import Counted, Kind, State
from bairn.preservation.terms.reading import Moments, Reading

_CLOCK = LocalClock(ZoneInfo("UTC"))  # real time: no change of the hour moves anything
_UNSENT = frozenset({State.DRAFTED, State.APPROVED})
_WAITS = frozenset({State.SENT, State.ACKNOWLEDGED})
KEPT = frozenset({Kind.PRESERVE, Kind.HOLD_RECORD})


def after(moment: datetime, span: Span) -> datetime:
    """`span` of real time after `moment`, in UTC."""
    return due_after(moment, span, counting=Counting.CLOCK, clock=_CLOCK)


def data_lives(row: HolderClass, *, period: Bounds, at: datetime) -> Reading:
    """Until when the first of it lives: what was recorded first is overwritten first."""
    if row.lives is None or period.earliest is None:
        return Reading(counted=Counted.DATA, from_at=at, until=at, source=row.source, now=True)
    first = period.earliest
    return Reading(
        counted=Counted.DATA, from_at=first, until=after(first, row.lives), source=row.source
    )


def held(basis: LegalBasis, *, known: Moments) -> Reading | None:
    """Until when the holder keeps it for us; counted from when the letter left, the safer side."""
    if known.sent_at is None or known.kind not in KEPT or basis.holds is None:
        return None
    until = known.held_until or extended(basis, sent_at=known.sent_at, times=known.extended)
    return Reading(counted=Counted.HELD, from_at=known.sent_at, until=until, source=basis.source)


def extended(basis: LegalBasis, *, sent_at: datetime, times: int) -> datetime:
    """Until when it is kept after so many extensions; each runs from the end before it."""
    if basis.holds is None:
        return sent_at.astimezone(UTC)
    until = after(sent_at, basis.holds)
    for _ in range(min(times, basis.times)):
        until = after(until, basis.again or basis.holds)
    return until


def extension_due(book: Book, basis: LegalBasis, *, known: Moments) -> Reading | None:
    """By when the extension should have left; None where there is none to be had."""
    kept = held(basis, known=known)
    if kept is None or known.extended >= basis.times:
        return None
    before = book.clocks.extend_before
    until = max(kept.until - (after(kept.until, before.span) - kept.until), kept.from_at)
    return Reading(counted=Counted.EXTEND, from_at=kept.from_at, until=until, source=before.source)


def answer_due(book: Book, basis: LegalBasis, *, known: Moments) -> Reading | None:
    """By when the holder owes an answer, by the basis or else by our own default."""
    if known.sent_at is None:
        return None
    ours = book.clocks.answers[known.kind]
    span, source = (basis.answers, basis.source) if basis.answers else (ours.span, ours.source)
    until = after(known.sent_at, span)
    return Reading(counted=Counted.ANSWER, from_at=known.sent_at, until=until, source=source)


def second_route(book: Book, *, known: Moments) -> Reading | None:
    """When to try another way where an emergency has no receipt by the last one."""
    if known.kind is not Kind.EMERGENCY or known.sent_at is None or known.acknowledged_at:
        return None
    term, last = book.clocks.second_route, known.tried_at or known.sent_at
    return Reading(
        counted=Counted.SECOND_ROUTE,
        from_at=last,
        until=after(last, term.span),
        source=term.source,
    )


def report_year(row: HolderClass, *, reports: Sequence[datetime]) -> Reading | None:
    """Until when the platform keeps what is behind its reports: the earliest counts."""
    if row.report_year is None or not reports:
        return None
    first = min(reports)
    term = row.report_year
    until = after(first, term.span)
    return Reading(counted=Counted.REPORT_YEAR, from_at=first, until=until, source=term.source)


def readings(
    book: Book, *, row: HolderClass, basis: LegalBasis, known: Moments, at: datetime
) -> tuple[Reading, ...]:
    """Every clock that counts for the request as it stands, the one that ends first at the front.

    Nothing counts any more for what has come, was refused or was taken back.
    """
    found: list[Reading | None] = []
    if known.state in _UNSENT:
        asked = after(known.drafted_at, book.clocks.ask_by.span)
        found = [
            data_lives(row, period=known.period, at=known.drafted_at),
            Reading(
                counted=Counted.ASK,
                from_at=known.drafted_at,
                until=asked,
                source=book.clocks.ask_by.source,
            ),
        ]
    elif known.state in _WAITS:
        found = [extension_due(book, basis, known=known), held(basis, known=known)]
        if known.state is State.SENT or known.kind not in KEPT:
            found += [answer_due(book, basis, known=known), second_route(book, known=known)]
    elif known.state is State.REUPLOADED:
        found = [Reading(counted=Counted.ASK, from_at=at, until=at, source=basis.source, now=True)]
    if known.state in _UNSENT | _WAITS:
        found.append(report_year(row, reports=known.reports))
    return tuple(sorted((one for one in found if one), key=lambda one: one.until))


def standing(state: State, *, basis: LegalBasis, known: Moments, at: datetime) -> State:
    """Where it stands now: what is no longer kept for us has expired, though nobody wrote it."""
    kept = held(basis, known=known)
    over = kept is not None and state in _WAITS and kept.over(at)
    return State.EXPIRED if over else state
