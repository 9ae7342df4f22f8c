"""What the pages of supervision show of one case, read as one look: one transaction, one entry."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bairn.access import gate
from bairn.access import queries as access
from bairn.access.terms import CircleMember, StaffCard
from bairn.cases import queries as cases
from bairn.cases.terms import Participant, Promise
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.protocols import queries as protocols
from bairn.protocols.terms import Binding
from bairn.supervision import queries as supervision
from bairn.supervision.terms import Direction, HandoverCard, Review
from bairn.web.desk import may
from bairn.web.desk.case_file import CaseFile


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionFile:
    """A case with its promises, reviews and hand-overs, and everybody whom they name."""

    file: CaseFile
    promises: tuple[Promise, ...] = ()
    reviews: tuple[Review, ...] = ()
    next_at: datetime | None = None  # None: the case works under no pack yet
    handovers: tuple[HandoverCard, ...] = ()
    staff: Mapping[uuid.UUID, StaffCard] = field(default_factory=dict)
    own_roles: frozenset[str] = frozenset()  # every role the reader ever had in the circle

    @property
    def zone(self) -> ZoneInfo:
        """The clock of the case."""
        return self.file.binding.zone if self.file.binding else ZoneInfo("UTC")

    @property
    def directions(self) -> tuple[Direction, ...]:
        """Every direction of the case, the earliest due first."""
        given = [one for review in self.reviews for one in review.directions]
        return tuple(sorted(given, key=lambda one: one.by_at))

    @property
    def parts(self) -> Mapping[uuid.UUID, Participant]:
        """Who takes part, by id."""
        return {one.id: one for one in self.file.people}


@gate.look("desk.case_supervision")
def supervision_file(*, actor: Actor, at: datetime, case_id: uuid.UUID) -> SupervisionFile:
    """The case, what was promised in it, who looked over it, and how it goes from hand to hand."""
    card = cases.case(actor=actor, at=at, case_id=case_id)
    binding = _binding(actor, at, case_id)
    reviews = supervision.reviews(actor=actor, at=at, case_id=case_id)
    handovers = supervision.handovers_of_case(actor=actor, at=at, case_id=case_id)
    circle = access.circle_of(actor=actor, at=at, case_id=case_id)
    own = access.places_of(actor=actor, at=at, case_id=case_id, staff_id=actor.id)
    shown = may.off("cases.participants", actor) is None
    next_at = None
    if binding or reviews:
        next_at = supervision.next_review(actor=actor, at=at, case_id=case_id)
    return SupervisionFile(
        file=CaseFile(
            card=card,
            milestones=cases.milestones(actor=actor, at=at, case_id=case_id),
            pinned=binding,
            people=cases.participants(actor=actor, at=at, case_id=case_id) if shown else (),
            circle=circle,
        ),
        promises=cases.promises(actor=actor, at=at, case_id=case_id),
        reviews=reviews,
        next_at=next_at,
        handovers=handovers,
        staff=access.staff_of(actor=actor, at=at, ids=set(_named(reviews, handovers, circle))),
        own_roles=frozenset(one.role for one in own),
    )


def _binding(actor: Actor, at: datetime, case_id: uuid.UUID) -> Binding | None:
    try:
        return protocols.binding_of_case(actor=actor, at=at, case_id=case_id)
    except Refusal as no:
        if no.code != "protocols.not_started":
            raise
        return None


def _named(
    reviews: tuple[Review, ...],
    handovers: tuple[HandoverCard, ...],
    circle: tuple[CircleMember, ...],
) -> Iterator[uuid.UUID]:
    yield from (one.staff_id for one in circle)
    for review in reviews:
        yield review.by_id
        yield from (one.owner_id for one in review.directions)
    for one in handovers:
        yield from (one.from_staff, one.to_staff, one.offered_by)
