"""Exhibits of the calm case at the desk: a kit with a swab, a telephone, a coat; every hand."""

import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bairn.access import sessions
from bairn.access.terms import Role
from bairn.cases.terms import ParticipantRole
from bairn.evidence import actions as evidence
from bairn.evidence.terms import (
    Carries,
    ExhibitWords,
    NewExhibit,
    Omitted,
    Receipt,
    Receiver,
    Registered,
)
from bairn.kernel.actor import Actor
from tests import cast
from tests.doors.desk import casework
from tests.doors.desk.casework import Scene

HOUR = timedelta(hours=1)
CANARY = "A canary coat"
RECEIPT = Receipt(reference="Delivery note 7", signed_by="The front desk")


@dataclass(frozen=True)
class Shelf:
    """The case, its exhibits, and those who hold them."""

    scene: Scene
    lab: Actor
    kit: Registered
    swab: Registered
    phone: Registered
    coat: Registered
    freezer: uuid.UUID
    waiting: uuid.UUID  # offered to the supervisor: swab and telephone

    @property
    def case(self) -> uuid.UUID:
        return self.scene.case

    def at(self, hours: float) -> Any:
        """So many hours after the case was opened."""
        return self.scene.opened + hours * HOUR

    def by(self, actor: Actor, hours: float) -> dict[str, Any]:
        """Who does something to the case, and when."""
        return {"actor": actor, "at": self.at(hours), "case_id": self.case}


def shelf(scene: Scene | None = None) -> Shelf:
    """Four exhibits; the coat came back from outside under another seal."""
    here = scene or casework.scene()
    lab = cast.staff("lee", Role.LAB, unit=here.place.other_unit)
    casework.place_in_circle(here, lab, "lab")
    ada = here.first
    child = here.parts[list(here.people).index(ParticipantRole.CHILD)]
    kit = _register(here, ada, kind="kit", about=child, source="person", seal="K-4001", hours=0.2)
    swab = _register(
        here, ada, kind="swab", about=child, source="person", parent_id=kit.id, seal="K-4002",
        sensitivity="intimate", method="medical_examination", basis="assent_and_guardian",
        omitted=(Omitted(step="blood", reason="declined", words="Not today."),), hours=0.3,
    )  # fmt: skip
    phone = _register(here, ada, kind="phone", seal="P-1", hours=0.4)
    coat = _register(here, ada, kind="clothing", seal="C-77", hours=0.5)
    mine = {"actor": ada, "case_id": here.case}
    freezer = evidence.add_place(
        actor=here.second, at=here.opened, unit_id=here.place.unit.id, name="Freezer 2",
        condition="frozen",
    )  # fmt: skip
    evidence.store(
        **mine, at=here.opened + 0.6 * HOUR, exhibit_id=kit.id, place_id=freezer, condition="intact"
    )
    _outside_and_back(here, ada, coat)
    waiting = evidence.offer(
        **mine, at=here.opened + 2 * HOUR, exhibit_ids=[swab.id, phone.id],
        to=Receiver(staff_id=here.second.id), purpose="changed_officer",
    )  # fmt: skip
    return Shelf(here, lab, kit, swab, phone, coat, freezer, waiting)


def _register(here: Scene, actor: Actor, *, hours: float, **said: Any) -> Registered:
    told = NewExhibit(
        kind="object", words=ExhibitWords(description=CANARY, place="The hall"),
        collected_at=here.opened + (hours - 0.1) * HOUR, collected_by=actor.id, source="place",
        method="handed_in", basis="consent", basis_reference="Form 12",
    )  # fmt: skip
    return evidence.register(
        actor=actor, at=here.opened + hours * HOUR, case_id=here.case, said=replace(told, **said)
    )


def _outside_and_back(here: Scene, actor: Actor, coat: Registered) -> None:
    """To a laboratory outside and back, with a seal that is not the one on the paper."""
    mine: dict[str, Any] = {"actor": actor, "case_id": here.case}
    given = evidence.offer(
        **mine, at=here.opened + 0.7 * HOUR, exhibit_ids=[coat.id], purpose="examination",
        to=Receiver(outside="laboratory", words="State laboratory, desk 4"),
    )  # fmt: skip
    evidence.accepted_outside(
        **mine, at=here.opened + 0.8 * HOUR, handover_id=given, receipt=RECEIPT
    )
    evidence.came_back(
        **mine, at=here.opened + 1.5 * HOUR, exhibit_id=coat.id, receipt=RECEIPT,
        said_seal="L-1", seal="L-2", condition="packaging_marked",
    )  # fmt: skip


def crossing(on: Shelf) -> None:
    """One room, two people of the case, an hour apart, nothing cleaned: an alert."""
    here = on.scene
    room = evidence.add_carrier(
        actor=here.second, at=on.at(1), unit_id=here.place.unit.id, what=Carries.ROOM, name="Room 3"
    )
    for n, part in enumerate((here.parts[0], here.parts[2])):
        begins = here.opened - (5 - 2 * n) * HOUR
        evidence.note_contact(
            **on.by(here.second, 1.1 + n / 10), what=Carries.ROOM, which=room,
            with_participant=part, from_at=begins, until_at=begins + HOUR,
        )  # fmt: skip


def forget_sessions() -> None:
    """Tokens that the tests before have kept."""
    sessions._kept.clear()
