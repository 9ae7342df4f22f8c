"""A report comes in: from a form, a file, or a partner."""

import uuid
from datetime import datetime

from bairn import jobs
from bairn.access import gate
from bairn.intake import acceptance, entering, known_files
from bairn.intake.models import File, Report
from bairn.intake.terms import Receipt, ReportDraft, ReportState
from bairn.kernel.actor import Actor


@gate.act("intake.receive")
def receive(
    *,
    actor: Actor,
    at: datetime,
    draft: ReportDraft,
    sending_key: str = "",
    unit_id: uuid.UUID | None = None,
) -> Receipt:
    """Take in a report, however thin; names and words are sealed before this returns.

    `sending_key` is random and the sender's own: the same key again gives the same receipt, with
    its code. Without `unit_id` an officer's unit, the platform's or the pack's takes it. Raises
    Refusal for codes that no vocabulary holds (see `acceptance.accept`), and intake.no_unit.
    """
    receipt = entering.enter(
        actor=actor,
        at=at,
        draft=acceptance.accept(draft),
        state=ReportState.RECEIVED,
        unit_id=unit_id,
        sending_key=sending_key,
    )
    if not receipt.repeated:
        jobs.defer("triage.assess", report_id=receipt.report_id)
    return receipt


@gate.act("intake.compare_files")
def compare_files(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> int:
    """Compare the files of a report whose sender reads no list; how many facts that adds."""
    report = Report.objects.select_for_update().get(id=report_id)
    files = File.objects.filter(report_id=report_id).order_by("received_at", "id")
    added = known_files.add_facts(report, files, actor=actor, at=at)
    if added:
        jobs.defer("triage.assess", report_id=report_id)
    gate.note(facts=added)
    return added
