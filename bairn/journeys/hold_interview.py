"""An interview was held: the ledger keeps the sitting, the case its milestone, or neither does."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from bairn.access import gate
from bairn.interviews import actions as interviews
from bairn.interviews.surroundings import HELD
from bairn.interviews.terms import PhaseHeld, Present, Recording, Sitting
from bairn.journeys import do_step
from bairn.kernel.actor import Actor


@gate.act("journeys.hold_interview")
def hold_interview(  # long: it passes on each part of a sitting by name
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    interview_id: uuid.UUID,
    started_at: datetime,
    ended_at: datetime,
    phases: Sequence[PhaseHeld] = (),
    open_prompts: int | None = None,
    leading_prompts: int | None = None,
    recording: Recording | None = None,
    no_recording_reason: str = "",
    minimal_facts: bool | None = None,
    present: Sequence[Present] | None = None,
    adult_refused: str | None = None,
) -> Sitting:
    """Keeps one sitting of a planned interview, and says in the case that it was held.

    Refuses whatever the ledger refuses, and what the gate of the stage holds back.
    """
    sitting = interviews.hold(
        actor=actor,
        at=at,
        case_id=case_id,
        interview_id=interview_id,
        started_at=started_at,
        ended_at=ended_at,
        phases=phases,
        open_prompts=open_prompts,
        leading_prompts=leading_prompts,
        recording=recording,
        no_recording_reason=no_recording_reason,
        minimal_facts=minimal_facts,
        present=present,
        adult_refused=adult_refused,
    )
    do_step.record(
        actor=actor,
        at=at,
        case_id=case_id,
        kind=HELD,
        happened_at=ended_at,
        detail={"sitting": sitting.number, "recorded": sitting.recording is not None},
    )
    return sitting
