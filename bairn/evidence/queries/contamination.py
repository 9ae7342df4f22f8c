"""What can be seen of the contamination log."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.evidence import codes, contact_rows, surroundings
from bairn.evidence.models.contamination import Alert, Carrier, Contact
from bairn.evidence.terms import CarrierCard, ContaminationLog
from bairn.kernel.actor import Actor

MOST = 2000
MOST_CARRIERS = 500


@gate.look("evidence.contacts")
def contacts(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> ContaminationLog:
    """Who, which car and which room was with whom, and every crossing with its answer."""
    entries = Contact.objects.filter(holder_id=case_id).order_by("from_at", "id")[:MOST]
    alerts = Alert.objects.filter(holder_id=case_id).select_related("first", "second")
    log = ContaminationLog(
        case_id=case_id,
        entries=tuple(map(contact_rows.contact, entries)),
        alerts=tuple(map(contact_rows.alert, alerts.order_by("raised_at", "id")[:MOST])),
        window=codes.contamination_window(),
        mark=codes.mark_of("contamination_window_hours"),
    )
    gate.note(count=len(log.entries), waiting=len(log.waiting))
    return log


@gate.look("evidence.carriers")
def carriers(*, actor: Actor, at: datetime) -> tuple[CarrierCard, ...]:
    """The vehicles and rooms of one's own unit that are in use, by name, at most 500."""
    rows = Carrier.objects.filter(unit_id=surroundings.own_unit(actor), closed_at__isnull=True)
    return tuple(map(contact_rows.carrier, rows.order_by("what", "name")[:MOST_CARRIERS]))
