"""A possible conflict of interest in the full house: a colleague of a third unit, not judged."""

import uuid

from bairn.access.terms import FoundConflict
from bairn.journeys import screen_conflicts
from bairn.kernel import clock, ids
from bairn.kernel.actor import Actor


def fill_conflicts(supervisor: Actor, case_id: uuid.UUID) -> None:
    """Somebody was found whom a person has to judge."""
    found = FoundConflict(
        staff_id=ids.new_id(), unit_id=ids.new_id(), reason="same_name", namesakes=0
    )
    screen_conflicts.keep_found(actor=supervisor, at=clock.now(), case_id=case_id, found=[found])
