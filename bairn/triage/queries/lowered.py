"""When people put reports into a lower band, over many reports at once."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.triage import models
from bairn.triage.terms import Cause


@gate.look("triage.lowered_across")
def lowered_across(
    *, actor: Actor, at: datetime, report_ids: Sequence[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[datetime, ...]]:
    """When each of these reports was lowered by two people, earliest first."""
    rows = models.Assessment.objects.filter(
        report_id__in=report_ids, cause=Cause.LOWERED.value
    ).order_by("number")
    found: dict[uuid.UUID, list[datetime]] = defaultdict(list)
    for report_id, moment in rows.values_list("report_id", "assessed_at"):
        found[report_id].append(moment)
    gate.note(count=len(found))
    return {report_id: tuple(moments) for report_id, moments in found.items()}
