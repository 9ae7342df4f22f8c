"""Looking at files: a viewing is begun for a purpose; every look in it is on the record first."""

import uuid
from datetime import date, datetime

from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.access.terms import Purpose
from bairn.evidence import exposure, filing, seeing, welfare
from bairn.evidence.models import reading
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal


@gate.act("evidence.begin_viewing")
def begin_viewing(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, file_id: uuid.UUID, purpose: Purpose
) -> uuid.UUID:
    """Begin to look at a file; the viewing's id. It ends after half an hour.

    Raises Refusal evidence.no_content, evidence.locked, evidence.restricted.
    """
    file = filing.file_row(case_id, file_id)
    seeing.may_view(actor, at, case_id, file)
    row = reading.Viewing.objects.create(
        id=ids.new_id(),
        holder_id=case_id,
        file=file,
        staff_id=actor.id,
        purpose=purpose.value,
        began_at=at,
        last_at=at,
    )
    kind = seeing.sensitivity(file)
    if kind:
        reading.Exposure.objects.create(
            viewing_id=row.id,
            staff_id=actor.id,
            unit_id=actor.unit,
            sensitivity=kind,
            began_at=at,
            last_at=at,
        )
        welfare.tell_when_due(actor, at)
    gate.subject(file.id)
    gate.note(viewing=row.id, purpose=purpose.value, sensitive=bool(kind))
    return row.id


@gate.act("evidence.check_welfare")
def check_welfare(*, actor: Actor, at: datetime, staff_id: uuid.UUID, week: date) -> None:
    """Note that somebody asked a colleague of their unit how they are after this week.

    Raises Refusal evidence.no_week, evidence.own_welfare, evidence.meanwhile.
    """
    if staff_id == actor.id:
        raise Refusal("evidence.own_welfare", "Somebody else asks how you are.")
    mine = reading.Exposure.objects.filter(staff_id=staff_id, unit_id=actor.unit)
    if actor.unit is None or not any(
        exposure.monday(began) == week for began in mine.values_list("began_at", flat=True)
    ):
        raise Refusal("evidence.no_week", "Nobody of your unit has such a week.")
    try:
        with transaction.atomic():
            reading.Welfare.objects.create(
                staff_id=staff_id, unit_id=actor.unit, week=week, at=at, by_id=actor.id
            )
    except IntegrityError as twice:
        raise Refusal("evidence.meanwhile", "Somebody has noted this already.") from twice
    gate.subject(staff_id)
