"""Three units with a case each, and people in them who may be the same."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bairn.access import sessions
from bairn.access.models import Holder
from bairn.kernel.actor import Actor
from bairn.linkage import actions
from bairn.linkage.terms.leads import FoundLead, LeadSource, Reason, Side
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind
from tests import cast
from tests.cast import AT

REASONS = (
    Reason("name", "same.same", 6.2),
    Reason("birth", "same", 5.1),
    Reason("prior", "n", -9.0),
)


@dataclass(frozen=True)
class Units:
    """Cleo supervises one unit, Emil another; Ben investigates in Cleo's."""

    place: cast.Place
    cleo: Actor
    ben: Actor
    emil: Actor
    house: Actor

    def case(self, actor: Actor, *, restricted: bool = False) -> uuid.UUID:
        """A case of the unit of this supervisor."""
        unit = self.place.unit if actor.unit == self.place.unit.id else self.place.other_unit
        made = cast.holder("case", unit=unit)
        if restricted:
            Holder.objects.filter(id=made).update(restricted=True)
        return made

    def person(self, actor: Actor, case_id: uuid.UUID, name: str = "Ling") -> Side:
        """Somebody sealed in this case."""
        subject = vault.seal(
            actor=actor,
            at=AT,
            kind=SubjectKind.PERSON,
            fields={"family_name": name, "given_name": "Ada", "birth_date": "1990-04-09"},
            case_id=case_id,
        )
        return Side(subject, case_id)

    def lead(self, one: Side, other: Side, *, at=AT, probability: float = 0.93) -> uuid.UUID:
        """What the matching process would put down of these two."""
        found = lead_of(one, other, probability=probability)
        made = actions.keep_leads(
            actor=self.house,
            at=at,
            found=[found],
            source=LeadSource.INTAKE,
            model="1",
            keys="k1",
            checked=[one],
        )
        return made[0]


def lead_of(one: Side, other: Side, *, probability: float = 0.93, model: str = "1") -> FoundLead:
    """A finding of these two."""
    return FoundLead(
        one=one,
        other=other,
        logit=2.3,
        probability=probability,
        low=probability - 0.05,
        high=probability + 0.03,
        reasons=REASONS,
        model=model,
    )


@pytest.fixture
def units(db) -> Iterator[Units]:
    """Nobody has been compared yet."""
    sessions._kept.clear()
    place = cast.place()
    yield Units(
        place=place,
        cleo=cast.staff("cleo", "supervisor", unit=place.unit),
        ben=cast.staff("ben", "investigator", unit=place.unit),
        emil=cast.staff("emil", "supervisor", unit=place.other_unit),
        house=sessions.system(),
    )
    sessions._kept.clear()
