"""A neglected case on the desk, somebody who oversees its unit, and an inspector."""

from dataclasses import dataclass
from datetime import timedelta

from bairn.access import sessions
from bairn.access.terms import Purpose, Role
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.vigilance import actions, queries
from bairn.vigilance.sweeping import sweep_everything
from bairn.vigilance.terms import SignalCard
from tests import cast
from tests.doors.desk import casework
from tests.doors.desk.casework import Scene

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Watched:
    """The case, who watches over its unit from outside, and what was raised about it."""

    here: Scene
    overseer: Actor
    inspector: Actor
    operator: Actor

    def signal(self, rule: str = "silent_14_days") -> SignalCard:
        """The signal of this rule about the case."""
        found = queries.signals_of_case(
            actor=self.here.second, at=clock.now(), case_id=self.here.case
        )
        return next(one for one in found if one.rule == rule)


def watched(*, days: int = 20) -> Watched:
    """A case that was opened so many days ago and on which nothing was recorded since."""
    here = casework.scene(at=clock.now() - days * DAY)
    overseer = cast.staff("olga", Role.SUPERVISOR, unit=here.place.other_unit)
    inspector = cast.staff(
        "iris", Role.INSPECTOR, unit=here.place.other_unit, purpose=Purpose.OVERSIGHT
    )
    operator = cast.staff(
        "otto", Role.OPERATOR, unit=here.place.other_unit, purpose=Purpose.OPERATIONS
    )
    actions.name_overseer(
        actor=inspector,
        at=clock.now() - days * DAY,
        unit_id=here.place.unit.id,
        staff_id=overseer.id,
    )
    sweep_now()
    return Watched(here, overseer, inspector, operator)


def sweep_now() -> None:
    """The house sweeps everything at this moment."""
    sweep_everything(actor=sessions.system(), at=clock.now())
