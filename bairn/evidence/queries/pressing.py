"""What of evidence waits for oneself: kits with a day, questions, alerts, uploads that stopped."""

from datetime import datetime, timedelta

from django.db.models import Q

from bairn.access import gate, reach
from bairn.access.terms import Role
from bairn.evidence import kit_rows, uploading
from bairn.evidence.models.contamination import Alert
from bairn.evidence.models.files import Upload
from bairn.evidence.models.kits import Kit, KitUntested
from bairn.evidence.terms.kits import KitCard, KitStands
from bairn.evidence.terms.neglect import CrossingWaits, KitQuestion, UploadWaits
from bairn.evidence.terms.uploads import UploadState
from bairn.kernel.actor import Actor

MOST = 200
STOPPED = timedelta(minutes=30)  # our own: an upload that moved since then is still under way
_ENDED = [KitStands.DISPOSED.value, KitStands.REPURPOSED.value, KitStands.EXPIRED.value]


@gate.look("evidence.kits_due")
def kits_due(*, actor: Actor, at: datetime, until: datetime) -> tuple[KitCard, ...]:
    """Kits in one's reach whose next day comes before `until`, the first at the front, at most 200.

    A supervisor's reach is the unit; others read along their own circle.
    """
    rows = Kit.objects.filter(due_at__lt=until).exclude(stands__in=_ENDED)
    if Role.SUPERVISOR.value not in actor.roles:
        rows = rows.filter(holder_id__in=reach.in_circle(actor.id))
    found = tuple(map(kit_rows.card, rows.order_by("due_at", "exhibit_id")[:MOST]))
    gate.note(count=len(found))
    return found


@gate.look("evidence.kit_questions")
def kit_questions(*, actor: Actor, at: datetime) -> tuple[KitQuestion, ...]:
    """Kits of one's circle that somebody asked not to test, the oldest first, at most 200."""
    rows = KitUntested.objects.filter(
        holder_id__in=reach.in_circle(actor.id), agreed__isnull=True, reversed_at__isnull=True
    )
    found = tuple(
        KitQuestion(
            id=one.id,
            case_id=one.holder_id,
            kit_id=one.kit_id,
            reason=one.reason,
            asked_at=one.asked_at,
        )
        for one in rows.order_by("asked_at", "id")[:MOST]
    )
    gate.note(count=len(found))
    return found


@gate.look("evidence.alerts_waiting")
def alerts_waiting(*, actor: Actor, at: datetime) -> tuple[CrossingWaits, ...]:
    """Crossings in one's reach without an answer, but for those about oneself, at most 200."""
    rows = Alert.objects.filter(answered_at__isnull=True).exclude(
        Q(first__which=actor.id) | Q(second__which=actor.id)
    )
    told = rows.order_by("raised_at", "id").values_list("id", "holder_id", "raised_at")[:MOST]
    found = tuple(CrossingWaits(id=one, case_id=case, raised_at=when) for one, case, when in told)
    gate.note(count=len(found))
    return found


@gate.look("evidence.my_uploads")
def my_uploads(*, actor: Actor, at: datetime) -> tuple[UploadWaits, ...]:
    """One's own uploads that stopped on their way, of all cases, the oldest first, at most 200."""
    rows = Upload.objects.filter(
        by_id=actor.id, state=UploadState.ARRIVING.value, touched_at__lte=at - STOPPED
    )
    found = [
        UploadWaits(
            id=one.id,
            case_id=one.holder_id,
            exhibit_id=one.exhibit_id,
            begun_at=one.begun_at,
            expires_at=uploading.expires(one.touched_at),
        )
        for one in rows.order_by("touched_at", "id")[:MOST]
    ]
    gate.note(count=len(found))
    return tuple(one for one in found if one.expires_at > at)
