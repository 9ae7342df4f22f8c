"""A laboratory result on two offences is entered, with the exhibit on which it rests."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.evidence import queries as evidence
from bairn.kernel.actor import Actor
from bairn.series import actions as series
from bairn.series.terms import Ruling


@gate.act("journeys.lay_result")
def lay_result(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    offence_id: uuid.UUID,
    other_id: uuid.UUID,
    ruling: Ruling,
    exhibit_id: uuid.UUID | None = None,
) -> None:
    """Places the result. Refuses an exhibit of another case, and what `place_forensic` refuses."""
    if exhibit_id is not None:
        evidence.exhibit(actor=actor, at=at, case_id=case_id, exhibit_id=exhibit_id)
    series.place_forensic(
        actor=actor,
        at=at,
        case_id=case_id,
        offence_id=offence_id,
        other_id=other_id,
        ruling=ruling,
        exhibit_id=exhibit_id,
    )
