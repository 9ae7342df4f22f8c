"""A calm case with a child, the adults around it, and the staff who may interview."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from bairn.access import sessions
from bairn.cases import actions as cases
from bairn.cases.terms import NewParticipant, ParticipantRole
from bairn.interviews import actions, queries
from bairn.interviews.terms import ChildLedger, Present, Recording, Sitting
from bairn.kernel.actor import Actor
from bairn.protocols import actions as protocols
from bairn.protocols import queries as duties
from bairn.protocols.terms import CaseFacts
from tests import cast
from tests.cast import AT

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
QUESTIONS = "Was the blue door open?\nWho else came to the garden?"
RECORDED = Recording(digest_sha256="ab" * 32, exhibit="EX-26-0007", unbroken=True)
_WHO = (
    ("child", ParticipantRole.CHILD, {"under_18": True}),
    ("aunt", ParticipantRole.GUARDIAN, {}),
    ("stepfather", ParticipantRole.GUARDIAN, {"implicated": True}),
    ("suspect", ParticipantRole.SUSPECT, {}),
    ("witness", ParticipantRole.WITNESS, {}),
    ("sibling", ParticipantRole.CHILD, {"under_18": True}),
)


@dataclass(frozen=True)
class Ward:
    """Who works on the case, and who takes part in it."""

    place: cast.Place
    officer: Actor
    supervisor: Actor
    interviewer: Actor
    stranger: Actor
    case: uuid.UUID
    people: dict[str, uuid.UUID]

    @property
    def child(self) -> uuid.UUID:
        """The child of these tests."""
        return self.people["child"]

    def room(self, *more: Present) -> tuple[Present, ...]:
        """Who sits there when nothing is wrong: the interviewer, a woman, and the aunt."""
        return (
            Present(role="interviewer", staff_id=self.interviewer.id),
            Present(role="female_staff", staff_id=self.interviewer.id),
            Present(role="guardian", participant_id=self.people["aunt"]),
            *more,
        )

    def plan(self, *, by: Actor | None = None, at: datetime = AT, **more: Any) -> uuid.UUID:
        """The child's interview, tomorrow unless said otherwise."""
        wish: dict[str, Any] = {
            "about": self.child,
            "planned_at": at + DAY,
            "place": "one_stop_site",
            "interviewer": self.interviewer.id,
            "present": self.room(),
        }
        return actions.plan(actor=by or self.officer, at=at, case_id=self.case, **(wish | more))

    def hold(self, interview: uuid.UUID, *, at: datetime = AT + 2 * DAY, **more: Any) -> Sitting:
        """A sitting of forty minutes that has just ended, recorded."""
        told: dict[str, Any] = {
            "started_at": at - timedelta(minutes=40),
            "ended_at": at,
            "recording": RECORDED,
        }
        return actions.hold(
            actor=self.interviewer, at=at, case_id=self.case, interview_id=interview,
            **(told | more),
        )  # fmt: skip

    def held(self) -> uuid.UUID:
        """The first interview, planned and held."""
        interview = self.plan()
        self.hold(interview)
        return interview

    def repeat(self, *, by: Actor | None = None, at: datetime = AT + 3 * DAY) -> uuid.UUID:
        """One more, asked for."""
        return self.plan(by=by, at=at, purpose="repeat", open_questions=QUESTIONS)

    def questioned(self, *, at: datetime = AT, minutes: int | None = 10, **more: Any) -> uuid.UUID:
        """A doctor asked something outside an interview."""
        told = {"by_role": "medic", "setting": "examination", "at_time": at}
        return actions.record_questioning(
            actor=self.officer, at=at, case_id=self.case, about=self.child, minutes=minutes,
            **(told | more),
        )  # fmt: skip

    def ledger(self, *, at: datetime = AT + 4 * DAY, by: Actor | None = None) -> ChildLedger:
        """The child's ledger."""
        rows = queries.ledger(actor=by or self.officer, at=at, case_id=self.case)
        return next(row for row in rows if row.about == self.child)


def open_ward(*, gate: bool = True, pack: str = "cn-2023") -> Ward:
    """The case under its pack, with everything done that its gate wants before an interview."""
    sessions._kept.clear()
    place = cast.place()
    officer = cast.staff("ada", "investigator", "supervisor", unit=place.unit)
    supervisor = cast.staff("ben", "supervisor", unit=place.unit)
    interviewer = cast.staff("iris", "interviewer", unit=place.unit)
    case = cases.open_case(
        actor=officer, at=AT - DAY, unit_id=place.unit.id,
        circle={interviewer.id: "interviewer", supervisor.id: "supervisor"},
    )  # fmt: skip
    ids = cases.add_participants(
        actor=officer, at=AT - DAY, case_id=case,
        people=[NewParticipant(subject_id=uuid.uuid4(), role=r, **more) for _, r, more in _WHO],
    )  # fmt: skip
    protocols.start(
        actor=officer, at=AT - DAY, case_id=case, pack_id=pack, time_zone="Asia/Shanghai",
        facts=CaseFacts({"age": 8, "sex": "female", "contact": True}),
    )  # fmt: skip
    ward = Ward(
        place=place,
        officer=officer,
        supervisor=supervisor,
        interviewer=interviewer,
        stranger=cast.staff("sten", "supervisor", "interviewer", unit=place.other_unit),
        case=case,
        people={name: one for (name, _, _), one in zip(_WHO, ids, strict=True)},
    )
    if gate:
        open_gate(ward)
    return ward


def open_gate(ward: Ward) -> None:
    """Everything is done that has to stand before an interview."""
    now = duties.gate_of_case(actor=ward.officer, at=AT, case_id=ward.case, stage="interview")
    for step in now.missing:
        kind = (step.done_by or (step.step,))[0]
        cases.mark(
            actor=ward.officer, at=AT, case_id=ward.case, kind=kind, happened_at=AT - HOUR,
            step=step.step,
        )  # fmt: skip


@contextmanager
def as_app(ward: Ward) -> Iterator[Any]:
    """A plain connection in the officer's reach, as if no code of ours stood before it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', 'bairn_app', true), set_config('bairn.token', %s, true)",
            [ward.officer.token],
        )
        yield cursor
        cursor.execute("reset role")
