"""A unit with a case, somebody who oversees it from elsewhere, two inspectors, and the house."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bairn.access import sessions
from bairn.access.models import Agency, Unit
from bairn.access.terms import Purpose
from bairn.cases import actions as cases
from bairn.kernel.actor import Actor
from bairn.vigilance.sweeping import Total, sweep_everything
from tests import cast

LATER = cast.AT + timedelta(days=20)  # silent, unreviewed it is not, first contact missing


@dataclass(frozen=True)
class Watch:
    """Who works on the cases of these tests, who watches, and who is near."""

    officer: Actor
    supervisor: Actor
    overseer: Actor
    inspector: Actor
    second: Actor
    place: cast.Place

    def case(self) -> uuid.UUID:
        """A case that the officer works on and on which nothing has happened yet."""
        circle = {self.officer.id: "investigator"}
        unit = self.place.unit.id
        return cases.open_case(actor=self.supervisor, at=cast.AT, unit_id=unit, circle=circle)

    def sweep(self, at=LATER) -> Total:
        """The house sweeps everything."""
        return sweep_everything(actor=sessions.system(), at=at)


@pytest.fixture
def watch(db) -> Watch:
    """The unit, and oversight outside it."""
    return begin()


@pytest.fixture
def committed(transactional_db: None) -> Iterator[Watch]:
    """The same, where what is recorded is committed: words open on nothing less."""
    sessions._kept.clear()
    yield begin()
    sessions._kept.clear()


def begin() -> Watch:
    """Everybody signed in."""
    place = cast.place()
    body = Agency.objects.create(name="Oversight Board", kind="oversight")
    board = Unit.objects.create(agency=body, name="Inspectorate")
    return Watch(
        officer=cast.staff("officer", "investigator", unit=place.unit),
        supervisor=cast.staff("chief", "supervisor", "intake_officer", unit=place.unit),
        overseer=cast.staff("overseer", "supervisor", unit=place.other_unit),
        inspector=cast.staff("inspector", "inspector", unit=board, purpose=Purpose.OVERSIGHT),
        second=cast.staff("second", "inspector", unit=board, purpose=Purpose.OVERSIGHT),
        place=place,
    )
