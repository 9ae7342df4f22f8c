"""Hand-overs: one with its items, those that wait for me or that I offered, and who leaves."""

import uuid
from datetime import datetime

from django.db.models import Count, Min, Q

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.supervision import kept, models
from bairn.supervision.terms import Batch, Handover, HandoverCard

MOST = 200
_OPEN = Q(finished_at__isnull=True, ended_at__isnull=True)


@gate.look("supervision.handover")
def handover(*, actor: Actor, at: datetime, case_id: uuid.UUID, handover_id: uuid.UUID) -> Handover:
    """One hand-over of the case with every item and what was said about it."""
    row = models.Handover.objects.filter(case_id=case_id, id=handover_id).first()
    if row is None:
        raise Refusal("supervision.no_handover", "There is no such hand-over.")
    return kept.handover(row)


@gate.look("supervision.handover")
def handovers_of_case(
    *, actor: Actor, at: datetime, case_id: uuid.UUID
) -> tuple[HandoverCard, ...]:
    """Every hand-over of the case that was not taken back, the latest first."""
    rows = models.Handover.objects.filter(case_id=case_id, ended_at__isnull=True)
    return kept.cards(rows.order_by("-offered_at", "-id"))


@gate.look("supervision.handovers_waiting")
def handovers_waiting(*, actor: Actor, at: datetime) -> tuple[HandoverCard, ...]:
    """Open hand-overs that one receives, gives or has offered, oldest first, at most 200."""
    mine = Q(to_staff=actor.id) | Q(from_staff=actor.id) | Q(offered_by=actor.id)
    rows = models.Handover.objects.filter(_OPEN & mine).order_by("offered_at", "id")
    found = kept.cards(rows[:MOST])
    gate.note(count=len(found))
    return found


@gate.look("supervision.handovers_waiting")
def batches(*, actor: Actor, at: datetime) -> tuple[Batch, ...]:
    """Those who leave, with how many of their cases are handed over, as far as one's reach goes."""
    rows = (
        models.Handover.objects.filter(batch_id__isnull=False)
        .values("batch_id", "from_staff", "to_staff")
        .annotate(
            offered=Min("offered_at"),
            all_cases=Count("id"),
            done=Count("id", filter=Q(finished_at__isnull=False)),
            ended=Count("id", filter=Q(ended_at__isnull=False)),
        )
        .order_by("-offered")[:MOST]
    )
    gate.note(count=len(rows))
    return tuple(
        Batch(
            id=row["batch_id"] or row["from_staff"],
            from_staff=row["from_staff"],
            to_staff=row["to_staff"],
            offered_at=row["offered"],
            cases=row["all_cases"],
            finished=row["done"],
            taken_back=row["ended"],
        )
        for row in rows
    )
