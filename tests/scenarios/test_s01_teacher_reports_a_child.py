"""S01: a teacher reports an 8-year-old; the stepfather lives in the home; last contact 20 h ago."""

from dataclasses import dataclass, replace

import pytest

from bairn.access import actions as access
from bairn.access import gate
from bairn.cases import actions as cases
from bairn.cases import queries as case_looks
from bairn.cases.terms import ParticipantRole
from bairn.intake import actions as intake
from bairn.intake import queries as reports
from bairn.intake import vocabulary
from bairn.intake.terms import Channel, PersonRole, Receipt
from bairn.interviews import actions as interviews
from bairn.interviews.terms import Present
from bairn.journeys.terms import Opened
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.protocols import actions as protocols
from bairn.protocols.terms import CaseFacts, StepState, WindowState
from bairn.triage.terms import Band, Standpoint
from tests.cast import AT
from tests.journeys.story import HOUR, Story, somebody
from tests.scenarios import interviewing

CHILD = "Alder Moss"


@dataclass(frozen=True)
class S01:
    """The report as the teacher made it, and the case that was opened within the hour."""

    story: Story
    receipt: Receipt
    point: Standpoint
    opened: Opened

    def steps(self, hours):
        return self.story.steps(self.opened.case_id, at=AT + hours * HOUR)

    def windows(self, hours):
        return self.story.windows(self.opened.case_id, at=AT + hours * HOUR)

    def learn(self, **facts):
        protocols.record_facts(
            actor=self.story.investigator, at=AT + HOUR, case_id=self.opened.case_id,
            facts=CaseFacts(facts),
        )  # fmt: skip


@pytest.fixture
def s01(story) -> S01:
    receipt = story.receipt(
        somebody(PersonRole.REPORTER, "Rowan Reed"),
        somebody(PersonRole.VICTIM, CHILD, age_min=8, age_max=8, sex="female"),
        somebody(PersonRole.SUSPECT, "Hawthorn Field", implicated=True),
        somebody(PersonRole.GUARDIAN, "Willow Moss", stance_unknown=True),
        channel=Channel.MANDATED_FORM,
        situation="cn_9_other_harm",
        contact=Bounds.exactly(AT - 20 * HOUR),
        possible_contact=True,
        suspect_in_household=True,
        suspect_has_access=True,
        guardian_implicated=True,
    )
    point = story.assess(receipt.report_id)
    return S01(story, receipt, point, story.open(receipt.report_id, at=AT + HOUR / 2))


def test_s01_at_the_report_one_of_the_nine_situations_is_chosen(s01):
    codes = {row.code for row in vocabulary.situations()["cn-2023"].rows}
    assert len(codes) == 9
    card = reports.report(actor=s01.story.officer, at=AT, report_id=s01.receipt.report_id)
    assert card.situation in codes


def test_s01_at_the_report_police_have_accepted_it_in_writing(s01):
    assert s01.steps(1)["accept"].state is StepState.DONE
    assert s01.steps(1)["mandatory_report"].state is StepState.DONE


def test_s01_refuse_no_path_says_not_our_area():
    """No act of the house rejects a report or sends it away."""
    verbs = {act.split(".")[1] for act in gate.REGISTERED if act.startswith(("intake.", "triage."))}
    assert not verbs & {"reject", "refuse", "decline", "transfer", "discard"}


def test_s01_at_the_report_the_reporter_is_masked(s01):
    people = case_looks.participants(
        actor=s01.story.investigator, at=AT + HOUR, case_id=s01.opened.case_id
    )
    (reporter,) = [one for one in people if one.role is ParticipantRole.REPORTER]
    assert reporter.pseudonym == "Reporter 1"
    assert "Rowan" not in repr(people)


def test_s01_within_the_hour_it_is_band_a_or_b_with_its_reasons_shown(s01):
    assert s01.point.band in (Band.A, Band.B)
    assert {"access", "under_10", "window_open"} <= s01.point.codes
    assert all(reason.text.en and reason.text.zh for reason in s01.point.reasons)


