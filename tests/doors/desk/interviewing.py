"""The calm case of the desk's tests, ready for an interview: its gate is open, Iris is there."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from bairn.access.terms import Role
from bairn.cases import actions as cases
from bairn.cases.terms import NewParticipant, ParticipantRole
from bairn.interviews import actions
from bairn.interviews.terms import PhaseHeld, Present, Recording
from bairn.journeys import hold_interview
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.protocols import queries as duties
from tests import cast
from tests.doors.desk import casework
from tests.doors.desk.casework import Scene, place_in_circle

DIGEST = "ab" * 32
QUESTIONS = "Was the blue door open?\nWho else came to the garden?"


@dataclass(frozen=True)
class Sitting:
    """The scene, and who interviews in it."""

    scene: Scene
    interviewer: Actor

    @property
    def case(self) -> uuid.UUID:
        """The case."""
        return self.scene.case

    @property
    def child(self) -> uuid.UUID:
        """The child of the case."""
        return self.scene.parts[0]

    def seats(self) -> tuple[Present, ...]:
        """Who sits there when nothing is wrong."""
        return (
            Present(role="interviewer", staff_id=self.interviewer.id),
            Present(role="female_staff", staff_id=self.interviewer.id),
            Present(role="appropriate_adult"),
        )

    def plan(self, *, at: datetime | None = None, **more: object) -> uuid.UUID:
        """The child's interview, in an hour."""
        wish: dict[str, object] = {
            "planned_at": clock.now() + timedelta(hours=1),
            "place": "one_stop_site",
            "present": self.seats(),
        }
        return actions.plan(
            actor=self.scene.first, at=at or clock.now(), case_id=self.case, about=self.child,
            interviewer=self.interviewer.id, **(wish | more),  # type: ignore[arg-type]
        )  # fmt: skip

    def held(self, **more: object) -> uuid.UUID:
        """The child's interview, held just now, recorded."""
        interview = self.plan(at=clock.now() - timedelta(hours=1))
        told: dict[str, object] = {
            "recording": Recording(digest_sha256=DIGEST, exhibit="EX-2026-14", unbroken=True),
            "phases": (PhaseHeld(phase="ground_rules", minutes=6), PhaseHeld(phase="free_recall")),
            "open_prompts": 22,
            "leading_prompts": 1,
            "minimal_facts": True,
        }
        end = clock.now()
        hold_interview.hold_interview(
            actor=self.interviewer, at=end, case_id=self.case, interview_id=interview,
            started_at=end - timedelta(minutes=47), ended_at=end,
            **(told | more),  # type: ignore[arg-type]
        )  # fmt: skip
        return interview

    def ask(self) -> uuid.UUID:
        """One more, asked for."""
        return self.plan(purpose="repeat", open_questions=QUESTIONS)

    def second_child(self) -> uuid.UUID:
        """Another child of the case."""
        return add_child(self.scene.second, self.case)


def add_child(actor: Actor, case: uuid.UUID) -> uuid.UUID:
    """A child comes into a case."""
    (part,) = cases.add_participants(
        actor=actor, at=clock.now(), case_id=case,
        people=[
            NewParticipant(subject_id=uuid.uuid4(), role=ParticipantRole.CHILD, under_18=True)
        ],
    )  # fmt: skip
    return part


def interview_scene() -> Sitting:
    """The case with everything done that has to stand before an interview."""
    scene = casework.scene()
    iris = cast.staff("iris", Role.INTERVIEWER, unit=scene.place.unit)
    place_in_circle(scene, iris, "interviewer")
    at = clock.now()
    gate = duties.gate_of_case(actor=scene.first, at=at, case_id=scene.case, stage="interview")
    for step in gate.missing:
        cases.mark(
            actor=scene.first, at=at, case_id=scene.case, kind=(step.done_by or (step.step,))[0],
            happened_at=at - timedelta(minutes=90), step=step.step,
        )  # fmt: skip
    return Sitting(scene, iris)


def bare_case(here: Sitting) -> uuid.UUID:
    """Another case of the unit, with nobody in it yet."""
    return casework.another_case(here.scene, hours=5)
