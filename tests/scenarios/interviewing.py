"""What a scenario needs to interview a child: the gate opened, trained staff in the circle."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bairn.access import actions as access
from bairn.cases.terms import ParticipantRole
from bairn.interviews import actions as interviews
from bairn.interviews import queries as ledgers
from bairn.interviews.terms import ChildLedger, Present
from bairn.journeys import hold_interview
from bairn.kernel.actor import Actor
from tests import cast
from tests.cast import AT
from tests.journeys.story import HOUR, Story


@dataclass(frozen=True)
class Room:
    """A child who may be interviewed, and who may sit there."""

    story: Story
    case_id: uuid.UUID
    about: uuid.UUID
    interviewer: Actor
    adult: uuid.UUID
    woman: Actor

    def present(self, *more: Present) -> tuple[Present, ...]:
        """An appropriate adult from outside the family, a woman of the staff, and whoever more."""
        return (
            Present(role="appropriate_adult"),
            Present(role="female_staff", staff_id=self.woman.id),
            *more,
        )

    def plan(
        self, *, at: datetime, present: Sequence[Present] | None = None, **more: Any
    ) -> uuid.UUID:
        """The investigator plans it for a day later."""
        return interviews.plan(
            actor=self.story.investigator, at=at, case_id=self.case_id, about=self.about,
            planned_at=more.pop("planned_at", at + 24 * HOUR),
            place=more.pop("place", "one_stop_site"), interviewer=self.interviewer.id,
            present=self.present() if present is None else tuple(present), **more,
        )  # fmt: skip

    def hold(self, interview_id: uuid.UUID, *, at: datetime) -> None:
        """It takes half an hour, and is recorded as an exhibit."""
        hold_interview.hold_interview(
            actor=self.interviewer, at=at + HOUR, case_id=self.case_id,
            interview_id=interview_id, started_at=at, ended_at=at + HOUR / 2,
            no_recording_reason="device_failed",
        )  # fmt: skip

    def ledger(self, *, at: datetime) -> ChildLedger:
        """What is kept of this child's questioning."""
        found = ledgers.ledger(actor=self.story.investigator, at=at, case_id=self.case_id)
        return next(one for one in found if one.about == self.about)


def room(story: Story, case_id: uuid.UUID, *, at: datetime = AT) -> Room:
    """An interviewer and a woman of the staff join the circle; the gate stands open."""
    story.open_gate(case_id, "interview", at=at)
    interviewer = cast.staff("ines", "interviewer", unit=story.place.unit)
    woman = cast.staff("wanda", "interviewer", unit=story.place.unit)
    for one in (interviewer, woman):
        access.assign(
            actor=story.supervisor, at=at, case_id=case_id, staff_id=one.id, role="interviewer"
        )
    (child, *_) = story.people(case_id, ParticipantRole.CHILD)
    return Room(
        story=story, case_id=case_id, about=child.id, interviewer=interviewer, adult=child.id,
        woman=woman,
    )  # fmt: skip
