"""Looks at leads: ranked with their reasons, clustered, judged."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.series import grouping, judging, kept, models, ranking
from bairn.series.engine import weights
from bairn.series.terms import Changes, Clusters, Judgement, Lead, Ranked

NOTHING_CHANGED = Changes()


@gate.look("series.ranked")
def ranked(*, actor: Actor, at: datetime, offence_id: uuid.UUID, k: int = 10) -> Ranked:
    """The leads of one offence among all in one's sight, the strongest first, at most 50."""
    found = ranking.ranked(kept.known(), offence_id, weights.load(), most=k)
    gate.subject(offence_id)
    gate.note(count=len(found.leads), among=found.among)
    return found


@gate.look("series.lead")
def lead(*, actor: Actor, at: datetime, offence_id: uuid.UUID, other_id: uuid.UUID) -> Lead:
    """Any two offences in one's sight item by item, also where no lead is made of them any more."""
    found = ranking.lead(kept.known(), offence_id, other_id, weights.load())
    gate.subject(offence_id)
    gate.note(other=other_id)
    return found


@gate.look("series.clusters")
def clusters(
    *,
    actor: Actor,
    at: datetime,
    threshold: float,
    changes: Changes = NOTHING_CHANGED,
) -> Clusters:
    """Clusters among all in one's sight, and what a change would make of them; nothing is kept."""
    found = grouping.clusters(kept.known(), weights.load(), threshold=threshold, changes=changes)
    gate.note(clusters=len(found.clusters), changed=changes != NOTHING_CHANGED)
    return found


@gate.look("series.judgements")
def judgements(
    *, actor: Actor, at: datetime, offence_id: uuid.UUID, other_id: uuid.UUID
) -> tuple[Judgement, ...]:
    """Everything that was said of a lead, the latest first."""
    low, high = judging.pair(offence_id, other_id)
    kept.seen([low, high])
    rows = models.Judgement.objects.filter(low_id=low, high_id=high).order_by("-at", "-id")
    return kept.judgements(rows)
