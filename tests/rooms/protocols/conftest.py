"""Two officers of one unit, a stranger from another, and cases in the officers' circle."""

import uuid
from dataclasses import dataclass

import pytest

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
        """A case with `actor` and the second officer in its circle."""
        case_id = cast.holder("case", unit=self.place.unit)
        cast.assign(actor, case_id)
        cast.assign(self.second, case_id, role="supervisor")
        return case_id


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
