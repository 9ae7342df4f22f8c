"""A calm case with exhibits, those who collect and keep them, a laboratory and a clinic."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from bairn.access import sessions
from bairn.access.terms import Role
from bairn.cases import actions as cases
from bairn.cases.terms import NewParticipant, ParticipantRole
from bairn.evidence import actions, queries
from bairn.evidence.terms import (
    ExhibitFile,
    ExhibitWords,
    NewExhibit,
    Receipt,
    Receiver,
    Registered,
)
from bairn.kernel.actor import Actor
from tests import cast

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
COAT = NewExhibit(
    kind="clothing",
    words=ExhibitWords(description="A blue coat", source="The hall", place="By the door"),
    collected_at=AT - HOUR,
    source="place",
    method="taken_at_scene",
    basis="consent",
    basis_reference="Form 12",
    seal="S-1001",
)
RECEIPT = Receipt(reference="Delivery note 7", signed_by="The front desk", sha256="ab" * 32)


@dataclass(frozen=True)
class Store:
    """Who works on the case, and who may not."""

    place: cast.Place
    ben: Actor  # investigates
    ada: Actor  # investigates too
    cleo: Actor  # supervises
    mo: Actor  # examines, of another agency
    lee: Actor  # works in a laboratory of another agency
    dana: Actor  # prosecutor of another agency
    emil: Actor  # investigates elsewhere
    case: uuid.UUID
    people: tuple[uuid.UUID, ...]  # child, suspect

    def register(self, *, by: Actor | None = None, at: datetime = AT, **said: Any) -> Registered:
        """The coat, or what is said otherwise."""
        actor = by or self.ben
        told = replace(COAT, **({"collected_by": actor.id} | said))
        return actions.register(actor=actor, at=at, case_id=self.case, said=told)

    def offer(
        self, *exhibits: uuid.UUID, to: Actor | None = None, by: Actor | None = None,
        at: datetime = AT + HOUR, **more: Any,
    ) -> uuid.UUID:  # fmt: skip
        """Offered to Ada, or to whom is said."""
        receiver = more.pop("receiver", Receiver(staff_id=(to or self.ada).id))
        return actions.offer(
            actor=by or self.ben, at=at, case_id=self.case, exhibit_ids=exhibits,
            to=receiver, **({"purpose": "storage"} | more),
        )  # fmt: skip

    def accept(
        self, handover: uuid.UUID, *, by: Actor | None = None, at: datetime = AT + 2 * HOUR,
        **more: Any,
    ) -> int:  # fmt: skip
        """Accepted by Ada, or by whom is said."""
        return actions.accept(
            actor=by or self.ada, at=at, case_id=self.case, handover_id=handover, **more
        )

    def to_lab(self, exhibit: uuid.UUID) -> None:
        """Handed to the laboratory."""
        self.accept(self.offer(exhibit, to=self.lee, purpose="examination"), by=self.lee)

    def file(
        self, exhibit: uuid.UUID, *, by: Actor | None = None, at: datetime = AT + DAY
    ) -> ExhibitFile:
        """The exhibit as somebody sees it."""
        return queries.exhibit(actor=by or self.ben, at=at, case_id=self.case, exhibit_id=exhibit)

    def breaks(self, exhibit: uuid.UUID, *, at: datetime = AT + DAY) -> list[str]:
        """The breaks of its chain by their kinds."""
        return [one.kind.value for one in self.file(exhibit, at=at).chain.breaks]


def open_store() -> Store:
    """The case and everybody around it."""
    sessions._kept.clear()
    place = cast.place()
    unit, other = place.unit, place.other_unit
    ben, ada = (cast.staff(name, Role.INVESTIGATOR, unit=unit) for name in ("ben", "ada"))
    cleo = cast.staff("cleo", Role.SUPERVISOR, unit=unit)
    mo = cast.staff("mo", Role.MEDIC, unit=other)
    lee = cast.staff("lee", Role.LAB, unit=other)
    dana = cast.staff("dana", Role.PROSECUTOR, unit=other)
    case = cases.open_case(
        actor=cleo, at=AT - DAY, unit_id=unit.id,
        circle={
            ben.id: "investigator", ada.id: "investigator", mo.id: "medic", lee.id: "lab",
            dana.id: "prosecutor",
        },
    )  # fmt: skip
    people = cases.add_participants(
        actor=cleo, at=AT - DAY, case_id=case,
        people=[
            NewParticipant(subject_id=uuid.uuid4(), role=ParticipantRole.CHILD),
            NewParticipant(subject_id=uuid.uuid4(), role=ParticipantRole.SUSPECT),
        ],
    )  # fmt: skip
    return Store(
        place=place, ben=ben, ada=ada, cleo=cleo, mo=mo, lee=lee, dana=dana,
        emil=cast.staff("emil", Role.INVESTIGATOR, unit=other), case=case, people=people,
    )  # fmt: skip


@contextmanager
def as_app(actor: Actor) -> Iterator[Any]:
    """A plain connection in somebody's reach, as if no code of ours stood before it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', 'bairn_app', true), set_config('bairn.token', %s, true)",
            [actor.token],
        )
        yield cursor
        cursor.execute("reset role")
