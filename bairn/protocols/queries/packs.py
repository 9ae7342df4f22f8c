"""Packs as they can be chosen, as cases keep them, and what agencies lay over them."""

import json
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text
from bairn.protocols import kept, laying, models, packs
from bairn.protocols.terms import OverlayCard, Pack, PackCard

MOST_OVERLAYS = 1000


@gate.look("protocols.packs")
def packs_available(*, actor: Actor, at: datetime) -> tuple[PackCard, ...]:
    """Every pack a new case can be put under, with its stages and its reporting situations."""
    return tuple(
        PackCard(
            id=pack.id,
            version=pack.version,
            title=pack.title,
            jurisdiction=pack.jurisdiction,
            review_due=pack.review_due,
            stages=pack.stages,
            situations=pack.situations,
        )
        for pack in map(packs.current, packs.ids())
    )


@gate.look("protocols.packs")
def kept_pack(*, actor: Actor, at: datetime, pack_id: str, version: str) -> Pack:
    """A pack in a version that some case began under, or in the current one.

    Refuses a version of which nothing is kept.
    """
    rows = models.Edition.objects.filter(pack=pack_id, version=version).order_by("-kept_at")
    digest = rows.values_list("digest", flat=True).first()
    if digest is not None:
        return kept.pack_of(digest)
    if pack_id in packs.ids() and packs.current(pack_id).version == version:
        return packs.current(pack_id)
    raise Refusal("protocols.version", "Nothing is kept of this version.", field="version")


@gate.look("protocols.overlays")
def overlays(*, actor: Actor, at: datetime) -> tuple[OverlayCard, ...]:
    """Every overlay that runs or ran, the latest first, and whether it fits its pack today."""
    rows = models.Overlay.objects.order_by("-from_at", "-id")[:MOST_OVERLAYS]
    return tuple(
        OverlayCard(
            id=row.id,
            agency_id=row.agency_id,
            pack=row.pack,
            name=row.name,
            title=Text(**json.loads(row.content)["overlay"]["title"]),
            digest=row.digest,
            from_at=row.from_at,
            until_at=row.until_at,
            by_id=row.by_id,
            fits=laying.fits(row.pack, row.content),
        )
        for row in rows
    )
