"""What other rooms say that a rule needs: who takes part, who is in the circle, what is held."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import StaffCard
from bairn.cases import queries as cases
from bairn.evidence.terms import ExhibitCard, Receipt
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.vault import wording
from bairn.vault.queries import holds

_TAKES = "evidence.accept"


def people(
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    *,
    parent: ExhibitCard | None,
    asked: uuid.UUID | None,
) -> frozenset[uuid.UUID]:
    """The participants of the case; what a parent says already is not asked for again."""
    if asked is None or (parent is not None and parent.about == asked):
        return frozenset()
    rows = cases.participants(actor=actor, at=at, case_id=case_id)
    return frozenset(one.id for one in rows)


def circle(actor: Actor, at: datetime, case_id: uuid.UUID) -> Mapping[uuid.UUID, StaffCard]:
    """Those of the circle who are in service."""
    members = access.circle_of(actor=actor, at=at, case_id=case_id)
    known = access.staff_of(actor=actor, at=at, ids={one.staff_id for one in members})
    return {card.id: card for card in known.values() if card.active}


def may_take(actor: Actor, at: datetime, case_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Those of the circle to whom something can be given."""
    takes = gate.policy()[_TAKES].who
    return frozenset(one.id for one in circle(actor, at, case_id).values() if one.roles & takes)


def own_unit(actor: Actor) -> uuid.UUID:
    """The unit of whoever asks. Refuses those without one."""
    if actor.unit is None:
        raise Refusal("evidence.no_unit", "You belong to no unit.")
    return actor.unit


def case_open(actor: Actor, at: datetime, case_id: uuid.UUID) -> bool:
    """Whether the case is still worked on; what has no case is not."""
    found = cases.by_ids(actor=actor, at=at, case_ids=[case_id])
    return any(one.closed_at is None for one in found)


def held(actor: Actor, at: datetime, case_id: uuid.UUID) -> bool:
    """Whether a legal hold is in force on the case."""
    return holds.holds_in_force(actor=actor, at=at, case_id=case_id) > 0


def receipt(actor: Actor, at: datetime, case_id: uuid.UUID, said: Receipt) -> uuid.UUID | None:
    """By what somebody outside says that they took or sent something, sealed."""
    words = {"exhibit_receipt": said.reference, "exhibit_signed_by": said.signed_by}
    return wording.sealed(actor, at, words, case_id=case_id)
