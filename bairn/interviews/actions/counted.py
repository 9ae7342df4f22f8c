"""Questioning outside an interview, and the alert that one too many raises."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.interviews import accounts, codes, counting, kept, models, surroundings
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal


@gate.act("interviews.record_questioning")
def record_questioning(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    about: uuid.UUID,
    at_time: datetime,
    minutes: int | None,
    by_role: str,
    setting: str,
) -> uuid.UUID:
    """Records that somebody questioned the child outside an interview; it counts. Its id.

    `minutes` is None where nobody counted them.
    """
    surroundings.child(actor, at, case_id, about)
    accounts.check_past(at_time, at=at, field="at_time")
    accounts.check_minutes(minutes)
    row = models.Questioning.objects.create(
        case_id=case_id,
        about=about,
        at_time=at_time,
        minutes=minutes,
        by_role=codes.check("by", by_role, field="by_role"),
        setting=codes.check("setting", setting),
        recorded_by=actor.id,
        recorded_at=at,
    )
    gate.subject(row.id)
    gate.note(by=by_role, setting=setting, **({} if minutes is None else {"minutes": minutes}))
    alert_at = surroundings.alert_at(actor, at, case_id)
    due = kept.alert_due(case_id, about, alert_at=alert_at)
    if due is not None:
        raise_alert(actor=actor, at=at, case_id=case_id, about=about, count=due)
    return row.id


@gate.act("interviews.raise_alert")
def raise_alert(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, about: uuid.UUID, count: int
) -> None:
    """Raises the alert for this count, once. Refuses a count that the ledger does not show."""
    mine = kept.child(case_id, about)
    if counting.tally(mine.interviews, mine.questionings).total != count:
        raise Refusal("interviews.count", "The ledger shows another count.")
    models.Alert.objects.get_or_create(
        about=about, count=count, defaults={"case_id": case_id, "raised_at": at}
    )
    gate.subject(about)
    gate.note(count=count)
