"""A clinic and a laboratory beside the police of a story."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

from bairn.access import actions as access
from bairn.access.terms import Purpose
from bairn.evidence import actions as evidence
from bairn.evidence.queries import kits as looks
from bairn.evidence.terms.kit_lists import RegisteredKit
from bairn.evidence.terms.kits import KitFile, KitKind, NewKit, NoticeKind
from bairn.kernel.actor import Actor
from tests import cast
from tests.cast import AT
from tests.journeys.story import Story
from tests.rooms.evidence.kit_scene import agency_unit

NEW = NewKit(
    number="K-0310", kind=KitKind.UNREPORTED, place="US-ID", zone="America/Boise", collected_at=AT
)


class Clinic:
    """Somebody who examines, and what they do with a kit."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.unit = agency_unit("clinic", "Hillside")
        self.medic: Actor = cast.staff("mo", "medic", unit=self.unit, purpose=Purpose.MEDICAL_CARE)

    def own_kit(self, *, at: datetime = AT) -> RegisteredKit:
        """The kit of somebody who has not reported."""
        return evidence.kits.register_unreported_kit(
            actor=self.medic, at=at, said=replace(NEW, collected_at=at - timedelta(hours=1))
        )

    def tell(self, kit: RegisteredKit, *, at: datetime, on: datetime) -> str:
        """What she takes home in writing; the code on it."""
        told = evidence.kits.tell_in_writing(
            actor=self.medic, at=at, case_id=kit.holder_id, kit_id=kit.id,
            kind=NoticeKind.RETENTION, language="en", told_how="by_hand", told_at=at,
            disposal_on=on.date(),
        )  # fmt: skip
        return told.code

    def file(self, kit: RegisteredKit, *, at: datetime, by: Actor | None = None) -> KitFile:
        """Everything of it."""
        return looks.kit(actor=by or self.medic, at=at, case_id=kit.holder_id, kit_id=kit.id)

    def joins(self, case_id: uuid.UUID, *, at: datetime) -> None:
        """The supervisor brings the medic into the circle of the case."""
        access.assign(
            actor=self.story.supervisor, at=at, case_id=case_id, staff_id=self.medic.id,
            role="medic",
        )  # fmt: skip
