"""An invented, calm case for the rules of interviews: a child, adults around it, staff."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bairn.cases.terms import Participant, ParticipantRole
from bairn.interviews import codes
from bairn.interviews.seating import Room
from bairn.interviews.terms import (
    Interview,
    InterviewPurpose,
    InterviewState,
    NewInterview,
    Questioning,
    Recording,
    Sitting,
)
from bairn.protocols.terms import InterviewRule, Mark, Source, Text, Titled

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
CASE, INTERVIEWER, ASKER, OTHER = (uuid.UUID(int=n) for n in range(1, 5))
DIGEST = "a" * 64
RECORDED = Recording(digest_sha256=DIGEST, exhibit="EX-26-0007", unbroken=True)


def titled(*ids: str) -> tuple[Titled, ...]:
    """Rows of a rule with words that nobody reads here."""
    return tuple(Titled(id=one, title=Text(one, one)) for one in ids)


def rule(*present: str, planned: int = 1, alert_at: int = 3) -> InterviewRule:
    """A pack's rule that wants these in the room."""
    return InterviewRule(
        planned=planned,
        alert_at=alert_at,
        repeat_needs=("open_questions", "supervisor"),
        record="av_unbroken",
        present=titled(*present),
        excluded=titled("implicated_person"),
        phases=titled("ground_rules", "rapport", "free_recall", "close"),
        points=(),
        source=Source("test", "", Mark.D, "2026", date(2027, 1, 1)),
    )


def person(role: ParticipantRole, subject: int = 0, **more: Any) -> Participant:
    """Somebody of the case; the same number is the same person in another part."""
    values: dict[str, Any] = {
        "implicated": False,
        "kept_out": False,
        "under_18": None,
        "stance_unknown": False,
    }
    return Participant(
        id=uuid.uuid4(),
        case_id=CASE,
        subject_id=uuid.UUID(int=subject) if subject else uuid.uuid4(),
        role=role,
        pseudonym=f"{role.value} 1",
        **(values | more),
    )


def room(*people: Participant, child: Participant | None = None, **more: Any) -> Room:
    """The room of a child among these people."""
    child = child or person(ParticipantRole.CHILD, under_18=True)
    values: dict[str, Any] = {
        "circle": {INTERVIEWER: frozenset({"interviewer"}), OTHER: frozenset({"investigator"})},
        "girl": False,
        "rule": rule(),
        "book": codes.book(),
    }
    return Room(child=child, people=(child, *people), **(values | more))


def sitting(start: datetime = AT, minutes: int = 40, **more: Any) -> Sitting:
    """A sitting that was held and recorded."""
    values: dict[str, Any] = {"number": 1, "recording": RECORDED}
    return Sitting(
        id=uuid.uuid4(),
        started_at=start,
        ended_at=start + timedelta(minutes=minutes),
        recorded_by=INTERVIEWER,
        recorded_at=start + 2 * HOUR,
        **(values | more),
    )


def interview(state: InterviewState = InterviewState.PLANNED, **more: Any) -> Interview:
    """An interview in this state; a held one has one sitting unless said otherwise."""
    held = state is InterviewState.HELD
    values: dict[str, Any] = {
        "purpose": InterviewPurpose.FIRST,
        "planned_at": AT,
        "first_planned_at": AT,
        "sittings_planned": 1,
        "asked_at": AT - 24 * HOUR,
        "sittings": (sitting(),) if held else (),
    }
    return Interview(
        id=uuid.uuid4(),
        case_id=CASE,
        about=CASE,
        state=state,
        place="one_stop_site",
        adapted_site=True,
        interviewer=INTERVIEWER,
        present=(),
        adult_refused="",
        covers=1,
        questions_id=None,
        questions=0,
        tied_to=None,
        asked_by=ASKER,
        **(values | more),
    )


def questioning(minutes: int | None = 10) -> Questioning:
    """Somebody asked the child something outside an interview."""
    return Questioning(
        id=uuid.uuid4(),
        case_id=CASE,
        about=CASE,
        at_time=AT,
        minutes=minutes,
        by_role="medic",
        setting="examination",
        recorded_by=ASKER,
        recorded_at=AT,
    )


def wish(**more: Any) -> NewInterview:
    """A plan for tomorrow."""
    values: dict[str, Any] = {
        "about": CASE,
        "planned_at": AT + 24 * HOUR,
        "place": "one_stop_site",
        "interviewer": INTERVIEWER,
    }
    return NewInterview(**(values | more))
