"""A row of the ledger on which something is done: held still, and its seats asked about anew."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.interviews import models, seating, surroundings
from bairn.interviews.terms import Present
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal


def held_still(case_id: uuid.UUID, interview_id: uuid.UUID) -> models.Interview:
    """The interview, held until the transaction ends. Refuses one that is not of this case."""
    all_of_it = models.Interview.objects.select_for_update()
    row = all_of_it.filter(id=interview_id, case_id=case_id).first()
    if row is None:
        raise Refusal("interviews.none", "There is no such interview in this case.")
    return row


def check_seats(
    actor: Actor,
    at: datetime,
    row: models.Interview,
    present: Sequence[Present] | None = None,
    adult_refused: str | None = None,
) -> tuple[Present, ...]:
    """Who sits in the room: as planned, unless told otherwise. Refuses as facts stand now."""
    seats = models.Seat.objects.filter(interview_id=row.id, sitting_id__isnull=True)
    planned = [
        Present(role=one.role, participant_id=one.participant_id, staff_id=one.staff_id)
        for one in seats.order_by("id")
    ]
    there = seating.everybody(planned if present is None else present, interviewer=row.interviewer)
    refused = row.adult_refused if adult_refused is None else adult_refused
    seating.may_sit(
        surroundings.room(actor, at, row.case_id, row.about),
        interviewer=row.interviewer,
        present=there,
        adult_refused=refused,
    )
    return there