def test_s01_within_the_hour_the_stepfather_is_implicated_and_kept_out(s01):
    people = case_looks.participants(
        actor=s01.story.investigator, at=AT + HOUR, case_id=s01.opened.case_id
    )
    by_role = {one.role: one for one in people}
    assert by_role[ParticipantRole.SUSPECT].implicated
    assert by_role[ParticipantRole.SUSPECT].kept_out
    mother = by_role[ParticipantRole.GUARDIAN]
    assert (mother.stance_unknown, mother.implicated) == (True, False)


def test_s01_within_the_hour_another_appropriate_adult_is_proposed(s01):
    row = s01.steps(1)["guardian_block"]
    assert "another appropriate adult" in row.advice.en
    assert row.safety
    assert row.due_at.latest == AT + HOUR


def test_s01_within_two_hours_an_examination_is_offered_with_plain_advice(s01):
    row = s01.steps(2)["exam_offer"]
    assert row.due_at.latest == AT + 2 * HOUR
    assert "do not wash" in row.advice.en
    assert "未清洗" in row.advice.zh


def test_s01_the_windows_have_the_hours_left_that_the_facts_say(s01):
    now = s01.windows(0)
    assert now["prepub_body_swab"].hours_left_urgent == 4
    assert now["hiv_pep"].hours_left == 52
    assert now["clothing_bedding_nappy"].no_upper_limit
    later = s01.windows(5)["prepub_body_swab"]
    assert later.state is WindowState.OPEN
    assert s01.windows(24)["hiv_pep"].hours_left == 28


def test_s01_by_a_day_the_seven_day_review_shows_its_owner_unless_the_test_is_met(s01):
    row = s01.steps(24)["file_case"]
    assert (row.hours_left, row.who) == (144, ("police",))
    s01.learn(filing_test_met=True)
    found = s01.steps(2)
    assert found["file_now"].due_at.latest == AT + 24 * HOUR
    assert "file_case" not in found


def test_s01_direct_filing_fires_on_a_recorded_evident_injury_alone(s01):
    assert "direct_file" not in s01.steps(24)
    s01.learn(evident_injury=True)
    assert "direct_file" in s01.steps(24)


def test_s01_by_a_day_the_procuratorate_is_told(s01):
    assert s01.steps(23)["proc_early"].state is StepState.DUE_SOON
    cases.mark(
        actor=s01.story.investigator, at=AT + 20 * HOUR, case_id=s01.opened.case_id,
        kind="procuratorate_told", happened_at=AT + 20 * HOUR,
    )  # fmt: skip
    assert s01.steps(24)["proc_early"].state is StepState.DONE


def test_s01_refuse_a_police_car_or_uniform_at_home_or_school(s01):
    row = s01.steps(1)["discreet"]
    assert row.required.value == "must"
    assert "no police car or uniform" in row.title.en


def test_s01_refuse_the_childs_name_in_what_the_reporter_reads(s01):
    view = reports.by_code(
        actor=s01.story.bringer(Channel.MANDATED_FORM), at=AT + HOUR, code=s01.receipt.code
    )
    intake.answer_reporter(
        actor=s01.story.officer, at=AT + HOUR, report_id=s01.receipt.report_id,
        code=next(iter(vocabulary.answers())), contact_by=None,
    )  # fmt: skip
    answered = reports.by_code(
        actor=s01.story.bringer(Channel.MANDATED_FORM), at=AT + HOUR, code=s01.receipt.code
    )
    for one in (view, answered):
        assert CHILD not in repr(one)
        assert s01.opened.reference not in repr(one)
    words = " ".join(word for row in vocabulary.answers().values() for word in row.values())
    assert "{" not in words  # no answer has a place into which a name could be put


def test_s01_within_three_days_one_interview_is_planned_at_a_one_stop_site(s01):
    row = s01.steps(24)["interview"]
    assert row.hours_left == 48
    for words in ("one-stop site", "synchronous audio and video", "female staff for a girl"):
        assert words in f"{row.title.en}; {row.advice.en}"
    room = interviewing.room(s01.story, s01.opened.case_id, at=AT + HOUR)
    room.plan(at=AT + 2 * HOUR)
    ledger = room.ledger(at=AT + 3 * HOUR)
    assert ledger.planned == 1
    with pytest.raises(Refusal, match=r"interviews\.planned_already"):
        room.plan(at=AT + 3 * HOUR)


