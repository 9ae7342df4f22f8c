"""S11: the DNA database answers for a kit that is nine years old; the victim was never told."""

import pytest

from bairn.cases import closing
from bairn.cases.terms import Outcome
from bairn.intake.terms import PersonRole
from bairn.journeys import close_case
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.protocols.terms import WindowKind
from bairn.vault import actions as vault
from bairn.vault.terms import ErasureReason, HoldReason
from tests.cast import AT
from tests.journeys.story import HOUR, somebody

PACK, DAY = "cac-us", 24 * HOUR
NINE_YEARS = Bounds.exactly(AT - 9 * 365 * DAY)


@pytest.fixture
def case_id(story):
    report_id = story.receive(
        somebody(PersonRole.VICTIM, "Laurel Finch", age_min=31, age_max=31, sex="female"),
        pack=PACK, contact=NINE_YEARS, possible_contact=True,
    )  # fmt: skip
    case_id = story.open(report_id, pack=PACK).case_id
    story.learn(case_id, non_recent=True, reported_to_police=True)
    story.did(case_id, "db_hit")
    return case_id


def test_s11_at_once_laboratories_confirm_and_nothing_is_disposed_of(story, case_id):
    steps = story.steps(case_id)
    assert "confirm" in steps["hit_confirmed"].title.en.lower()
    assert steps["disposal_hold"].due_at.latest == AT + DAY
    assert "nothing of this case is disposed of" in steps["disposal_hold"].title.en


def test_s11_within_two_business_days_the_team_plans_how_she_is_told(story, case_id):
    row = story.steps(case_id)["notification_plan"]
    assert AT + DAY < row.due_at.latest <= AT + 5 * DAY
    for word in ("choice", "safe words", "advocate", "place", "not now"):
        assert word in row.advice.en


def test_s11_within_thirty_days_a_reference_sample_serial_links_and_limitation(story, case_id):
    steps = story.steps(case_id)
    for step in ("suspect_reference", "serial_links", "hit_limitation"):
        assert AT + 28 * DAY < steps[step].due_at.latest <= AT + 32 * DAY
    assert "question" in steps["hit_limitation"].title.en


def test_s11_no_task_of_the_body_is_shown_after_nine_years(story, case_id):
    kinds = {row.kind for row in story.windows(case_id).values()}
    assert WindowKind.BIOLOGICAL not in kinds


def test_s11_refuse_a_letter_a_voicemail_or_a_relative(story, case_id):
    advice = story.steps(case_id)["notification_plan"].advice.en
    assert "Never a letter, voicemail or a relative" in advice


def test_s11_assert_disposal_waits_sixty_days_after_notice_and_while_she_objects(story, case_id):
    story.did(case_id, "disposal_proposed", at=AT + DAY)
    row = story.steps(case_id, at=AT + DAY)["disposal_notice"]
    assert "Nothing is disposed of inside the 60 days" in row.advice.en
    assert "while an objection is open" in row.advice.en


def test_s11_refuse_closing_because_she_does_not_want_to_take_part(story, case_id):
    story.open_gate(case_id, "closed")
    assert "victim_declines" in closing.book().never
    with pytest.raises(Refusal, match=r"cases\.close_never"):
        close_case.propose(
            actor=story.investigator, at=AT + DAY, case_id=case_id, outcome=Outcome.NO_OFFENCE,
            reasons=["inquiry_complete", "victim_declines"],
        )  # fmt: skip


def test_s11_assert_nothing_sealed_is_erased_while_a_hold_stands(story, case_id):
    vault.hold(actor=story.prosecutor, at=AT, case_id=case_id, reason=HoldReason.PROCEEDINGS)
    with pytest.raises(Refusal, match=r"vault\."):
        vault.order_erasure(
            actor=story.supervisor, at=AT + DAY, case_id=case_id,
            reason=ErasureReason.RETENTION_OVER, subject_id=None,
        )  # fmt: skip
