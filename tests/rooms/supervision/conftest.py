"""A unit with its supervisor and two investigators, one of whom works a case under a pack."""

import uuid
from dataclasses import dataclass

import pytest

from bairn.cases import actions as cases
from bairn.kernel.actor import Actor
from bairn.protocols import actions as protocols
from bairn.protocols.terms import CaseFacts
from tests import cast
from tests.cast import AT


@dataclass(frozen=True)
class Unit:
    """Cleo supervises; Ben works the case; Wren could take it over; Emil supervises elsewhere."""

    place: cast.Place
    cleo: Actor
    ben: Actor
    wren: Actor
    emil: Actor

    def case(self, at=AT) -> uuid.UUID:
        """A case that Cleo opened, with Ben in its circle."""
        made = cases.open_case(
            actor=self.cleo, at=at, unit_id=self.place.unit.id, circle={self.ben.id: "investigator"}
        )
        protocols.start(
            actor=self.cleo, at=at, case_id=made, pack_id="barnahus-eu", time_zone="Europe/Oslo",
            facts=CaseFacts({"age": 9}),
        )  # fmt: skip
        return made


@pytest.fixture
def unit(db) -> Unit:
    """Nobody has looked over anything yet."""
    place = cast.place()
    return Unit(
        place=place,
        cleo=cast.staff("cleo", "supervisor", unit=place.unit),
        ben=cast.staff("ben", "investigator", unit=place.unit),
        wren=cast.staff("wren", "investigator", unit=place.unit),
        emil=cast.staff("emil", "supervisor", unit=place.other_unit),
    )


@pytest.fixture
def case_id(unit) -> uuid.UUID:
    """One case."""
    return unit.case()
