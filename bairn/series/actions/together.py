"""Holding offences together as a series, and letting one go."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import gate
from bairn.kernel import ids
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.series import judging, kept, models


@gate.act("series.open")
def open_series(*, actor: Actor, at: datetime, offence_ids: Sequence[uuid.UUID]) -> uuid.UUID:
    """Hold these offences together; the series' id. Nothing is merged and no case learns of it."""
    judging.may_hold(offence_ids)
    kept.seen(offence_ids)
    row = models.Series.objects.create(
        number=ids.new_reference("R", year=at.year), opened_at=at, opened_by=actor.id
    )
    _enter(row.id, offence_ids, actor, at)
    gate.subject(row.id)
    gate.note(offences=len(offence_ids))
    return row.id


@gate.act("series.enter")
def enter_series(
    *, actor: Actor, at: datetime, series_id: uuid.UUID, offence_ids: Sequence[uuid.UUID]
) -> None:
    """More offences come into a series; those that are in it already stay as they are."""
    kept.seen(offence_ids)
    there = models.Membership.objects.filter(series=_held(series_id), until_at__isnull=True)
    held = set(there.values_list("offence_id", flat=True))
    judging.may_hold([*held, *(one for one in offence_ids if one not in held)])
    _enter(series_id, [one for one in dict.fromkeys(offence_ids) if one not in held], actor, at)
    gate.subject(series_id)
    gate.note(offences=len(offence_ids))


@gate.act("series.leave")
def leave_series(
    *, actor: Actor, at: datetime, series_id: uuid.UUID, offence_id: uuid.UUID, reason: str
) -> None:
    """An offence leaves a series, with a coded reason; that it was in it stays."""
    judging.may_leave(reason)
    members = models.Membership.objects.filter(
        series=_held(series_id), offence_id=offence_id, until_at__isnull=True
    )
    if not members.update(until_at=at, ended_by=actor.id, reason=reason):
        raise Refusal("series.not_in_it", "This offence is not in the series.")
    gate.subject(series_id)
    gate.note(offence=offence_id, reason=reason)


def _held(series_id: uuid.UUID) -> models.Series:
    row = models.Series.objects.filter(id=series_id).first()
    if row is None:
        raise Refusal("series.no_series", "There is no such series in your sight.")
    return row


def _enter(
    series_id: uuid.UUID, offence_ids: Sequence[uuid.UUID], actor: Actor, at: datetime
) -> None:
    models.Membership.objects.bulk_create(
        models.Membership(series_id=series_id, offence_id=one, from_at=at, by_id=actor.id)
        for one in offence_ids
    )
