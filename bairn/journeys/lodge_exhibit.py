"""An exhibit is registered, and where its kind is a milestone of the case, the case says so."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.evidence import actions as evidence
from bairn.evidence import codes
from bairn.evidence.terms import NewExhibit, Registered
from bairn.journeys import do_step
from bairn.kernel.actor import Actor


@gate.act("journeys.lodge_exhibit")
def lodge_exhibit(
    *, actor: Actor, at: datetime, case_id: uuid.UUID, said: NewExhibit
) -> Registered:
    """Registers an exhibit; a device or a sample is a milestone from the moment it was collected.

    What is taken from another exhibit marks nothing: that one came to the case before. Refuses
    whatever evidence and cases refuse.
    """
    made = evidence.register(actor=actor, at=at, case_id=case_id, said=said)
    kind = codes.milestone_of(said.kind)
    if kind and said.parent_id is None:
        do_step.record(
            actor=actor,
            at=at,
            case_id=case_id,
            kind=kind,
            happened_at=said.collected_at,
            detail={"exhibit": made.number},
        )
    return made
