"""Reports that are one, and reports that become part of a case. No link is ever lost."""

import uuid
from datetime import datetime

from bairn.access import circles, gate
from bairn.intake.models import Addition, Report
from bairn.intake.terms import ReportState
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal


@gate.act("intake.merge")
def merge(*, actor: Actor, at: datetime, report_id: uuid.UUID, into: uuid.UUID) -> None:
    """Join a report to the one that leads; it keeps everything of its own.

    Raises Refusal intake.merge_self, intake.merge_state, intake.merge_lead, intake.merge_case,
    access.reach.
    """
    if report_id == into:
        raise Refusal("intake.merge_self", "A report cannot be joined to itself.", field="into")
    rows = _held(report_id, into)
    report, lead = rows[report_id], rows[into]
    if report.state != ReportState.RECEIVED or lead.state != ReportState.RECEIVED:
        raise Refusal(
            "intake.merge_state",
            "Both must have been received, and neither may be joined to another report already.",
        )
    if report.case_id is not None:
        raise Refusal("intake.merge_case", "This report is part of a case: join it the other way.")
    if Report.objects.filter(merged_into=report_id).exists():
        raise Refusal(
            "intake.merge_lead", "Others are joined to this report: let it lead, or part them."
        )
    Report.objects.filter(id=report_id).update(state=ReportState.MERGED.value, merged_into=into)
    gate.note(into=into)


@gate.act("intake.unmerge")
def unmerge(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    """Take a report out again; it stands by itself as before.

    Raises Refusal intake.not_merged, and intake.merge_case once both are part of a case.
    """
    report = _held(report_id)[report_id]
    if report.state != ReportState.MERGED:
        raise Refusal("intake.not_merged", "This report is not joined to another.")
    if report.case_id is not None:
        raise Refusal("intake.merge_case", "Both reports are part of a case by now.")
    if report.merged_into is not None:
        gate.note(lead=report.merged_into)
    Report.objects.filter(id=report_id).update(state=ReportState.RECEIVED.value, merged_into=None)


@gate.act("intake.join_case")
def join_case(
    *, actor: Actor, at: datetime, report_id: uuid.UUID, case_id: uuid.UUID
) -> tuple[uuid.UUID, ...]:
    """Make a report, and those that were joined to it, part of a case; the ids of them all.

    Their words and people follow by `vault.move` for each id, within the same transaction. Raises
    Refusal intake.join_state, intake.join_twice, access.reach.
    """
    report = _held(report_id)[report_id]
    if report.case_id is not None:
        raise Refusal("intake.join_twice", "This report is part of a case already.")
    if report.state != ReportState.RECEIVED:
        raise Refusal(
            "intake.join_state", "Only a report that was received and leads can join a case."
        )
    followers = Report.objects.filter(merged_into=report_id).order_by("id").select_for_update()
    joined = (report_id, *(row.id for row in followers.only("id")))
    Report.objects.filter(id__in=joined).update(case_id=case_id, case_from=at)
    Addition.objects.filter(report_id__in=joined).update(case_id=case_id)
    for one in joined:
        circles.join_case(report_id=one, case_id=case_id)
    gate.note(reports=len(joined))
    return joined


def _held(*report_ids: uuid.UUID) -> dict[uuid.UUID, Report]:
    """These reports, locked in one order; Refusal when one is not in reach."""
    rows = (
        Report.objects.filter(id__in=report_ids)
        .only("id", "state", "case_id", "merged_into")
        .order_by("id")
        .select_for_update()
    )
    found = {row.id: row for row in rows}
    if len(found) != len(report_ids):
        raise Refusal("access.reach", "There is no such case or report in your circle.")
    return found
