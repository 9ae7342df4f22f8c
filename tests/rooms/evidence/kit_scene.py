"""Police with a case, a clinic, a laboratory and a support service, each an agency of its own."""

import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bairn.access import sessions
from bairn.access.models import Agency, Unit
from bairn.access.terms import Purpose, Role
from bairn.cases import actions as cases
from bairn.evidence import actions as evidence
from bairn.evidence.queries import kits as looks
from bairn.evidence.terms import Receiver
from bairn.evidence.terms.kit_lists import RegisteredKit, ToldNotice
from bairn.evidence.terms.kits import KitFile, KitKind, KitStands, NewKit, NoticeKind
from bairn.kernel.actor import Actor
from bairn.protocols import actions as protocols
from tests import cast

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AT = datetime(2026, 3, 2, 17, tzinfo=UTC)
NEW = NewKit(
    number="K-0042", kind=KitKind.REPORTED, place="US-ID", zone="America/Boise",
    collected_at=AT - 2 * HOUR, lot="L7",
)  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """Who does what; `case` is the police's, and everybody but the strangers is in its circle."""

    ben: Actor  # investigates
    cleo: Actor  # supervises the police unit
    dana: Actor  # prosecutes
    mo: Actor  # examines at the clinic
    nia: Actor  # examines at the clinic, in no circle
    sue: Actor  # supervises the clinic
    lee: Actor  # laboratory
    fay: Actor  # support service
    emil: Actor  # supervises another police unit
    system: Actor
    case: uuid.UUID
    clinic: uuid.UUID
    lab: uuid.UUID

    def kit(self, *, by: Actor | None = None, at: datetime = AT, **said: Any) -> uuid.UUID:
        """A kit of the case, collected at the clinic."""
        made = evidence.kits.register_kit(
            actor=by or self.mo,
            at=at,
            case_id=self.case,
            said=replace(NEW, **said),
            seal="S1",
        )
        return made.id

    def own(self, *, at: datetime = AT, **said: Any) -> RegisteredKit:
        """A kit of somebody who has not reported."""
        return evidence.kits.register_unreported_kit(
            actor=self.mo,
            at=at,
            said=replace(NEW, **said),
            seal="S1",
        )

    def file(
        self, kit_id: uuid.UUID, *, at: datetime = AT + DAY, by: Actor | None = None,
        holder: uuid.UUID | None = None,
    ) -> KitFile:  # fmt: skip
        """Everything of it."""
        return looks.kit(actor=by or self.cleo, at=at, case_id=holder or self.case, kit_id=kit_id)

    def stands(self, kit_id: uuid.UUID) -> KitStands:
        """Where it stands."""
        return self.file(kit_id).card.stands

    def move(self, kit_id: uuid.UUID, event: str, *, hours: int = 1, code: str = "") -> KitStands:
        """Something happens to it."""
        return evidence.kits.move(
            actor=self.ben, at=AT + hours * HOUR, case_id=self.case, kit_id=kit_id, event=event,
            happened_at=AT + hours * HOUR, code=code,
        )  # fmt: skip

    def hand(
        self, kit_id: uuid.UUID, giver: Actor, taker: Actor, *, hours: int, purpose: str = "storage"
    ) -> None:
        """Both sides of a hand-over."""
        at = AT + hours * HOUR
        this: dict[str, Any] = {"at": at, "case_id": self.case}
        offered = evidence.offer(
            actor=giver, exhibit_ids=[kit_id], to=Receiver(staff_id=taker.id), purpose=purpose,
            **this,
        )  # fmt: skip
        evidence.accept(actor=taker, handover_id=offered, **this)

    def lab_says(self, kit_id: uuid.UUID, event: str, *, hours: int, code: str = "") -> KitStands:
        """The laboratory says what it did or found."""
        return evidence.kits.laboratory(
            actor=self.lee, at=AT + hours * HOUR, case_id=self.case, kit_id=kit_id, event=event,
            happened_at=AT + hours * HOUR, code=code,
        )  # fmt: skip

    def tested(self, **said: Any) -> uuid.UUID:
        """A kit with a profile: picked up, handed to the laboratory, tested."""
        kit_id = self.kit(**said)
        this: dict[str, Any] = {"case_id": self.case, "kit_id": kit_id}
        self.hand(kit_id, self.mo, self.ben, hours=1)
        evidence.kits.from_ledger(actor=self.ben, at=AT + HOUR, event="picked_up", **this)
        self.move(kit_id, "requested", hours=2)
        self.hand(kit_id, self.ben, self.lee, hours=3, purpose="examination")
        evidence.kits.from_ledger(actor=self.lee, at=AT + 3 * HOUR, event="submitted", **this)
        self.lab_says(kit_id, "accepted", hours=4)
        self.lab_says(kit_id, "result", hours=30, code="profile")
        return kit_id

    def tell(
        self, kit_id: uuid.UUID, *, at: datetime, on: datetime, by: Actor | None = None,
        kind: NoticeKind = NoticeKind.DISPOSAL, holder: uuid.UUID | None = None,
    ) -> ToldNotice:  # fmt: skip
        """The person is told in writing."""
        return evidence.kits.tell_in_writing(
            actor=by or self.ben, at=at, case_id=holder or self.case, kit_id=kit_id, kind=kind,
            language="en", told_how="by_hand", told_at=at, disposal_on=on.date(),
        )  # fmt: skip


def agency_unit(kind: str, name: str) -> Unit:
    """A unit of an agency of this kind."""
    agency = Agency.objects.create(name=name, kind=kind)
    return Unit.objects.create(agency=agency, name=f"{name} unit")


def make() -> Scene:
    """The scene, with nothing registered."""
    sessions._kept.clear()
    place = cast.place()
    clinic, lab = agency_unit("clinic", "Hillside"), agency_unit("laboratory", "Riverbank")
    support, court = agency_unit("support", "Harbour"), agency_unit("prosecution", "Eastfield")
    care = Purpose.MEDICAL_CARE
    people = {
        "ben": cast.staff("ben", Role.INVESTIGATOR, unit=place.unit),
        "cleo": cast.staff("cleo", Role.SUPERVISOR, unit=place.unit),
        "dana": cast.staff("dana", Role.PROSECUTOR, unit=court),
        "mo": cast.staff("mo", Role.MEDIC, unit=clinic, purpose=care),
        "nia": cast.staff("nia", Role.MEDIC, unit=clinic, purpose=care),
        "sue": cast.staff("sue", Role.SUPERVISOR, unit=clinic, purpose=care),
        "lee": cast.staff("lee", Role.LAB, unit=lab),
        "fay": cast.staff("fay", Role.SUPPORT_WORKER, unit=support, purpose=Purpose.SUPPORT),
        "emil": cast.staff("emil", Role.SUPERVISOR, unit=place.other_unit),
    }
    case = cases.open_case(
        actor=people["cleo"], at=AT - DAY, unit_id=place.unit.id,
        circle={people[name].id: role for name, role in (
            ("ben", "investigator"), ("dana", "prosecutor"), ("mo", "medic"), ("lee", "lab"),
            ("fay", "support_worker"),
        )},
    )  # fmt: skip
    protocols.start(
        actor=people["cleo"], at=AT - DAY, case_id=case, pack_id="cac-us",
        time_zone="America/Boise",
    )  # fmt: skip
    return Scene(**people, system=sessions.system(), case=case, clinic=clinic.id, lab=lab.id)


__all__ = ["AT", "DAY", "HOUR", "NEW", "Scene", "make", "sessions"]
