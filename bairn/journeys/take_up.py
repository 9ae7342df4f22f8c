"""An imported record becomes part of a live case, or a case begins with it: all of it or nothing.

The person moves, with what was sealed of them; nothing is opened and nothing is copied.
"""

import uuid
from datetime import datetime

from bairn import jobs
from bairn.access import gate
from bairn.cases import actions as cases
from bairn.cases.terms import NewParticipant, ParticipantRole
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import actions as protocols
from bairn.protocols import packs
from bairn.protocols.terms import CaseFacts
from bairn.records import actions as records
from bairn.records.terms import TakenFor
from bairn.vault.actions.records import move_subject

TAKEN_UP = "record_taken_up"


@gate.act("journeys.take_up")
def take_up(
    *,
    actor: Actor,
    at: datetime,
    collection_id: uuid.UUID,
    record_id: uuid.UUID,
    case_id: uuid.UUID,
    role: ParticipantRole,
    reason: TakenFor,
) -> uuid.UUID:
    """The person of this record takes part in the case from now on; the id of their part.

    Raises Refusal records.settled, records.withdrawn, cases.closed, vault.erased and others.
    """
    (part,) = _bring(
        actor, at, collection_id=collection_id, record_id=record_id, case_id=case_id, role=role,
        reason=reason,
    )  # fmt: skip
    jobs.defer("conflicts.screen", case_id=case_id)
    gate.note(role=role.value, reason=reason.value)
    return part


@gate.act("journeys.take_up")
def take_up_anew(
    *,
    actor: Actor,
    at: datetime,
    collection_id: uuid.UUID,
    record_id: uuid.UUID,
    role: ParticipantRole,
    reason: TakenFor,
    pack_id: str,
    time_zone: str,
) -> uuid.UUID:
    """A case begins with the person of this record, under a pack that knows it as non-recent.

    Raises Refusal protocols.pack, records.own_unit and those of `take_up`.
    """
    if pack_id not in packs.ids():
        raise Refusal("protocols.pack", "There is no such pack.", field="pack_id")
    if actor.unit is None:
        raise Refusal("records.own_unit", "Whoever brings records in belongs to a unit.")
    case_id = cases.open_case(actor=actor, at=at, unit_id=actor.unit, circle={})
    cases.mark(actor=actor, at=at, case_id=case_id, kind="case_opened", happened_at=at)
    _bring(
        actor, at, collection_id=collection_id, record_id=record_id, case_id=case_id, role=role,
        reason=reason,
    )  # fmt: skip
    protocols.start(
        actor=actor, at=at, case_id=case_id, pack_id=pack_id, time_zone=time_zone,
        facts=CaseFacts({"non_recent": True}, {}),
    )  # fmt: skip
    jobs.defer("conflicts.screen", case_id=case_id)
    gate.note(role=role.value, reason=reason.value, case=case_id)
    return case_id


def _bring(
    actor: Actor,
    at: datetime,
    *,
    collection_id: uuid.UUID,
    record_id: uuid.UUID,
    case_id: uuid.UUID,
    role: ParticipantRole,
    reason: TakenFor,
) -> tuple[uuid.UUID, ...]:
    records.note_taken(
        actor=actor, at=at, collection_id=collection_id, record_id=record_id, into=case_id,
        reason=reason,
    )  # fmt: skip
    move_subject(actor=actor, at=at, subject_id=record_id, from_id=collection_id, case_id=case_id)
    person = NewParticipant(
        subject_id=record_id, role=role, implicated=role is ParticipantRole.SUSPECT
    )
    parts = cases.add_participants(actor=actor, at=at, case_id=case_id, people=[person])
    cases.mark(
        actor=actor, at=at, case_id=case_id, kind=TAKEN_UP, happened_at=at,
        detail={"role": role.value, "reason": reason.value},
    )  # fmt: skip
    return parts
