"""A supervisor looks over a case, and the case says so."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import gate
from bairn.journeys import do_step
from bairn.kernel.actor import Actor
from bairn.supervision import actions as supervision
from bairn.supervision.terms import NewDirection

KIND = "case_reviewed"


@gate.act("journeys.review_case")
def review_case(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    findings: Sequence[str],
    directions: Sequence[NewDirection] = (),
    comments: str = "",
    next_at: datetime | None = None,
) -> uuid.UUID:
    """Keeps the review and marks it in the case; the review's id. Refuses what supervision does."""
    review = supervision.review(
        actor=actor,
        at=at,
        case_id=case_id,
        findings=findings,
        directions=directions,
        comments=comments,
        next_at=next_at,
    )
    detail = {"directions": len(directions)}
    do_step.record(actor=actor, at=at, case_id=case_id, kind=KIND, happened_at=at, detail=detail)
    return review
