"""Collections as the review of old cases sees them: ids, references and when they came in."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Max

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.records.models import Collection, Source

MOST = 1000


@gate.look("records.to_review")
def to_review(*, actor: Actor, at: datetime) -> Mapping[uuid.UUID, datetime]:
    """The collections that are in, and when their last file was; for the house alone."""
    rows = Collection.objects.filter(withdrawn_at__isnull=True).values_list("id", flat=True)
    ended = (
        Source.objects.filter(collection_id__in=list(rows), finished_at__isnull=False)
        .values_list("collection_id")
        .annotate(last=Max("finished_at"))
    )
    found = dict(ended)
    gate.note(count=len(found))
    return found


@gate.look("records.references")
def references(
    *, actor: Actor, at: datetime, collection_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, str]:
    """The references of those of these collections that are in one's reach, at most 1,000."""
    asked = list(dict.fromkeys(collection_ids))[:MOST]
    return dict(Collection.objects.filter(id__in=asked).values_list("id", "reference"))
