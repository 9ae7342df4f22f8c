"""What the house reads of all requests, so that nothing runs out unseen: codes and moments."""

import uuid
from datetime import datetime, timedelta

from django.db.models import Count, Q

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.preservation import kept, models
from bairn.preservation.terms import DueCount, Kind, State, WatchedRequest, WatchPage

MOST = 2_000
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
        requests=tuple(
            WatchedRequest(
                request_id=one.id,
                case_id=one.case_id,
                kind=one.kind,
                state=one.state,
                drafted_at=one.drafted_at,
                sent_at=one.sent_at,
                due_at=one.next.until if one.next else None,
                counted=one.next.counted.value if one.next else "",
            )
            for one in page
        ),
        next=page[-1].id if len(page) == size else None,
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
