"""A lawful ground is recorded: the lock of a file is lifted and the case has its milestone."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.evidence import actions as evidence
from bairn.evidence.terms.locks import LockKind
from bairn.journeys import do_step
from bairn.kernel.actor import Actor

MILESTONE = "authority_recorded"


@gate.act("journeys.record_authority")
def record_authority(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    file_id: uuid.UUID,
    kind: LockKind,
    ground: str,
    reference: str,
) -> uuid.UUID:
    """Lift one lock of a file by a lawful ground; the new milestone's id.

    `reference` is sealed. Refuses what `evidence.record_authority` refuses.
    """
    evidence.record_authority(
        actor=actor,
        at=at,
        case_id=case_id,
        file_id=file_id,
        kind=kind,
        ground=ground,
        reference=reference,
    )
    return do_step.record(
        actor=actor, at=at, case_id=case_id, kind=MILESTONE, happened_at=at,
        detail={"lock": kind.value, "ground": ground},
    )  # fmt: skip
