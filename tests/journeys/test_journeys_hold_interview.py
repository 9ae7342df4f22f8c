"""A held interview stands on the ledger and among the milestones, or on neither."""

import pytest

from bairn.cases import queries as cases
from bairn.cases.terms import Stage
from bairn.interviews.terms import InterviewState
from bairn.journeys import hold_interview
from bairn.kernel.refusal import Refusal
from bairn.protocols import actions as protocols
from bairn.protocols import queries as duties
from bairn.protocols.terms import CaseFacts, StepState
from tests.cast import AT
from tests.rooms.interviews.ward import DAY, HOUR, RECORDED, Ward, open_ward


@pytest.fixture
def ward(db: None) -> Ward:
    return open_ward()


def hold(ward: Ward, interview, **more):
    told = {"started_at": AT + DAY, "ended_at": AT + DAY + HOUR, "recording": RECORDED}
    return hold_interview.hold_interview(
        actor=ward.interviewer, at=AT + DAY + HOUR, case_id=ward.case, interview_id=interview,
        **(told | more),
    )  # fmt: skip


def test_the_ledger_and_the_case_say_that_it_was_held(ward: Ward):
    sitting = hold(ward, ward.plan())
    assert sitting.minutes == 60
    marks = cases.milestones(actor=ward.officer, at=AT + 2 * DAY, case_id=ward.case)
    held = [one for one in marks if one.kind == "interview_held"]
    assert [(one.at, one.detail) for one in held] == [
        (AT + DAY + HOUR, {"sitting": 1, "recorded": True})
    ]
    stage = cases.stage_of(actor=ward.officer, at=AT + 2 * DAY, case_id=ward.case).now
    assert stage is Stage.INTERVIEW


def test_the_duty_of_the_pack_is_done_by_it(ward: Ward):
    hold(ward, ward.plan())
    steps = duties.steps_of_case(actor=ward.officer, at=AT + 2 * DAY, case_id=ward.case)
    done = [row.step for row in steps if "interview_held" in row.done_by]
    assert done
    assert {row.state for row in steps if row.step in done} == {StepState.DONE}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"recording": None}, r"interviews\.recording"),
        ({"ended_at": AT + 3 * DAY}, r"interviews\.future"),
    ],
)
def test_what_the_ledger_refuses_leaves_no_milestone(ward: Ward, more, code):
    interview = ward.plan()
    with pytest.raises(Refusal, match=code):
        hold(ward, interview, **more)
    _nothing_was_kept(ward)


def test_what_the_gate_holds_back_leaves_no_sitting(ward: Ward):
    interview = ward.plan()
    _shut_the_gate(ward)
    with pytest.raises(Refusal, match=r"protocols\.gate"):
        hold(ward, interview)
    _nothing_was_kept(ward)


def test_somebody_without_a_part_in_it_holds_none(ward: Ward):
    interview = ward.plan()
    with pytest.raises(Refusal, match=r"access\.reach"):
        hold_interview.hold_interview(
            actor=ward.stranger, at=AT + DAY + HOUR, case_id=ward.case, interview_id=interview,
            started_at=AT + DAY, ended_at=AT + DAY + HOUR, recording=RECORDED,
        )  # fmt: skip


def _nothing_was_kept(ward: Ward) -> None:
    row = ward.ledger()
    assert [one.state for one in row.interviews] == [InterviewState.PLANNED]
    assert row.interviews[0].sittings == ()
    marks = cases.milestones(actor=ward.officer, at=AT + 2 * DAY, case_id=ward.case)
    assert "interview_held" not in {one.kind for one in marks}


def _shut_the_gate(ward: Ward) -> None:
    """Something turns up that has to be done first."""
    protocols.record_facts(
        actor=ward.officer, at=AT, case_id=ward.case, facts=CaseFacts({"guardian_implicated": True})
    )
    gate = duties.gate_of_case(
        actor=ward.officer, at=AT + DAY, case_id=ward.case, stage="interview"
    )
    assert not gate.open
