"""What a case offers to its board: its pack's offences, its people, its circle, its milestones."""

import uuid
from datetime import datetime

from bairn.access import gate
from bairn.access import queries as access
from bairn.cases import queries as cases
from bairn.cases.terms import ParticipantRole
from bairn.kernel.actor import Actor
from bairn.kernel.catalogue import CatalogueError
from bairn.kernel.refusal import Refusal
from bairn.proof import boarding, kept, offences
from bairn.proof.putting import Surroundings
from bairn.proof.terms import Book, OffenceTable
from bairn.protocols import queries as protocols

_SEES = "proof.wanted"  # whoever may see what they are to get may be named for it


def book() -> Book:
    """The codes that may be chosen on any board."""
    return offences.book()


def of_case(actor: Actor, at: datetime, case_id: uuid.UUID) -> Surroundings:
    """What a piece of proof may name in this case."""
    marks = cases.milestones(actor=actor, at=at, case_id=case_id)
    return Surroundings(
        table=table_of(actor, at, case_id),
        book=book(),
        standing=boarding.standing(kept.looked(case_id)),
        staff=who_may_get(actor, at, case_id),
        roles=roles(),
        milestones={one.id for one in marks},
    )


def table_of(actor: Actor, at: datetime, case_id: uuid.UUID) -> OffenceTable:
    """The offences of the pack that the case works under. Refuses a case without one."""
    pack = protocols.binding_of_case(actor=actor, at=at, case_id=case_id).pack
    try:
        return offences.table(pack)
    except CatalogueError as missing:
        raise Refusal("proof.no_table", "This pack has no offences to look at yet.") from missing


def suspects(actor: Actor, at: datetime, case_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The participants of the case who are under suspicion."""
    people = cases.participants(actor=actor, at=at, case_id=case_id)
    return frozenset(one.id for one in people if one.role is ParticipantRole.SUSPECT)


def who_may_get(actor: Actor, at: datetime, case_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Those of the circle who may see what they are to get."""
    circle = access.circle_of(actor=actor, at=at, case_id=case_id)
    known = access.staff_of(actor=actor, at=at, ids={one.staff_id for one in circle})
    return frozenset(one.id for one in known.values() if one.active and one.roles & roles())


def roles() -> frozenset[str]:
    """The roles that may see what they are to get."""
    return gate.policy()[_SEES].who - {"system"}


def still_worked_on(actor: Actor, at: datetime, case_id: uuid.UUID) -> None:
    """Refuses a closed case."""
    if cases.case(actor=actor, at=at, case_id=case_id).closed_at is not None:
        raise Refusal("cases.closed", "This case is closed. Reopen it first.")
