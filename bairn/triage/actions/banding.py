"""People change a band: one may raise it, lowering takes two and a coded reason."""

import uuid
from dataclasses import replace
from datetime import datetime
from functools import cache

from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.intake import queries as intake
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.triage import changing, kept, lowering, models, projection, ruleset
from bairn.triage.terms import Band, Cause, Standing, Standpoint

reasons = cache(ruleset.lowering_reasons)
never = cache(ruleset.never_reasons)
raising = cache(ruleset.raising_reasons)


@gate.act("triage.raise")
def raise_band(
    *, actor: Actor, at: datetime, report_id: uuid.UUID, to: Band, reason: str
) -> Standpoint:
    """Raises a report to a more urgent band. One person is enough, with a coded reason."""
    before = _standing_now(report_id)
    lowering.may_raise(standing=before.standing, to=to, reason=reason, reasons=raising())
    standing = replace(before.standing, band=to, lowered_knowing=None)
    return _settle(actor, at, report_id, standing, Cause.RAISED, reason)


@gate.act("triage.propose_lowering")
def propose_lowering(
    *, actor: Actor, at: datetime, report_id: uuid.UUID, to: Band, reason: str
) -> uuid.UUID:
    """Asks to lower a band; without a second person it has no effect. Returns the wish's id.

    Refuses what may never be a reason, anything below the floor, and a second wish beside an open
    one.
    """
    before = _standing_now(report_id)
    lowering.may_propose(
        standing=before.standing, to=to, reason=reason, reasons=reasons(), never=never()
    )
    wish = models.Lowering(
        report_id=report_id,
        from_band=before.band.value,
        to_band=to.value,
        reason=reason,
        knowing=sorted(before.codes),
        proposed_by=actor.id,
        proposed_at=at,
    )
    try:
        with transaction.atomic():
            wish.save(force_insert=True)
    except IntegrityError as twice:
        raise Refusal("triage.lowering_open", "This has been asked already.") from twice
    gate.note(from_band=before.band.name.lower(), to_band=to.name.lower(), reason=reason)
    return wish.id


@gate.act("triage.confirm_lowering")
def confirm_lowering(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> Standpoint:
    """Agrees to lower a band. Refuses the person who asked, and when more became known since."""
    before = _standing_now(report_id)
    wish = _open_wish(report_id)
    to = Band(wish.to_band)
    lowering.may_confirm(proposed_by=wish.proposed_by, confirmed_by=actor.id)
    lowering.may_still_confirm(knew=frozenset(wish.knowing), knows=before.codes)
    lowering.may_propose(
        standing=before.standing, to=to, reason=wish.reason, reasons=reasons(), never=never()
    )
    wish.confirmed_by, wish.confirmed_at = actor.id, at
    wish.save(update_fields=["confirmed_by", "confirmed_at"])
    standing = lowering.lowered(before.standing, to, before.codes)
    return _settle(actor, at, report_id, standing, Cause.LOWERED, wish.reason)


@gate.act("triage.drop_lowering")
def drop_lowering(*, actor: Actor, at: datetime, report_id: uuid.UUID) -> None:
    """Takes a wish to lower a band off the table: withdrawn by one's own hand, or not agreed to."""
    wish = _open_wish(report_id)
    wish.dropped_by, wish.dropped_at = actor.id, at
    wish.save(update_fields=["dropped_by", "dropped_at"])
    gate.note(reason=wish.reason, own=wish.proposed_by == actor.id)


def _standing_now(report_id: uuid.UUID) -> Standpoint:
    """Where the report stands, held until the transaction ends."""
    before = kept.latest(report_id)
    if before is None:
        raise Refusal("triage.not_assessed", "This report has not been assessed yet.")
    projection.lock(report_id)
    return kept.latest(report_id) or before


def _open_wish(report_id: uuid.UUID) -> models.Lowering:
    wish = (
        models.Lowering.objects.select_for_update()
        .filter(report_id=report_id, confirmed_at__isnull=True, dropped_at__isnull=True)
        .first()
    )
    if wish is None:
        raise Refusal("triage.no_lowering", "Nobody has asked to lower this report.")
    return wish


def _settle(
    actor: Actor,
    at: datetime,
    report_id: uuid.UUID,
    standing: Standing,
    cause: Cause,
    reason: str,
) -> Standpoint:
    card = intake.report(actor=actor, at=at, report_id=report_id)
    found = changing.by_rules(card, at=at)
    point = changing.settle(card, found, standing, cause=cause, reason=reason, at=at, by=actor.id)
    gate.note(band=point.band.name.lower(), found=point.found.name.lower(), reason=reason)
    return point
