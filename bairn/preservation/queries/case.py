"""The requests of one case, one of them, and the year that platforms keep what they reported."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.intake import queries as intake
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.preservation import clock, codes, kept, marking, models, reported
from bairn.preservation.terms import Kind, ProviderYear, Request, RequestFile, State
from bairn.protocols import queries as protocols

_SOURCE_CLASS = "us_provider"  # the class whose reports start a year


@gate.look("preservation.requests")
def requests(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Request, ...]:
    """Every request of the case: first what is still open, by what is due first, then the rest."""
    rows = models.Request.objects.filter(case_id=case_id).select_related("holder")
    found = kept.requests(rows.order_by("number"), at=at)
    gate.note(count=len(found))
    return tuple(sorted(found, key=_pressing))


@gate.look("preservation.request")
def request(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, request_id: uuid.UUID
) -> RequestFile:
    """One request with everything that happened to it. Refuses one that is not of this case."""
    rows = models.Request.objects.filter(id=request_id, case_id=case_id).select_related("holder")
    row = rows.first()
    if row is None:
        raise kept.none_such()
    gate.subject(row.id)
    return RequestFile(request=kept.request(row, at=at), steps=kept.steps(row.id))


@gate.look("preservation.requests")
def provider_year(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> ProviderYear | None:
    """Until when platforms keep what is behind their reports to this case; None without any.

    However many reports there are, it is one line: the earliest ends first.
    """
    reports = intake.reports_of_case(actor=actor, at=at, case_id=case_id)
    moments = reported.by_platforms(reports)
    row = codes.book().classes[_SOURCE_CLASS]
    first = clock.report_year(row, reports=moments)
    last = clock.report_year(row, reports=moments[-1:])
    if first is None or last is None:
        return None
    ends = [clock.report_year(row, reports=[one]) for one in moments]
    return ProviderYear(
        reports=len(moments),
        first=first,
        last_until=last.until,
        ended=sum(one is not None and one.over(at) for one in ends),
    )


def _pressing(one: Request) -> tuple[bool, float, int]:
    over = one.state in (State.RECEIVED, State.REFUSED, State.NOTHING_HELD, State.WITHDRAWN)
    due = one.next.until.timestamp() if one.next else float("inf")
    return over, due, one.number


@gate.look("preservation.requests")
def removal_named(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> frozenset[str]:
    """Whom the pack of the case names for asking that content be removed; nobody without a pack."""
    try:
        duties = protocols.steps_of_case(actor=actor, at=at, case_id=case_id)
    except Refusal as no:
        if no.code != "protocols.not_started":
            raise
        return frozenset()
    asked = marking.fulfils(Kind.TAKEDOWN)
    return frozenset(who for one in duties if asked & {one.step, *one.done_by} for who in one.who)
