"""Which versions of a pack are kept, and what differs between two of them."""

import json
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import models, packs
from bairn.protocols.pack_diff import differences
from bairn.protocols.pack_parts import Document
from bairn.protocols.terms import EditionCard
from bairn.protocols.terms.difference import Difference

MOST = 100


@gate.look("protocols.packs")
def editions(*, actor: Actor, at: datetime, pack_id: str) -> tuple[EditionCard, ...]:
    """The current content of a pack, then every one that a case began under, at most 100."""
    current = packs.current(pack_id)
    kept = models.Edition.objects.filter(pack=pack_id).exclude(digest=current.digest)
    rows = kept.order_by("-kept_at", "digest").values_list(
        "digest", "version", "kept_at", "content"
    )
    return (
        EditionCard(
            digest=current.digest, version=current.version, kept_at=None, overlay="", current=True
        ),
        *(
            EditionCard(
                digest=digest,
                version=version,
                kept_at=kept_at,
                overlay=str(json.loads(content).get("overlay", "")),
                current=False,
            )
            for digest, version, kept_at, content in rows[:MOST]
        ),
    )


@gate.look("protocols.packs")
def edition_differences(
    *, actor: Actor, at: datetime, pack_id: str, old: str, new: str
) -> tuple[Difference, ...]:
    """Row by row, what the content of digest `new` says otherwise than `old`. Refuses others."""
    return tuple(differences(_document(pack_id, old), _document(pack_id, new)))


def _document(pack_id: str, digest: str) -> Document:
    if digest == packs.current(pack_id).digest:
        return packs.document_of(pack_id)
    rows = models.Edition.objects.filter(pack=pack_id, digest=digest)
    content = rows.values_list("content", flat=True).first()
    if content is None:
        raise Refusal("protocols.version", "Nothing is kept of this version.", field="version")
    document: Document = json.loads(content)
    return document
