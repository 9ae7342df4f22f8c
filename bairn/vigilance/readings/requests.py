"""Readings of what holders are asked: unsent, running out, unanswered, not removed, come back."""

from datetime import datetime, timedelta

from bairn.preservation.terms import Counted, Kind, State, WatchedRequest
from bairn.vigilance.readings.apart import UNSENT, over, safety_late
from bairn.vigilance.readings.found import Found
from bairn.vigilance.terms.reading import CaseReading

_WAITS = frozenset({State.SENT, State.ACKNOWLEDGED, State.EXPIRED})
_GONE = (Counted.HELD, Counted.REPORT_YEAR)


def request_unsent(
    case: CaseReading, at: datetime, *, ahead: timedelta, grace: timedelta
) -> tuple[Found, ...]:
    """A letter lies unsent past its day, or what it asks for may be gone within `ahead`.

    What nobody knows counts as now, so a fresh draft has `grace`. Where a step of safety waits for
    the same letter, that step is the signal.
    """
    urgent = safety_late(case)
    found = []
    for one in case.requests:
        if one.state in UNSENT and not urgent & set(one.fulfils):
            closes = over(one, at + ahead, Counted.DATA, Counted.REPORT_YEAR)
            since = over(one, at, Counted.ASK) or (closes and max(one.drafted_at, closes - ahead))
            if since and at > one.drafted_at + grace:
                found.append(Found(since, one.reference))
    return tuple(found)


def data_runs_out(case: CaseReading, at: datetime, *, ahead: timedelta) -> tuple[Found, ...]:
    """What a holder keeps for us ends within `ahead`, neither extended nor received."""
    found = []
    for one in case.requests:
        ends = over(one, at + ahead, *_GONE) if one.state in _WAITS else None
        if ends is not None:
            found.append(Found(ends - ahead, one.reference))
    return tuple(found)


def answer_overdue(case: CaseReading, at: datetime, *, grace: timedelta) -> tuple[Found, ...]:
    """A holder owed an answer by now; a takedown has its own time."""
    found = []
    for one in case.requests:
        owed = over(one, at - grace, Counted.ANSWER) if _asked(one) else None
        if owed is not None and one.kind is not Kind.TAKEDOWN:
            found.append(Found(owed, one.reference))
    return tuple(found)


def takedown_late(case: CaseReading, at: datetime, *, within: timedelta) -> tuple[Found, ...]:
    """What was to be removed still stands, so long after it was asked for."""
    return tuple(
        Found(one.sent_at + within, one.reference)
        for one in case.requests
        if one.kind is Kind.TAKEDOWN
        and _asked(one)
        and one.sent_at is not None
        and at >= one.sent_at + within
    )


def _asked(one: WatchedRequest) -> bool:
    return one.state in (State.SENT, State.ACKNOWLEDGED)


def came_back(case: CaseReading, at: datetime, *, within: timedelta) -> tuple[Found, ...]:
    """A file that the case watches for came in again, and nobody has asked anew."""
    takedowns = [one for one in case.requests if one.kind is Kind.TAKEDOWN]
    asked = max((one.sent_at for one in takedowns if _asked(one) and one.sent_at), default=None)
    struck = [
        moment
        for moment in case.struck
        if at - within < moment <= at and (asked is None or moment > asked)
    ]
    again = [one.sent_at or one.drafted_at for one in takedowns if one.state is State.REUPLOADED]
    return (Found(min([*struck, *again])),) if struck or again else ()
