"""What the house reads of all requests, so that nothing runs out unseen: codes and moments."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Q

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.preservation import kept, marking, models
from bairn.preservation.terms import DueCount, Kind, Request, State, WatchedRequest, WatchPage

MOST = 2_000
MOST_CASES = 1_000
_UNSENT = [State.DRAFTED.value, State.APPROVED.value]


@gate.look("preservation.watch")
def preservation_watch(
    *, actor: Actor, at: datetime, after: uuid.UUID | None = None, limit: int = 1000
) -> WatchPage:
    """Open requests of the whole house with ids past `after`, and what is due first of each."""
    size = max(1, min(limit, MOST))
    rows = models.Request.objects.filter(state__in=kept.OPEN_STATES).select_related("holder")
    if after is not None:
        rows = rows.filter(id__gt=after)
    page = kept.requests(rows.order_by("id")[:size], at=at)
    gate.note(count=len(page))
    return WatchPage(
        requests=tuple(map(_watched, page)),
        next=page[-1].id if len(page) == size else None,
    )


@gate.look("preservation.watched_across")
def watched_across(
    *, actor: Actor, at: datetime, case_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[WatchedRequest, ...]]:
    """The open requests of each of these cases, at most 1,000 of them, in one question."""
    asked = list(dict.fromkeys(case_ids))[:MOST_CASES]
    rows = models.Request.objects.filter(case_id__in=asked, state__in=kept.OPEN_STATES)
    found: dict[uuid.UUID, list[WatchedRequest]] = defaultdict(list)
    for one in kept.requests(rows.select_related("holder").order_by("id"), at=at):
        found[one.case_id].append(_watched(one))
    gate.note(cases=len(found))
    return {case_id: tuple(several) for case_id, several in found.items()}


def _watched(one: Request) -> WatchedRequest:
    return WatchedRequest(
        request_id=one.id,
        case_id=one.case_id,
        kind=one.kind,
        state=one.state,
        drafted_at=one.drafted_at,
        sent_at=one.sent_at,
        due_at=one.next.until if one.next else None,
        counted=one.next.counted.value if one.next else "",
        reference=one.reference,
        readings=one.readings,
        fulfils=marking.wanted(one),
    )


@gate.look("preservation.due_counts")
def due_counts(*, actor: Actor, at: datetime) -> tuple[DueCount, ...]:
    """How many requests of each kind and class are open, and how many of them are due when."""
    rows = (
        models.Request.objects.filter(state__in=kept.OPEN_STATES)
        .values("kind", "holder_class")
        .annotate(
            open=Count("id"),
            unsent=Count("id", filter=Q(state__in=_UNSENT)),
            over=_due_by(at, timedelta()),
            day=_due_by(at, timedelta(days=1)),
            week=_due_by(at, timedelta(days=7)),
        )
        .order_by("kind", "holder_class")
    )
    found = tuple(
        DueCount(
            kind=Kind(row["kind"]),
            holder_class=row["holder_class"],
            open=row["open"],
            unsent=row["unsent"],
            over=row["over"],
            day=row["day"],
            week=row["week"],
        )
        for row in rows
    )
    gate.note(count=len(found))
    return found


def _due_by(at: datetime, span: timedelta) -> Count:
    return Count("id", filter=Q(due_at__lte=at + span))
