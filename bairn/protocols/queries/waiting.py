"""Waivers that wait for a second person, over every case in one's reach."""

from datetime import datetime

from bairn.access import gate, reach
from bairn.access.terms import Role
from bairn.kernel.actor import Actor, ActorKind
from bairn.kernel.text import Text
from bairn.protocols import kept, models
from bairn.protocols.terms import Pack, WaitingWaiver

MOST = 200


@gate.look("protocols.waivers_waiting")
def waivers_waiting(*, actor: Actor, at: datetime) -> tuple[WaitingWaiver, ...]:
    """Steps that somebody asked to leave out and nobody has answered, oldest first, at most 200."""
    waiting = models.Waiver.objects.filter(approved_at__isnull=True, declined_at__isnull=True)
    if actor.kind is not ActorKind.SYSTEM and not actor.has(Role.SUPERVISOR):
        # One's own circle is all one reaches: the policy is asked of its waivers alone.
        waiting = waiting.filter(case_id__in=reach.in_circle(actor.id))
    rows = list(waiting.order_by("asked_at", "id")[:MOST])
    bound = kept.bindings([row.case_id for row in rows])
    gate.note(count=len(rows))
    return tuple(
        _waiting(row, kept.pack_of(bound[row.case_id].digest))
        for row in rows
        if row.case_id in bound
    )


def _waiting(row: models.Waiver, pack: Pack) -> WaitingWaiver:
    step = pack.step(row.step)
    reasons = {one.id: one.title for one in pack.waiver_reasons}
    return WaitingWaiver(
        case_id=row.case_id,
        step=row.step,
        title=step.title if step else Text(row.step, row.step),
        reason=reasons.get(row.reason, Text(row.reason, row.reason)),
        asked_at=row.asked_at,
        asked_by=row.asked_by,
    )
