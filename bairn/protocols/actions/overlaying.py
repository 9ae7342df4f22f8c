"""Laying an agency's own rules over a pack, and ending that."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from bairn.access import gate
from bairn.access import queries as access
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import models, overlays, packs, recorded

_MOST_FAULTS = 5


@gate.act("protocols.add_overlay")
def add_overlay(
    *, actor: Actor, at: datetime, agency_id: uuid.UUID, content: Mapping[str, Any]
) -> uuid.UUID:
    """Lays an agency's rules over a pack, for its cases that begin or move from now on; its id.

    Refuses an unknown agency, an overlay with a fault (naming the first), and a second one over
    the same pack while one runs.
    """
    if agency_id not in {one.agency_id for one in access.units(actor=actor, at=at)}:
        raise Refusal("protocols.agency", "There is no such agency with a unit.", field="agency")
    document = packs.plain(content)
    _check(document, at)
    head = document["overlay"]
    row = models.Overlay(
        agency_id=agency_id,
        pack=head["pack"],
        name=head["id"],
        digest=packs.digest_of(document),
        content=packs.canonical(document).decode(),
        from_at=at,
        by_id=actor.id,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise Refusal(
            "protocols.overlay_runs", "An overlay of this agency runs over this pack. End it first."
        ) from twice
    gate.subject(row.id)
    gate.note(agency=agency_id, pack=row.pack, overlay=row.name, digest=row.digest)
    return row.id


def _check(document: Mapping[str, Any], at: datetime) -> None:
    head = document.get("overlay")
    pack_id = head.get("pack") if isinstance(head, Mapping) else None
    if pack_id not in packs.ids():
        raise Refusal("protocols.pack", "There is no such pack.", field="pack")
    found = overlays.findings(
        packs.document_of(pack_id), document, recorded.vocabulary(), on=at.date()
    )
    faults = [one for one in found if not one.warning]
    if faults:
        said = "; ".join(f"{one.row}: {one.text}" for one in faults[:_MOST_FAULTS])
        raise Refusal(faults[0].code, f"This overlay cannot be used. {said}.", field="content")


@gate.act("protocols.end_overlay")
def end_overlay(*, actor: Actor, at: datetime, overlay_id: uuid.UUID) -> None:
    """Ends an overlay; open cases keep what they began under. Refuses one that has ended."""
    running = models.Overlay.objects.filter(id=overlay_id, until_at__isnull=True)
    if not running.update(until_at=at, ended_by=actor.id):
        raise Refusal("protocols.no_overlay", "No such overlay runs.")
    gate.subject(overlay_id)
