"""Looks at series, at proposals to join them, and at what a case is asked and told."""

import uuid
from collections import defaultdict
from datetime import datetime

from django.db import connection

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.series import kept, models
from bairn.series.terms import Answer, Proposal, ProposalPart, RelatedCase, Series

MOST = 200


@gate.look("series.series")
def series(*, actor: Actor, at: datetime, series_id: uuid.UUID) -> Series:
    """One series, with those of its members that are in one's sight, also those that left."""
    found = kept.series(models.Series.objects.filter(id=series_id))
    if not found:
        raise Refusal("series.no_series", "There is no such series in your sight.")
    gate.subject(series_id)
    return found[0]


@gate.look("series.all")
def all_series(*, actor: Actor, at: datetime) -> tuple[Series, ...]:
    """The series in one's sight, newest first, at most 200."""
    found = kept.series(models.Series.objects.order_by("-id")[:MOST])
    gate.note(count=len(found))
    return found


@gate.look("series.proposals")
def proposals(*, actor: Actor, at: datetime) -> tuple[Proposal, ...]:
    """One's own proposals, newest first: no answer and not now look alike."""
    rows = list(models.Proposal.objects.order_by("-id")[:MOST])
    told: dict[uuid.UUID, list[tuple[uuid.UUID, bool]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "select p.id, a.offence_id, a.agreed from unnest(%s::uuid[]) as p (id),"
            " series_agreed(p.id) as a order by a.offence_id",
            [[row.id for row in rows]],
        )
        for proposal, offence, agreed in cursor.fetchall():
            told[proposal].append((offence, agreed))
    gate.note(count=len(rows))
    return tuple(
        Proposal(
            id=row.id,
            reason=row.reason,
            at=row.at,
            agreed=tuple(one for one, agreed in told[row.id] if agreed),
            waiting=tuple(one for one, agreed in told[row.id] if not agreed),
        )
        for row in rows
    )


@gate.look("series.to_review")
def to_review(
    *, actor: Actor, at: datetime, case_id: uuid.UUID | None = None
) -> tuple[ProposalPart, ...]:
    """Proposals that wait for a case in one's reach, the oldest first, at most 200."""
    rows = models.ProposalPart.objects.exclude(answer=Answer.YES.value)
    if case_id is None:
        rows = rows.filter(answered_at__isnull=True)
    else:
        rows = rows.filter(case_id=case_id)
    found = tuple(
        ProposalPart(
            id=row.id,
            proposal_id=row.proposal_id,
            case_id=row.case_id,
            offence_ids=tuple(row.offence_ids),
            reason=row.reason,
            proposed_at=row.at,
            answer=Answer(row.answer) if row.answer else None,
            answered_at=row.answered_at,
        )
        for row in rows.order_by("at", "id")[:MOST]
    )
    gate.note(count=len(found))
    return found


@gate.look("series.related")
def related(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> tuple[RelatedCase, ...]:
    """Other cases of a series that have agreed, as this one has: with whom to talk."""
    rows = models.Related.objects.filter(case_id=case_id).order_by("at", "id")
    return tuple(
        RelatedCase(
            case_id=row.other_case,
            reference=row.reference,
            unit_id=row.unit_id,
            proposal_id=row.proposal_id,
            at=row.at,
        )
        for row in rows
    )
