"""Two units with cases, one of them sealed, an analyst of neither, offences with invented codes."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bairn.access.models import Holder, Unit
from bairn.cases import actions as cases
from bairn.kernel.actor import Actor
from bairn.series import actions as series
from bairn.series.terms import NewCoding, Place
from tests import cast
from tests.cast import AT

CODES = {
    "approach_way": "helped", "approach_role": "worker", "control_weapon": "none",
    "precaution_face": "helmet", "transport_kind": "motorcycle", "taken_kind": "keepsake",
    "victim_age": "from_18", "victim_relation": "stranger", "speech_kind": "sorry",
}  # fmt: skip
OTHER = {
    "approach_way": "online", "contact_channel": "game", "control_weapon": "none",
    "precaution_face": "none", "digital_payment": "voucher", "victim_age": "from_10",
    "victim_relation": "online",
}  # fmt: skip
HERE = Place(latitude=50.12345, longitude=8.54321)


@dataclass
class Desk:
    """Cleo supervises, Ben and Wren work her cases; Emil supervises and Elle works elsewhere."""

    place: cast.Place
    cleo: Actor
    ben: Actor
    wren: Actor
    emil: Actor
    elle: Actor
    ana: Actor
    case_id: uuid.UUID = field(init=False)
    other_case: uuid.UUID = field(init=False)
    sealed_case: uuid.UUID = field(init=False)

    def case(self, supervisor: Actor, *workers: Actor) -> uuid.UUID:
        """A case of the supervisor's unit."""
        assert supervisor.unit
        return cases.open_case(
            actor=supervisor, at=AT, unit_id=supervisor.unit,
            circle={one.id: "investigator" for one in workers},
        )  # fmt: skip

    def code(self, actor, case_id, codes=CODES, *, days=0, place=HERE, **changed) -> uuid.UUID:
        """An offence of the case."""
        when = AT - timedelta(days=100 - days)
        return series.code_offence(
            actor=actor, at=AT, case_id=case_id,
            said=NewCoding(
                codes={**codes, **changed}, earliest=when, latest=when + timedelta(minutes=50),
                place=place,
            ),
        )  # fmt: skip


@pytest.fixture
def desk(db) -> Desk:
    """Nothing is coded yet."""
    place = cast.place()
    apart = Unit.objects.create(agency=place.agency, name="Analysis")
    made = Desk(
        place=place,
        cleo=cast.staff("cleo", "supervisor", unit=place.unit),
        ben=cast.staff("ben", "investigator", unit=place.unit),
        wren=cast.staff("wren", "investigator", unit=place.unit),
        emil=cast.staff("emil", "supervisor", unit=place.other_unit),
        elle=cast.staff("elle", "investigator", unit=place.other_unit),
        ana=cast.staff("ana", "analyst", unit=apart),
    )
    made.case_id = made.case(made.cleo, made.ben, made.wren)
    made.other_case = made.case(made.emil, made.elle)
    made.sealed_case = made.case(made.emil, made.elle)
    Holder.objects.filter(id=made.sealed_case).update(restricted=True)
    return made
