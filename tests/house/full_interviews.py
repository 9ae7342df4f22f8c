"""A row in every table of the interview ledger, made by the room's own acts."""

import uuid
from datetime import timedelta

from bairn.cases import actions as cases
from bairn.interviews import actions, queries
from bairn.interviews.terms import Present
from bairn.journeys import hold_interview
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.protocols import queries as duties

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)  # a sitting begins no earlier than it was planned, give or take five


def fill_interviews(supervisor: Actor, interviewer: Actor, case_id: uuid.UUID) -> None:
    """A child was told about, asked twice, interviewed after a delay; one more is asked for."""
    this = {"actor": supervisor, "case_id": case_id}
    about = queries.ledger(**this, at=clock.now())[0].about  # type: ignore[arg-type]
    _told(this, about)
    _open_gate(supervisor, case_id)
    seats = (
        Present(role="female_staff", staff_id=interviewer.id),
        Present(role="appropriate_adult"),
    )
    wish = {
        "about": about,
        "interviewer": interviewer.id,
        "present": seats,
        "place": "one_stop_site",
    }
    first = actions.plan(**this, **wish, at=clock.now(), planned_at=clock.now() + HOUR)  # type: ignore[arg-type]
    actions.postpone(
        **this, at=clock.now(), interview_id=first, until=clock.now() + 2 * HOUR,  # type: ignore[arg-type]
        reason="child_unwell",
    )  # fmt: skip
    end = clock.now()
    hold_interview.hold_interview(
        **this, at=end, interview_id=first, started_at=end - MINUTE, ended_at=end,  # type: ignore[arg-type]
        no_recording_reason="device_failed",
    )  # fmt: skip
    actions.plan(
        **this, **wish, at=clock.now(), planned_at=clock.now() + HOUR, purpose="repeat",  # type: ignore[arg-type]
        open_questions="Canaryquestion, which gate?",
    )  # fmt: skip


def _told(this: dict[str, object], about: uuid.UUID) -> None:
    for by, setting in (("teacher", "school"), ("medic", "examination")):
        actions.record_questioning(
            **this, at=clock.now(), about=about, at_time=clock.now(), minutes=5,  # type: ignore[arg-type]
            by_role=by, setting=setting,
        )  # fmt: skip
    actions.record_first_account(
        **this, at=clock.now(), about=about, told_to_role="friends_parent",  # type: ignore[arg-type]
        told_at=clock.now(), words="Canaryaccount of a calm kind",
    )  # fmt: skip
    actions.add_to_account(**this, at=clock.now(), about=about, words="Canaryaddition")  # type: ignore[arg-type]


def _open_gate(actor: Actor, case_id: uuid.UUID) -> None:
    at = clock.now()
    gate = duties.gate_of_case(actor=actor, at=at, case_id=case_id, stage="interview")
    for step in gate.missing:
        cases.mark(
            actor=actor, at=at, case_id=case_id, kind=(step.done_by or (step.step,))[0],
            happened_at=at, step=step.step,
        )  # fmt: skip


def an_interview(actor: Actor, case_id: uuid.UUID) -> uuid.UUID:
    """One of the interviews of the case, for addresses that name one."""
    rows = queries.ledger(actor=actor, at=clock.now(), case_id=case_id)
    return next(one.id for row in rows for one in row.interviews)
