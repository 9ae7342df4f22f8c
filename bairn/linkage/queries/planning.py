"""Plans and traces of a case, and with whom to talk."""

import uuid
from datetime import datetime

from bairn.access import gate, reach
from bairn.kernel.actor import Actor
from bairn.linkage import kept, models
from bairn.linkage.terms.judging import Plan, Talk, Trace

MOST = 200


@gate.look("linkage.plans")
def plans(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Plan, ...]:
    """What this case plans and planned, the next first."""
    rows = models.Plan.objects.filter(holder_id=case_id).order_by("-until_at", "id")[:MOST]
    return tuple(map(kept.plan, rows))


@gate.look("linkage.talks")
def talks(*, actor: Actor, at: datetime, case_id: uuid.UUID | None = None) -> tuple[Talk, ...]:
    """With whom to talk before acting: of one case, or what waits in all of one's reach."""
    rows = models.Talk.objects.order_by("-found_at", "id")
    if case_id is not None:
        rows = rows.filter(holder_id=case_id)
    else:
        rows = rows.filter(holder_id__in=reach.own(actor), talked_at__isnull=True)
    found = tuple(
        Talk(
            id=row.id,
            case_id=row.holder_id,
            plan_id=row.plan_id,
            with_unit=row.with_unit,
            with_staff=row.with_staff,
            found_at=row.found_at,
            outcome=row.outcome,
            talked_at=row.talked_at,
        )
        for row in rows[:MOST]
    )
    gate.note(count=len(found))
    return found


@gate.look("linkage.traces")
def traces(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[Trace, ...]:
    """The identifiers of a case whose owner is not known, the newest first; values stay sealed."""
    rows = models.Trace.objects.filter(holder_id=case_id).order_by("-at", "-id")[:MOST]
    return tuple(
        Trace(
            id=row.id,
            subject_id=row.subject_id,
            kind=row.kind,
            source=row.source,
            about=row.about,
            by_id=row.by_id,
            at=row.at,
        )
        for row in rows
    )
