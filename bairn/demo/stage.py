"""One scenario's case in the district: who works on it, what time it is there, what is done."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from bairn.cases import queries as case_looks
from bairn.cases.terms import Participant, ParticipantRole
from bairn.demo.fifteen import Scenario
from bairn.demo.moving_in import House
from bairn.journeys import do_step
from bairn.kernel.actor import Actor
from bairn.protocols import packs

_HARMED = (ParticipantRole.CHILD, ParticipantRole.VICTIM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One scenario's case in the district: who works on it, and what time it is there."""

    house: House
    scenario: Scenario
    case_id: uuid.UUID
    received_at: datetime
    now: datetime
    investigator: Actor
    supervisor: Actor
    interviewer: Actor
    prosecutor: Actor

    def at(self, hours: float) -> datetime:
        """So many hours after the report, and never later than now."""
        return min(self.received_at + timedelta(hours=hours), self.now)

    def people(self, *roles: ParticipantRole) -> tuple[Participant, ...]:
        """Those who take part in one of these roles."""
        found = case_looks.participants(actor=self.investigator, at=self.now, case_id=self.case_id)
        return tuple(one for one in found if one.role in roles)

    @property
    def harmed(self) -> uuid.UUID:
        """The child or adult whom it is about."""
        return self.people(*_HARMED)[0].id

    def do(self, kind: str, at: datetime) -> None:
        """Something is done; what has to stand before it is done first."""
        self.first_things_first(kind, at)
        self._mark(kind, at, step=kind if packs.current(self.scenario.pack).step(kind) else None)

    def first_things_first(self, kind: str, at: datetime) -> None:
        """Whatever has to stand before something of this kind is done."""
        for row in do_step.missing(actor=self.investigator, at=at, case_id=self.case_id, kind=kind):
            self._mark((*row.done_by, row.step)[0], at, step=row.step)

    def _mark(self, kind: str, at: datetime, *, step: str | None) -> None:
        do_step.record(
            actor=self.investigator,
            at=at,
            case_id=self.case_id,
            kind=kind,
            happened_at=at,
            step=step,
        )
