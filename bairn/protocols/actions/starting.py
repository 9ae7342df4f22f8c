"""Putting a case under a pack, and moving an open one to a newer version with a reason."""

import uuid
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import held, kept, laying, models, packs
from bairn.protocols.terms import Binding, CaseFacts, MoveReason, Pack


@gate.act("protocols.start")
def start(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    pack_id: str,
    time_zone: str,
    facts: CaseFacts | None = None,
) -> Binding:
    """Puts a case under the current version of a pack, pinned by its content, with first facts.

    What the agency of the case's unit lays over the pack is part of that content.

    `time_zone` is the IANA name of the clock on the unit's wall. Refuses an unknown pack or zone,
    a fact outside the vocabulary, and a case that has its pack already.
    """
    if pack_id not in packs.ids():
        raise Refusal("protocols.pack", "There is no such pack.", field="pack_id")
    zone = _zone(time_zone)
    agency_id = laying.agency_of_case(actor, at, case_id)
    document, pack = laying.content_for(pack_id, agency_id, at=at)
    kept.keep_edition(pack, document, at=at)
    bound = Binding(
        case_id=case_id,
        number=1,
        pack=pack.id,
        version=pack.version,
        digest=pack.digest,
        zone=zone,
        started_at=at,
        by_id=actor.id,
        agency_id=agency_id,
    )
    try:
        with transaction.atomic():
            _keep(bound, by=actor.id)
    except IntegrityError as twice:
        raise Refusal("protocols.started", "This case works under a pack already.") from twice
    kept.keep_facts(facts or CaseFacts(), case_id=case_id, about=None, by=actor.id, at=at)
    _note(pack)
    return bound


@gate.act("protocols.move")
def move(*, actor: Actor, at: datetime, case_id: uuid.UUID, reason: MoveReason) -> Binding:
    """Moves an open case to the current version of its pack; the earlier binding stays on record.

    Refuses when the case works under that content already.
    """
    now = held.binding(case_id)
    agency_id = laying.agency_of_case(actor, at, case_id)
    document, pack = laying.content_for(now.pack, agency_id, at=at)
    if pack.digest == now.digest:
        raise Refusal("protocols.current", "This case works under the current version already.")
    kept.keep_edition(pack, document, at=at)
    moved = replace(
        now,
        number=now.number + 1,
        version=pack.version,
        digest=pack.digest,
        started_at=at,
        reason=reason.value,
        by_id=actor.id,
        agency_id=agency_id,
    )
    _keep(moved, by=actor.id)
    _note(pack)
    gate.note(reason=reason.value)
    return moved


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise Refusal("protocols.zone", "This is not a time zone.", field="time_zone") from unknown


def _keep(bound: Binding, *, by: uuid.UUID) -> None:
    models.Binding.objects.create(
        case_id=bound.case_id,
        number=bound.number,
        edition_id=bound.digest,
        time_zone=bound.zone.key,
        started_at=bound.started_at,
        reason=bound.reason,
        agency_id=bound.agency_id,
        by_id=by,
    )


def _note(pack: Pack) -> None:
    base, _plus, overlay = pack.version.partition("+")
    gate.note(pack=pack.id, version=base, digest=pack.digest)
    if overlay:
        gate.note(overlay=overlay)
