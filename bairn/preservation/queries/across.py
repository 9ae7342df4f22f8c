"""Over many cases in one's reach: what runs out, what waits for agreement, how holders answer."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from bairn.access import gate, reach
from bairn.kernel.actor import Actor
from bairn.preservation import clock, codes, kept, models
from bairn.preservation.terms import (
    Kind,
    Quality,
    Request,
    RunningOut,
    State,
    WaitingRequest,
)

MOST = 200
MOST_ANSWERS = 5_000
_HOUR = timedelta(hours=1)
_SENT = [one.value for one in State if one not in (State.DRAFTED, State.APPROVED, State.WITHDRAWN)]


@gate.look("preservation.running_out")
def running_out(
    *,
    actor: Actor,
    at: datetime,
    until: datetime | None = None,
    kind: Kind | None = None,
    after: tuple[datetime, uuid.UUID] | None = None,
    limit: int = MOST,
) -> RunningOut:
    """Open requests in one's reach, what is due first at the front; `after` leads on.

    A supervisor's reach is the unit; others read along their own circle.
    """
    rows = models.Request.objects.filter(state__in=kept.OPEN_STATES)
    rows = _in_reach(rows, actor)
    if until is not None:
        rows = rows.filter(due_at__lt=until)
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    if after is not None:
        rows = rows.filter(due_at__gte=after[0]).exclude(due_at=after[0], id__lte=after[1])
    size = max(1, min(limit, MOST))
    page = list(rows.select_related("holder").order_by("due_at", "id")[: size + 1])
    gate.note(count=len(page[:size]))
    last = page[size - 1] if len(page) > size else None
    return RunningOut(
        requests=kept.requests(page[:size], at=at),
        next=(last.due_at, last.id) if last else None,
    )


def _in_reach(rows: QuerySet[models.Request], actor: Actor) -> QuerySet[models.Request]:
    """Driven by one's cases as plain values: those are looked up before the database asks of a row.

    A supervisor of a unit with none of it learns so without a question for each row of the house.
    """
    mine = reach.own(actor)
    with connection.cursor() as cursor:
        cursor.execute(mine.sql, mine.params)
        cases = [row[0] for row in cursor.fetchall()]
    if not cases:
        return rows.none()
    return rows.filter(
        RawSQL(
            "preservation_request.case_id = any(%s::uuid[])", [cases], output_field=BooleanField()
        )
    )


@gate.look("preservation.waiting")
def waiting(*, actor: Actor, at: datetime) -> tuple[WaitingRequest, ...]:
    """Drafts in one's reach whose ground needs an agreement, oldest first, at most 200."""
    bases = codes.book().bases
    needing = [one.id for one in bases.values() if one.needs]
    rows = models.Request.objects.filter(state=State.DRAFTED.value, basis__in=needing)
    rows = _in_reach(rows, actor)
    page = rows.select_related("holder").order_by("drafted_at", "id")[:MOST]
    found = tuple(
        WaitingRequest(request=one, needs=bases[one.basis].needs)
        for one in kept.requests(page, at=at)
    )
    gate.note(count=len(found))
    return found


@gate.look("preservation.quality")
def quality(*, actor: Actor, at: datetime) -> tuple[Quality, ...]:
    """How each holder answers what was sent in one's reach, by the latest 5,000 requests.

    Holders whose names are sealed with their cases are counted by class.
    """
    rows = models.Request.objects.filter(sent_at__isnull=False, state__in=_SENT)
    rows = _in_reach(rows, actor)
    groups: dict[tuple[uuid.UUID | None, str, str], list[Request]] = defaultdict(list)
    page = rows.select_related("holder").order_by("-sent_at", "-id")[:MOST_ANSWERS]
    for one in kept.requests(page, at=at):
        groups[one.holder_id, one.holder_class, one.holder_name].append(one)
    found = [_quality(*key, group, at) for key, group in groups.items()]
    gate.note(count=len(found))
    return tuple(sorted(found, key=lambda one: (-one.asked, one.holder_class, one.name)))


def _quality(
    holder_id: uuid.UUID | None,
    holder_class: str,
    name: str,
    group: Sequence[Request],
    at: datetime,
) -> Quality:
    states = [one.state for one in group]
    receipts = [_hours(one.sent_at, one.acknowledged_at) for one in group]
    answers = [_hours(one.sent_at, one.answered_at) for one in group]
    return Quality(
        holder_id=holder_id,
        holder_class=holder_class,
        name=name,
        asked=len(group),
        acknowledged=sum(one.acknowledged_at is not None for one in group),
        received=states.count(State.RECEIVED) + states.count(State.REMOVED),
        refused=states.count(State.REFUSED),
        nothing_held=states.count(State.NOTHING_HELD),
        late=sum(_late(one, at) for one in group),
        hours_to_acknowledge=_median(receipts),
        hours_to_answer=_median(answers),
    )


def _late(one: Request, at: datetime) -> bool:
    """Whether the first word came after the time that the ground gives, or has not come by now."""
    if one.sent_at is None:
        return False
    book = codes.book()
    due = clock.after(
        one.sent_at, book.bases[one.basis].answers or book.clocks.answers[one.kind].span
    )
    said = [when for when in (one.answered_at, _receipt(one)) if when]
    return min(said, default=at) > due


def _receipt(one: Request) -> datetime | None:
    """A receipt answers what asks for nothing more than to be kept."""
    return one.acknowledged_at if one.kind in clock.KEPT else None


def _hours(start: datetime | None, end: datetime | None) -> float | None:
    return None if start is None or end is None else max(end - start, timedelta()) / _HOUR


def _median(hours: Sequence[float | None]) -> float | None:
    known = [one for one in hours if one is not None]
    return round(median(known), 1) if known else None
