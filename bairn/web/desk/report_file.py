"""What the page of one report shows, read as one look: one transaction, one entry."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.digests import queries as digests
from bairn.digests.terms import Found
from bairn.intake import queries as intake
from bairn.intake.terms import ReportCard
from bairn.kernel.actor import Actor
from bairn.triage import queries as triage
from bairn.triage.terms import ProposalCard, TriageCard
from bairn.web.desk import may


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """A report as its page shows it; what a role has no part in is empty."""

    card: ReportCard
    triage: TriageCard | None = None
    leads: tuple[ProposalCard, ...] = ()  # reports that may belong to this one
    references: Mapping[uuid.UUID, str] = field(default_factory=dict)  # of reports named here
    staff: Mapping[uuid.UUID, StaffCard] = field(default_factory=dict)
    known: Mapping[uuid.UUID, tuple[Found, ...]] = field(default_factory=dict)  # by file


@gate.look("desk.report")
def read(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> ReportFile:
    """A report with its standing, what it may be joined to, and who did what to it."""
    card = intake.report(actor=actor, at=at, report_id=report_id)
    known = _known(actor, at, report_id)
    if may.off("triage.report", actor):
        return ReportFile(card=card, known=known)
    standing = triage.triage_of(actor=actor, at=at, report_id=report_id)
    leads = triage.proposals(actor=actor, at=at, report_id=report_id)
    others = {one.lead_id for one in standing.proposals} | {one.report_id for one in leads}
    others |= {card.merged_into} if card.merged_into else set()
    people = {point.by_id for point in standing.history}
    people |= {standing.lowering.proposed_by} if standing.lowering else set()
    rows = intake.by_ids(actor=actor, at=at, report_ids=sorted(others))
    return ReportFile(
        card=card,
        known=known,
        triage=standing,
        leads=leads,
        references={row.id: row.reference for row in rows},
        staff=access.staff_of(actor=actor, at=at, ids=people),
    )


def _known(
    actor: Actor, at: datetime, report_id: uuid.UUID
) -> Mapping[uuid.UUID, tuple[Found, ...]]:
    """Which files stood on a list when they came in."""
    if may.off("digests.found", actor):
        return {}
    known: dict[uuid.UUID, tuple[Found, ...]] = {}
    for one in digests.found(actor=actor, at=at, report_id=report_id):
        known[one.file_id] = (*known.get(one.file_id, ()), one)
    return known
