"""Interviews in a scenario's case: the first words, the one that is planned, the one more asked."""

import uuid
from datetime import datetime, timedelta
from hashlib import sha256

from bairn.demo.stage import Stage
from bairn.interviews import actions as interviews
from bairn.interviews.terms import InterviewPurpose, PhaseHeld, Present, Recording
from bairn.journeys import hold_interview
from bairn.protocols import packs

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_PLACES = {
    "barnahus-eu": "childrens_house",
    "cac-us": "advocacy_center",
    "cn-2023": "one_stop_site",
}
_WORDS = {"cn-2023": "演示。我想和您说一件事。"}
_QUESTIONS = {"cn-2023": "演示。那天几点放学？"}


def first_account(told: Stage) -> None:
    """The first words, as they were told to somebody else, once."""
    interviews.record_first_account(
        actor=told.investigator,
        at=told.at(3),
        case_id=told.case_id,
        about=told.harmed,
        told_to_role="teacher",
        told_at=told.at(-1),
        words=_WORDS.get(told.scenario.pack, "Demo. I would like to tell you something."),
        prompts=["what", "safe_now"],
    )


def interview_planned(told: Stage) -> None:
    """The one interview is planned for tomorrow."""
    _plan(told, at=told.at(24), planned_at=told.now + 20 * _HOUR)


def interview_held(told: Stage) -> None:
    """The one interview was held and recorded."""
    _held(told, covers=1)


def interview_held_for_four(told: Stage) -> None:
    """One interview served all that is open against four people."""
    _held(told, covers=4)


def interview_repeat_asked(told: Stage) -> None:
    """After the interview somebody asks for one more; a supervisor has not answered yet."""
    _held(told, covers=1)
    _plan(
        told,
        at=told.at(250),
        planned_at=told.now + 2 * _DAY,
        purpose=InterviewPurpose.REPEAT,
        questions=_QUESTIONS.get(told.scenario.pack, "Demo. At what time did school end that day?"),
    )


def _held(told: Stage, *, covers: int) -> None:
    begin = told.at(62)
    interview_id = _plan(told, at=told.at(40), planned_at=begin, covers=covers)
    phases = packs.current(told.scenario.pack).interview.phases
    hold_interview.hold_interview(
        actor=told.interviewer,
        at=begin + 2 * _HOUR,
        case_id=told.case_id,
        interview_id=interview_id,
        started_at=begin,
        ended_at=begin + 0.7 * _HOUR,
        phases=[PhaseHeld(phase=one.id) for one in phases],
        open_prompts=21,
        leading_prompts=0,
        recording=Recording(
            digest_sha256=sha256(told.scenario.code.encode()).hexdigest(),
            exhibit=f"{told.scenario.code.upper()}-AV-1",
            unbroken=True,
        ),
    )


def _plan(
    told: Stage,
    *,
    at: datetime,
    planned_at: datetime,
    covers: int = 1,
    purpose: InterviewPurpose = InterviewPurpose.FIRST,
    questions: str = "",
) -> uuid.UUID:
    told.first_things_first("interview_held", at)
    return interviews.plan(
        actor=told.investigator,
        at=at,
        case_id=told.case_id,
        about=told.harmed,
        planned_at=planned_at,
        place=_PLACES[told.scenario.pack],
        interviewer=told.interviewer.id,
        present=[
            Present(role="appropriate_adult"),
            Present(role="female_staff", staff_id=told.investigator.id),
        ],
        covers=covers,
        purpose=purpose,
        open_questions=questions,
    )
