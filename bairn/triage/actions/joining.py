"""Reports that may be one: found by the rules, joined or kept apart by a person."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from bairn.access import gate
from bairn.intake import actions as intake_actions
from bairn.intake import queries as intake
from bairn.intake.terms import ReportCard
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.triage import changing, duplicates, kept, models, projection
from bairn.triage.terms import (
    Cause,
    DismissReason,
    ProposalKind,
    Standpoint,
    Together,
    Traces,
)
from bairn.vault.queries import lookup
from bairn.vault.terms import TokenKind


@gate.act("triage.find_duplicates")
def find_duplicates(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> int:
    """Proposes to join this report to others; how many proposals are new.

    The same content or the same number of a platform, and bursts about one account. What a person
    kept apart is not proposed again.
    """
    card = intake.report(actor=actor, at=at, report_id=report_id)
    found = [*_same(actor, at, card), *_bursts(actor, at, card)]
    before = models.Proposal.objects.count() if found else 0
    models.Proposal.objects.bulk_create(_rows(found, at), ignore_conflicts=True)
    new = models.Proposal.objects.count() - before if found else 0
    gate.note(count=new)
    return new


@gate.act("triage.merge")
def merge(*, actor: Actor, at: datetime, report_id: uuid.UUID, into: uuid.UUID) -> Standpoint:
    """Joins a report to the one that leads; its links are kept and the lead stands as high.

    Refuses a lead that is in a case already (add the report to the case instead), and whatever
    intake refuses.
    """
    lead = intake.report(actor=actor, at=at, report_id=into)
    if lead.case_id is not None:
        raise Refusal(
            "triage.lead_in_case", "That report is in a case already: add this one to the case."
        )
    intake_actions.merge(actor=actor, at=at, report_id=report_id, into=into)
    _decide(report_id, into, decision="merged", reason="", by=actor.id, at=at)
    _show(actor, at, report_id)
    point = _settle_lead(actor, at, lead)
    gate.note(into=into, band=point.band.name.lower())
    return point


@gate.act("triage.unmerge")
def unmerge(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    """Takes a report out again: it stands by itself as before. The lead is not lowered by it."""
    intake_actions.unmerge(actor=actor, at=at, report_id=report_id)
    joined = models.Proposal.objects.filter(report_id=report_id, decision="merged")
    joined.update(decision="", decided_by=None, decided_at=None)
    _show(actor, at, report_id)


@gate.act("triage.dismiss")
def dismiss_proposal(
    *, actor: Actor, at: datetime, report_id: uuid.UUID, lead_id: uuid.UUID, reason: DismissReason
) -> None:
    """Says that two reports are not the same; it sticks, whatever turns up of the same kind."""
    if not _decide(report_id, lead_id, "dismissed", reason.value, by=actor.id, at=at):
        raise Refusal("triage.no_proposal", "Nobody proposes to join these reports.")
    gate.note(lead=lead_id, reason=reason.value)


@gate.act("triage.leave_queue")
def leave_queue(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    """Writes the report's place anew, as when it became part of a case and waits no longer."""
    _show(actor, at, report_id)


def _same(actor: Actor, at: datetime, card: ReportCard) -> tuple[Together, ...]:
    """Only what is equal comes back, so a mark of equality stands for the digest itself."""
    new = Traces(
        report_id=card.id, received_at=card.received_at, content=b"=", platform_report=b"="
    )
    others = [
        Traces(
            report_id=one.report_id,
            received_at=one.received_at,
            content=b"=" if one.kind == ProposalKind.SAME_CONTENT else None,
            platform_report=b"=" if one.kind == ProposalKind.SAME_PLATFORM_REPORT else None,
        )
        for one in intake.same_sending(actor=actor, at=at, report_id=card.id)
    ]
    return duplicates.same(new, others)


def _bursts(actor: Actor, at: datetime, card: ReportCard) -> tuple[Together, ...]:
    if card.case_id is not None:
        return ()  # its people stand in the case by now
    shared = lookup.sharing(
        actor=actor, at=at, report_id=card.id, kinds=frozenset({TokenKind.ACCOUNT})
    )
    accounts: dict[uuid.UUID, set[bytes]] = defaultdict(set)
    for one in shared.within_reach:
        accounts[one.holder_id].add(one.token)
    rows = intake.by_ids(actor=actor, at=at, report_ids=list(accounts))
    traces = [
        Traces(
            report_id=row.id,
            received_at=row.received_at,
            accounts=frozenset(accounts[row.id]),
        )
        for row in rows
    ]
    every = frozenset(token for tokens in accounts.values() for token in tokens)
    new = Traces(report_id=card.id, received_at=card.received_at, accounts=every)
    return duplicates.bursts(new, traces)


def _rows(found: Iterable[Together], at: datetime) -> list[models.Proposal]:
    return [
        models.Proposal(
            report_id=other, lead_id=one.lead, kind=one.kind.value, found_at=at, decision=""
        )
        for one in found
        for other in one.others
    ]


def _decide(
    report_id: uuid.UUID,
    lead_id: uuid.UUID,
    decision: str,
    reason: str,
    *,
    by: uuid.UUID,
    at: datetime,
) -> int:
    """Closes what is proposed between two reports; how many proposals that were."""
    open_ones = models.Proposal.objects.filter(report_id=report_id, lead_id=lead_id, decision="")
    return open_ones.update(decision=decision, reason=reason, decided_by=by, decided_at=at)


def _show(actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    card = intake.report(actor=actor, at=at, report_id=report_id)
    projection.enter(card, at=at)
    projection.lock(report_id)
    projection.show(card, kept.latest(report_id), at=at)


def _settle_lead(actor: Actor, at: datetime, lead: ReportCard) -> Standpoint:
    projection.enter(lead, at=at)
    projection.lock(lead.id)
    found = changing.by_rules(lead, at=at)
    standing = changing.after_rules(kept.latest(lead.id), found)
    return changing.settle(lead, found, standing, cause=Cause.MERGED, at=at, by=actor.id)
