"""Who acts in the tests of the vault and the outbox."""

import uuid
from dataclasses import dataclass

from bairn.access import sessions
from bairn.access.models import Holder
from bairn.access.terms import Role
from bairn.kernel.actor import Actor
from tests import cast


@dataclass(frozen=True)
class Household:
    """Two supervisors of one unit, one of another agency's, and the house's own jobs."""

    first: Actor
    second: Actor
    stranger: Actor
    system: Actor
    place: cast.Place

    def report(self) -> uuid.UUID:
        """A report that is routed to the unit of the first two."""
        return cast.holder("report", unit=self.place.unit)

    def brought_report(self) -> tuple[Actor, uuid.UUID]:
        """Somebody of the public, and the report that they are bringing."""
        report = self.report()
        Holder.objects.filter(id=report).update(brought_by=sessions.PUBLIC)
        return sessions.reporter(), report

    def case(self) -> uuid.UUID:
        """A case that is routed to the unit of the first two."""
        return cast.holder("case", unit=self.place.unit)


def move_in() -> Household:
    """A household in an empty database."""
    sessions._kept.clear()  # the tests before emptied the table that these tokens stand in
    place = cast.place()
    return Household(
        first=cast.staff("ada", Role.SUPERVISOR, unit=place.unit),
        second=cast.staff("ben", Role.SUPERVISOR, unit=place.unit),
        stranger=cast.staff("cleo", Role.SUPERVISOR, unit=place.other_unit),
        system=sessions.system(),
        place=place,
    )
