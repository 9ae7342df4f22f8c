"""A series is proposed to the cases behind it; each answers, and those that agree meet."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import gate
from bairn.cases import queries as cases
from bairn.kernel.actor import Actor
from bairn.series import actions as series
from bairn.series.terms import Answer


@gate.act("journeys.join_series")
def join_series(
    *, actor: Actor, at: datetime, offence_ids: Sequence[uuid.UUID], reason: str
) -> uuid.UUID:
    """Asks the supervisor of each case behind these offences for a review; the proposal's id.

    A case learns that an analyst proposes a series with its own offences, and no more. Nothing is
    merged. Whoever asks learns of no case.
    """
    return series.propose(actor=actor, at=at, offence_ids=offence_ids, reason=reason)


@gate.act("journeys.answer_series")
def answer_series(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, part_id: uuid.UUID, answer: Answer
) -> None:
    """A case's supervisor answers for it. With a yes on both sides two cases see each other.

    What they see is reference and unit, so that they can talk; both circles stay as they are.
    """
    case = cases.case(actor=actor, at=at, case_id=case_id)
    series.answer_part(
        actor=actor,
        at=at,
        case_id=case_id,
        part_id=part_id,
        answer=answer,
        reference=case.reference,
        unit_id=case.unit_id,
    )
