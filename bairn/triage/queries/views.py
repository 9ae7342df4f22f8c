"""The views of the queue that one keeps."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.triage import models
from bairn.triage.terms import QueueFilters, QueueState, ViewCard


@gate.look("triage.views")
def views(*, actor: Actor, at: datetime) -> tuple[ViewCard, ...]:
    """One's own saved views, by name."""
    rows = models.SavedView.objects.filter(staff_id=actor.id).order_by("name")
    return tuple(ViewCard(id=row.id, name=row.name, filters=_filters(row.filters)) for row in rows)


def _filters(kept: Mapping[str, Any]) -> QueueFilters:
    return QueueFilters(
        bands=frozenset(kept["bands"]),
        channels=frozenset(kept["channels"]),
        state=QueueState(kept["state"]),
    )
