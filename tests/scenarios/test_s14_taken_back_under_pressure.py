"""S14: the child takes it back under pressure; the family demands that everything is deleted."""

import pytest

from bairn.access import gate
from bairn.cases import closing
from bairn.cases.terms import Outcome
from bairn.intake.terms import PersonRole
from bairn.journeys import close_case
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault
from bairn.vault.terms import ErasureReason, HoldReason
from tests.cast import AT
from tests.journeys.story import HOUR, ZONES, somebody
from tests.scenarios import interviewing

DAY = 24 * HOUR
EVERY_PACK = pytest.mark.parametrize("pack", sorted(ZONES))
RETRACTED, ASKED = AT + 10 * DAY, AT + 12 * DAY


def received(story, pack="barnahus-eu", **facts):
    return story.receive(
        somebody(PersonRole.VICTIM, "Maple Stone", age_min=12, age_max=12),
        somebody(PersonRole.SUSPECT, "Oak Stone", implicated=True),
        pack=pack, contact=Bounds.exactly(AT - 20 * DAY), possible_contact=True,
        suspect_in_household=True, suspect_has_access=True, **facts,
    )  # fmt: skip


def opened(story, pack="barnahus-eu"):
    return story.open(received(story, pack), pack=pack).case_id


def retracted(story, pack="barnahus-eu"):
    case_id = opened(story, pack)
    story.did(case_id, "account_retracted", at=RETRACTED)
    return case_id


@EVERY_PACK
def test_s14_within_a_day_the_pressure_is_assessed_and_the_safety_plan_renewed(story, pack):
    row = story.steps(retracted(story, pack), at=RETRACTED)["pressure_assessed"]
    assert row.due_at.latest == RETRACTED + DAY
    assert "renew the safety plan" in row.advice.en


def test_s14_the_band_is_unchanged(story):
    before = story.assess(received(story))
    after = story.assess(received(story, retraction=True))
    assert after.band is before.band


@EVERY_PACK
def test_s14_within_three_days_a_lawyer_sees_the_child_alone(story, pack):
    row = story.steps(retracted(story, pack), at=RETRACTED)["lawyer_alone"]
    assert row.due_at.latest == RETRACTED + 72 * HOUR
    assert "Without family" in row.advice.en


@EVERY_PACK
def test_s14_a_wish_for_deletion_has_a_receipt_in_three_days_and_an_answer_in_the_legal_time(
    story, pack
):
    case_id = opened(story, pack)
    assert "deletion_receipt" not in story.steps(case_id)
    story.did(case_id, "deletion_requested", at=ASKED)
    steps = story.steps(case_id, at=ASKED)
    assert ASKED + 2 * DAY < steps["deletion_receipt"].due_at.latest <= ASKED + 4 * DAY
    assert ASKED + 27 * DAY < steps["deletion_answer"].due_at.latest <= ASKED + 33 * DAY


@EVERY_PACK
def test_s14_the_answer_splits_support_from_evidence_with_reason_review_and_appeal(story, pack):
    case_id = opened(story, pack)
    story.did(case_id, "deletion_requested", at=ASKED)
    row = story.steps(case_id, at=ASKED)["deletion_answer"]
    for word in ("support", "evidence", "restricted", "reason", "review date", "appeal"):
        assert word in row.advice.en


def test_s14_evidence_under_a_hold_is_not_erased_whoever_asks(story):
    case_id = opened(story)
    vault.hold(actor=story.prosecutor, at=AT, case_id=case_id, reason=HoldReason.PROCEEDINGS)
    with pytest.raises(Refusal, match=r"vault\."):
        vault.order_erasure(
            actor=story.supervisor, at=ASKED, case_id=case_id,
            reason=ErasureReason.SURVIVOR_REQUEST, subject_id=None,
        )  # fmt: skip


def test_s14_refuse_closing_by_itself_or_because_it_was_taken_back(story):
    case_id = retracted(story)
    story.open_gate(case_id, "closed", at=ASKED)
    assert "retraction" in closing.book().never
    with pytest.raises(Refusal, match=r"cases\.close_never"):
        close_case.propose(
            actor=story.investigator, at=ASKED, case_id=case_id, outcome=Outcome.NO_OFFENCE,
            reasons=["inquiry_complete", "retraction"],
        )  # fmt: skip
    closers = {act for act in gate.REGISTERED if act.endswith("_closing")}
    assert closers >= {"journeys.propose_closing", "journeys.confirm_closing"}
    assert not {act for act in closers if gate.policy()[act].who == {"system"}}


def test_s14_refuse_one_more_interview_without_a_list_of_questions(story):
    case_id = retracted(story)
    room = interviewing.room(story, case_id, at=AT + HOUR)
    room.hold(room.plan(at=AT + 2 * HOUR), at=AT + 27 * HOUR)
    for questions in ("", "  \n "):
        with pytest.raises(Refusal, match=r"interviews\.open_questions"):
            room.plan(at=RETRACTED, purpose="repeat", open_questions=questions)
