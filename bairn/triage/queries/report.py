"""One report: where it stands, how it came there, what is open about it."""

import uuid
from datetime import datetime

from django.db.models import QuerySet

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.triage import kept, models
from bairn.triage.actions.banding import reasons
from bairn.triage.terms import (
    Band,
    LoweringCard,
    PoliceBandCard,
    ProposalCard,
    ProposalKind,
    TriageCard,
)

MOST_HISTORY = 50
MOST_PROPOSALS = 200


@gate.look("triage.report")
def triage_of(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> TriageCard:
    """Everything triage says of one report; the history holds the latest 50 assessments."""
    rows = models.Assessment.objects.filter(report_id=report_id).order_by("-number")
    history = tuple(kept.standpoint(row) for row in rows[:MOST_HISTORY])
    given = models.PoliceBand.objects.filter(report_id=report_id).order_by("-given_at", "-id")
    return TriageCard(
        now=history[0] if history else None,
        history=history,
        lowering=_lowering(report_id),
        proposals=_proposals(models.Proposal.objects.filter(report_id=report_id)),
        police_bands=tuple(
            PoliceBandCard(scheme=row.scheme, band=row.band, given_at=row.given_at)
            for row in given[:MOST_HISTORY]
        ),
    )


@gate.look("triage.proposals")
def proposals(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> tuple[ProposalCard, ...]:
    """The reports that may belong to this one, which leads them; at most 200, earliest first."""
    return _proposals(models.Proposal.objects.filter(lead_id=report_id))


@gate.look("triage.waiting_for_second")
def waiting_for_second(*, actor: Actor, at: datetime) -> tuple[LoweringCard, ...]:
    """Wishes to lower a report in one's reach that a second person has to answer, oldest first."""
    rows = models.Lowering.objects.filter(confirmed_at__isnull=True, dropped_at__isnull=True)
    found = tuple(_wish(row) for row in rows.order_by("proposed_at", "id")[:MOST_PROPOSALS])
    gate.note(count=len(found))
    return found


def _proposals(rows: QuerySet[models.Proposal]) -> tuple[ProposalCard, ...]:
    still = rows.filter(decision="").order_by("found_at", "id")[:MOST_PROPOSALS]
    return tuple(
        ProposalCard(
            id=row.id,
            report_id=row.report_id,
            lead_id=row.lead_id,
            kind=ProposalKind(row.kind),
            found_at=row.found_at,
        )
        for row in still
    )


def _lowering(report_id: uuid.UUID) -> LoweringCard | None:
    row = models.Lowering.objects.filter(
        report_id=report_id, confirmed_at__isnull=True, dropped_at__isnull=True
    ).first()
    return None if row is None else _wish(row)


def _wish(row: models.Lowering) -> LoweringCard:
    return LoweringCard(
        id=row.id,
        report_id=row.report_id,
        from_band=Band(row.from_band),
        to_band=Band(row.to_band),
        reason=reasons()[row.reason],
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
    )
