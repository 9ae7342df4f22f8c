"""Views of the queue that a member of staff keeps: filters by code under a name of their own."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.triage import models
from bairn.triage.terms import QueueFilters

MOST_VIEWS = 20
LONGEST_NAME = 60


@gate.act("triage.save_view")
def save_view(*, actor: Actor, at: datetime, name: str, filters: QueueFilters) -> uuid.UUID:
    """Keeps a view under a name, or renews the one of that name; at most 20 for each person."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refusal("triage.view_name", "Give the view a name of up to 60 letters.", field="name")
    mine = models.SavedView.objects.filter(staff_id=actor.id)
    if mine.exclude(name=name).count() >= MOST_VIEWS:
        raise Refusal("triage.views", "You keep 20 views already. Delete one first.")
    row, _ = models.SavedView.objects.update_or_create(
        staff_id=actor.id,
        name=name,
        defaults={"filters": _kept_filters(filters), "made_at": at},
    )
    return row.id


@gate.act("triage.forget_view")
def forget_view(*, actor: Actor, at: datetime, view_id: uuid.UUID) -> None:
    """Deletes one of one's own views. Refuses a view that is not there, or not one's own."""
    gone, _ = models.SavedView.objects.filter(id=view_id, staff_id=actor.id).delete()
    if not gone:
        raise Refusal("triage.no_view", "There is no such view.")


def _kept_filters(filters: QueueFilters) -> dict[str, object]:
    """Filters as JSON, in one order."""
    return {
        "bands": sorted(filters.bands),
        "channels": sorted(filters.channels),
        "state": filters.state.value,
    }
