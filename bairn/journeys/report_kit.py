"""Somebody decides to report: their kit goes from the clinic to the case, its chain unbroken."""

import uuid
from datetime import datetime

from bairn.access import circles, gate
from bairn.evidence import actions as evidence
from bairn.evidence.queries import kits as looks
from bairn.journeys import move_kit
from bairn.kernel.actor import Actor
from bairn.vault import actions as vault


@gate.act("journeys.report_kit")
def report_kit(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    kit_id: uuid.UUID,
    consent_by: str,
    consented_at: datetime,
) -> None:
    """The kit, its exhibit, its hands and what is sealed of it belong to the case from now on.

    Its entries on the record stay as they are, and the case's circle can ask for them. Refuses
    whoever does not reach both, and an opt-in without the person's consent.
    """
    own = evidence.kits.into_case(
        actor=actor,
        at=at,
        case_id=case_id,
        kit_id=kit_id,
        consent_by=consent_by,
        consented_at=consented_at,
    )
    vault.move(actor=actor, at=at, report_id=own, case_id=case_id)
    circles.join_case(report_id=own, case_id=case_id)
    file = looks.kit(actor=actor, at=at, case_id=case_id, kit_id=kit_id)
    move_kit.mark(actor, at, case_id, "kit_collected", file.card.collected_at)
    move_kit.mark(actor, at, case_id, "kit_registered", at)
    gate.subject(kit_id)
    gate.note(was=own, consent=consent_by)
