"""Which content a case gets: the current version of a pack, with its agency's overlay on it."""

import json
import uuid
from datetime import datetime
from functools import lru_cache

from django.db.models import Q

from bairn.access import queries as access
from bairn.cases import queries as cases
from bairn.kernel.actor import Actor
from bairn.protocols import models, overlays, packs
from bairn.protocols.pack_parts import Document
from bairn.protocols.terms import Pack


def agency_of_case(actor: Actor, at: datetime, case_id: uuid.UUID) -> uuid.UUID | None:
    """The agency of the unit that has the case."""
    unit_id = cases.case(actor=actor, at=at, case_id=case_id).unit_id
    return access.agency_of(actor=actor, at=at, unit_id=unit_id)


def content_for(
    pack_id: str, agency_id: uuid.UUID | None, *, at: datetime
) -> tuple[Document, Pack]:
    """What a case of this agency that began at `at` would work under.

    An overlay that no longer fits the pack is left off: it must neither stop a case from being
    opened nor loosen anything unseen. `overlays` says which do not fit.
    """
    content = _running(pack_id, agency_id, at)
    if content is not None and fits(pack_id, content):
        return _laid(packs.current(pack_id).digest, pack_id, content)
    return packs.document_of(pack_id), packs.current(pack_id)


def fits(pack_id: str, content: str) -> bool:
    """Whether an overlay, as it was kept, may lie over the current version of its pack."""
    return pack_id in packs.ids() and _fits(packs.current(pack_id).digest, pack_id, content)


def _running(pack_id: str, agency_id: uuid.UUID | None, at: datetime) -> str | None:
    if agency_id is None:
        return None
    rows = models.Overlay.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at),
        agency_id=agency_id,
        pack=pack_id,
        from_at__lte=at,
    )
    found: str | None = rows.order_by("-from_at").values_list("content", flat=True).first()
    return found


# The digest stands in the key, so that a pack which changes is never taken for the one before.
@lru_cache(maxsize=64)
def _fits(digest: str, pack_id: str, content: str) -> bool:
    return overlays.may_lie(packs.document_of(pack_id), json.loads(content))


@lru_cache(maxsize=64)
def _laid(digest: str, pack_id: str, content: str) -> tuple[Document, Pack]:
    document = overlays.laid_over(packs.document_of(pack_id), json.loads(content))
    return document, packs.read(document)
