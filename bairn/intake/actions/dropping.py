"""Reports that a platform opened and left: closed after an hour, and kept."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.intake import restricted, sendings
from bairn.intake.models import Sending
from bairn.intake.terms import ReportState
from bairn.kernel.actor import Actor

_MOST = 500


@gate.act("intake.drop_stale_sendings")
def drop_stale_sendings(*, actor: Actor, at: datetime) -> int:
    """Close what no platform has touched for an hour, each under its own entry; how many.

    Nothing is lost by it: the reports stay as retracted. Sealed files that no report knows go.
    """
    stale = (
        Sending.objects.filter(closed_at__isnull=True, touched_at__lt=at - sendings.IDLE)
        .order_by("touched_at", "report_id")
        .select_for_update(skip_locked=True)
        .values_list("report_id", flat=True)
    )
    dropped = list(stale[:_MOST])
    for report_id in dropped:
        drop_sending(actor=actor, at=at, report_id=report_id)
    gate.note(count=len(dropped), swept=restricted.sweep())
    return len(dropped)


@gate.act("intake.drop_sending")
def drop_sending(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    """Close one report that was not finished in time."""
    sendings.close(report_id, ReportState.RETRACTED, at=at)
