"""Stopping and starting the clock of a step, and leaving a step out when two people agree."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import held, models, waiving


@gate.act("protocols.pause")
def pause(*, actor: Actor, at: datetime, case_id: uuid.UUID, step: str, reason: str) -> None:
    """Stops the clock of a step. Refuses a reason its pack does not allow, and a second pause."""
    row = held.step(case_id, step)
    if reason not in row.pause_reasons:
        raise Refusal(
            "protocols.pause", "This step may not be paused for that reason.", field="reason"
        )
    try:
        with transaction.atomic():
            models.Pause.objects.create(
                case_id=case_id, step=step, reason=reason, from_at=at, by_id=actor.id
            )
    except IntegrityError as twice:
        raise Refusal("protocols.paused", "The clock of this step stands still already.") from twice
    gate.note(step=step, reason=reason)


@gate.act("protocols.resume")
def resume(*, actor: Actor, at: datetime, case_id: uuid.UUID, step: str) -> None:
    """Sets the clock of a paused step going again. Refuses a step that is not paused."""
    standing = models.Pause.objects.filter(case_id=case_id, step=step, until_at__isnull=True)
    if not standing.update(until_at=at):
        raise Refusal("protocols.not_paused", "The clock of this step does not stand still.")
    gate.note(step=step)


@gate.act("protocols.ask_waiver")
def ask_waiver(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, step: str, reason: str
) -> uuid.UUID:
    """Asks to leave a step out, with a coded reason; without a second person it has no effect."""
    held.step(case_id, step)
    pack = held.pack(case_id)
    if reason not in {one.id for one in pack.waiver_reasons}:
        raise Refusal("protocols.reason", "Choose one of the pack's reasons.", field="reason")
    try:
        with transaction.atomic():
            row = models.Waiver.objects.create(
                case_id=case_id, step=step, reason=reason, asked_at=at, asked_by=actor.id
            )
    except IntegrityError as twice:
        raise Refusal("protocols.waiver_asked", "This has been asked already.") from twice
    gate.note(step=step, reason=reason)
    return row.id


@gate.act("protocols.approve_waiver")
def approve_waiver(*, actor: Actor, at: datetime, case_id: uuid.UUID, step: str) -> None:
    """Agrees to leave a step out.

    Refuses the person who asked, what nobody has asked, and, for a step of safety or one that
    must be taken, whoever holds none of the roles that the pack names for it.
    """
    asked, row = _asked(case_id, step)
    waiving.check_second_person(asked_by=row.asked_by, by=actor.id)
    waiving.check_approver(held.pack(case_id), held.step(case_id, step), actor.roles)
    asked.update(approved_at=at, approved_by=actor.id)
    gate.note(step=step, reason=row.reason)


@gate.act("protocols.decline_waiver")
def decline_waiver(*, actor: Actor, at: datetime, case_id: uuid.UUID, step: str) -> None:
    """Turns the question down; it stays on record, and the step may be asked about again.

    Refuses the person who asked, and what nobody has asked.
    """
    asked, row = _asked(case_id, step)
    waiving.check_second_person(asked_by=row.asked_by, by=actor.id)
    asked.update(declined_at=at, declined_by=actor.id)
    gate.note(step=step, reason=row.reason)


def _asked(case_id: uuid.UUID, step: str) -> tuple[QuerySet[models.Waiver], models.Waiver]:
    """The question that waits for an answer, locked until this act ends."""
    asked = models.Waiver.objects.filter(
        case_id=case_id, step=step, approved_at__isnull=True, declined_at__isnull=True
    )
    row = asked.select_for_update().first()
    if row is None:
        raise Refusal("protocols.no_waiver", "Nobody has asked to leave this step out.")
    return asked, row
