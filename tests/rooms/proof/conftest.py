"""A case under the Chinese pack with an investigator, a prosecutor and people out of its reach."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bairn.access import sessions
from bairn.access.terms import Role
from bairn.cases import actions as cases
from bairn.cases.terms import NewParticipant, ParticipantRole
from bairn.kernel.actor import Actor
from bairn.proof import actions as proof
from bairn.proof import queries
from bairn.proof.terms import Item, ItemState, ProofBoard, Put, Serves
from bairn.protocols import actions as protocols
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind
from tests import cast

DAY = timedelta(days=1)
AGE = Serves(offence="rape_under_14_236", element="under_14")
ACT = Serves(offence="rape_under_14_236", element="act")
MISSING = Put(kind="age_document", state=ItemState.MISSING, serves=(AGE,))


@dataclass(frozen=True)
class Bench:
    """Who works on the case, who advises, who may not, and the case itself."""

    ben: Actor  # investigates
    cleo: Actor  # supervises
    dana: Actor  # prosecutor of another agency, in the circle
    mo: Actor  # examines, in the circle
    emil: Actor  # investigates elsewhere
    fay: Actor  # prosecutor, in no circle
    case: uuid.UUID
    suspect: uuid.UUID
    child: uuid.UUID
    at: datetime

    def put(self, said: Put = MISSING, *, hours: int = 1, words: str = "") -> uuid.UUID:
        at = self.at + timedelta(hours=hours)
        return proof.put(actor=self.ben, at=at, case_id=self.case, said=said, words=words)

    def change(self, item_id: uuid.UUID, said: Put, *, after: int, hours: int = 2) -> None:
        at = self.at + timedelta(hours=hours)
        proof.change(
            actor=self.ben, at=at, case_id=self.case, item_id=item_id, after=after, said=said
        )

    def consider(self, offence: str, suspect: uuid.UUID | None = None) -> None:
        proof.consider(
            actor=self.ben, at=self.at, case_id=self.case, offence=offence, suspect=suspect
        )

    def board(self, actor: Actor | None = None, *, hours: int = 3) -> ProofBoard:
        at = self.at + timedelta(hours=hours)
        return queries.board(actor=actor or self.ben, at=at, case_id=self.case)

    def item(self, item_id: uuid.UUID) -> Item:
        return self.board().items[item_id]


@pytest.fixture
def bench(db) -> Iterator[Bench]:
    """The offence against a child under 14 stands on its board."""
    sessions._kept.clear()
    made = _bench()
    made.consider("rape_under_14_236")
    yield made
    sessions._kept.clear()


def _bench() -> Bench:
    place = cast.place()
    ben, cleo = (
        cast.staff("ben", Role.INVESTIGATOR, unit=place.unit),
        cast.staff("cleo", Role.SUPERVISOR, unit=place.unit),
    )
    dana = cast.staff("dana", Role.PROSECUTOR, unit=place.other_unit)
    mo = cast.staff("mo", Role.MEDIC, unit=place.other_unit)
    case = cases.open_case(
        actor=cleo,
        at=cast.AT,
        unit_id=place.unit.id,
        circle={ben.id: "investigator", dana.id: "prosecutor", mo.id: "medic"},
    )
    protocols.start(
        actor=cleo, at=cast.AT, case_id=case, pack_id="cn-2023", time_zone="Asia/Shanghai"
    )
    suspect, child = _people(cleo, case)
    return Bench(
        ben=ben,
        cleo=cleo,
        dana=dana,
        mo=mo,
        emil=cast.staff("emil", Role.INVESTIGATOR, unit=place.other_unit),
        fay=cast.staff("fay", Role.PROSECUTOR, unit=place.other_unit),
        case=case,
        suspect=suspect,
        child=child,
        at=cast.AT,
    )


def _people(actor: Actor, case: uuid.UUID) -> tuple[uuid.UUID, ...]:
    roles = (ParticipantRole.SUSPECT, ParticipantRole.CHILD)
    sealed = [
        vault.seal(
            actor=actor,
            at=cast.AT,
            kind=SubjectKind.PERSON,
            fields={"family_name": "Birch"},
            case_id=case,
        )
        for _role in roles
    ]
    people = [
        NewParticipant(subject_id=one, role=role) for one, role in zip(sealed, roles, strict=True)
    ]
    return cases.add_participants(actor=actor, at=cast.AT, case_id=case, people=people)