@pytest.mark.parametrize(
    ("left_out", "refused"),
    [("female_staff", "interviews.female_staff"), ("appropriate_adult", "interviews.adult")],
)
def test_s01_a_girls_interview_needs_a_woman_of_the_staff_and_an_adult_beside_her(
    s01, left_out, refused
):
    room = interviewing.room(s01.story, s01.opened.case_id, at=AT + HOUR)
    present = [one for one in room.present() if one.role != left_out]
    with pytest.raises(Refusal, match=refused.replace(".", r"\.")):
        room.plan(at=AT + 2 * HOUR, present=present)


def test_s01_by_a_week_a_care_plan_with_help_school_and_legal_aid(s01):
    row = s01.steps(24)["care"]
    assert AT + 6 * 24 * HOUR < row.due_at.latest <= AT + 8 * 24 * HOUR
    for words in ("psychological help", "change of school", "legal aid"):
        assert words in f"{row.title.en}; {row.advice.en}"


def test_s01_refuse_an_interview_before_it_is_known_who_speaks_for_the_child(s01):
    room = interviewing.room(s01.story, s01.opened.case_id, at=AT + HOUR)
    other = s01.story.open(
        s01.story.receive(somebody(PersonRole.VICTIM, CHILD, age_min=8, age_max=8))
    )
    (child,) = s01.story.people(other.case_id, ParticipantRole.CHILD)
    access.assign(
        actor=s01.story.supervisor, at=AT + HOUR, case_id=other.case_id,
        staff_id=room.interviewer.id, role="interviewer",
    )  # fmt: skip
    access.assign(
        actor=s01.story.supervisor, at=AT + HOUR, case_id=other.case_id,
        staff_id=room.woman.id, role="interviewer",
    )  # fmt: skip
    early = replace(room, case_id=other.case_id, about=child.id)
    with pytest.raises(Refusal, match=r"protocols\.gate"):
        early.plan(at=AT + 2 * HOUR)


def test_s01_refuse_the_stepfather_in_the_room(s01):
    room = interviewing.room(s01.story, s01.opened.case_id, at=AT + HOUR)
    (he,) = s01.story.people(s01.opened.case_id, ParticipantRole.SUSPECT)
    for role in ("guardian", "support_person", "other"):
        with pytest.raises(Refusal, match=r"interviews\.implicated"):
            room.plan(
                at=AT + 2 * HOUR,
                present=room.present(Present(role=role, participant_id=he.id)),
            )


def test_s01_refuse_the_mother_beside_the_child_while_her_stance_is_unknown(s01):
    room = interviewing.room(s01.story, s01.opened.case_id, at=AT + HOUR)
    (mother,) = s01.story.people(s01.opened.case_id, ParticipantRole.GUARDIAN)
    with pytest.raises(Refusal, match=r"interviews\.stance"):
        room.plan(
            at=AT + 2 * HOUR,
            present=room.present(Present(role="guardian", participant_id=mother.id)),
        )


@pytest.mark.parametrize("questions", ["", " \n\t "])
def test_s01_refuse_a_second_interview_with_an_empty_list_of_reasons(s01, questions):
    room = interviewing.room(s01.story, s01.opened.case_id, at=AT + HOUR)
    room.hold(room.plan(at=AT + 2 * HOUR), at=AT + 27 * HOUR)
    with pytest.raises(Refusal, match=r"interviews\.open_questions"):
        room.plan(at=AT + 40 * HOUR, purpose="repeat", open_questions=questions)


def test_s01_a_second_interview_with_questions_waits_for_a_supervisor_who_did_not_ask(s01):
    room = interviewing.room(s01.story, s01.opened.case_id, at=AT + HOUR)
    room.hold(room.plan(at=AT + 2 * HOUR), at=AT + 27 * HOUR)
    second = room.plan(at=AT + 40 * HOUR, purpose="repeat", open_questions="Which lamp was on?")
    with pytest.raises(Refusal, match=r"interviews\."):
        room.hold(second, at=AT + 70 * HOUR)
    interviews.approve(
        actor=s01.story.supervisor, at=AT + 41 * HOUR, case_id=s01.opened.case_id,
        interview_id=second,
    )  # fmt: skip
    room.hold(second, at=AT + 70 * HOUR)
    assert room.ledger(at=AT + 72 * HOUR).tally.interviews == 2
