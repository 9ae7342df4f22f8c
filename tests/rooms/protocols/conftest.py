"""Two officers of one unit, a stranger from another, and cases in the officers' circle."""

import uuid
from dataclasses import dataclass

import pytest

from bairn.cases import actions as cases
from bairn.kernel.actor import Actor
from tests import cast


@dataclass(frozen=True)
class House:
    """Who works on the cases of these tests, and who does not."""

    first: Actor
    second: Actor
    stranger: Actor
    place: cast.Place

    def case(self, actor: Actor) -> uuid.UUID:
        """A case that `actor` opened, with the second officer in its circle."""
        circle = {self.second.id: "supervisor"}
        return cases.open_case(actor=actor, at=cast.AT, unit_id=self.place.unit.id, circle=circle)


@pytest.fixture
def house(db) -> House:
    """A small unit: the first investigates and supervises, the second supervises."""
    place = cast.place()
    return House(
        first=cast.staff("first", "investigator", "supervisor", unit=place.unit),
        second=cast.staff("second", "supervisor", unit=place.unit),
        stranger=cast.staff("stranger", "investigator", unit=place.other_unit),
        place=place,
    )
