"""A further report becomes part of a case that is open: it adds, and takes nothing back."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn import jobs
from bairn.access import gate
from bairn.cases import actions as cases
from bairn.cases import queries as case_looks
from bairn.cases.terms import NewParticipant
from bairn.intake import actions as intake
from bairn.intake import queries as reports
from bairn.journeys import from_report
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import actions as protocols
from bairn.protocols import queries as duties
from bairn.protocols.terms import CaseFacts
from bairn.triage import actions as triage
from bairn.vault import actions as vault


@gate.act("journeys.join_report")
def join_report(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    report_id: uuid.UUID,
    people: Sequence[NewParticipant] = (),
) -> tuple[uuid.UUID, ...]:
    """Makes a report, and those joined to it, part of a case; the ids of them all.

    `people` are those of the report whom a person found to be new in the case: who is the same is
    never guessed. Refuses a closed case and whatever intake refuses.
    """
    if case_looks.case(actor=actor, at=at, case_id=case_id).closed_at is not None:
        raise Refusal("cases.closed", "This case is closed. Reopen it first.")
    card = reports.report(actor=actor, at=at, report_id=report_id)
    joined = intake.join_case(actor=actor, at=at, report_id=report_id, case_id=case_id)
    for one in joined:
        vault.move(actor=actor, at=at, report_id=one, case_id=case_id)
    if people:
        cases.add_participants(actor=actor, at=at, case_id=case_id, people=people)
        jobs.defer("conflicts.screen", case_id=case_id)
    jobs.defer("linkage.compare_files", holder_id=case_id)
    known = duties.facts_of_case(actor=actor, at=at, case_id=case_id).get(None, CaseFacts())
    news = from_report.added(known, from_report.facts(card))
    protocols.record_facts(actor=actor, at=at, case_id=case_id, facts=news)
    cases.mark(
        actor=actor,
        at=at,
        case_id=case_id,
        kind="report_joined",
        happened_at=at,
        detail={"reports": len(joined), "channel": card.channel.value},
    )
    triage.leave_queue(actor=actor, at=at, report_id=report_id)
    gate.note(report=report_id, reports=len(joined), people=len(people))
    return joined
