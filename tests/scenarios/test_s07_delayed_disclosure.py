"""S07: a child tells a friend's mother of months of abuse; last contact five weeks ago."""

import pytest

from bairn.cases.terms import ParticipantRole
from bairn.evidence import actions as evidence
from bairn.evidence import codes
from bairn.evidence import queries as looks
from bairn.evidence.terms import ExhibitWords
from bairn.intake import actions as intake
from bairn.intake import queries as reports
from bairn.intake import vocabulary
from bairn.intake.terms import Channel, PersonRole
from bairn.interviews import actions as interviews
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.protocols.terms import WindowKind, WindowState
from tests.cast import AT
from tests.journeys.story import HOUR, somebody
from tests.scenarios import interviewing, keeping

PACK, DAY = "barnahus-eu", 24 * HOUR
FIVE_WEEKS = Bounds.exactly(AT - 35 * DAY)
WORDS = "He comes when mum works late."


def receipt(story, **facts):
    told = {"possible_contact": True, "suspect_has_access": True, **facts}
    return story.receipt(
        somebody(PersonRole.REPORTER, "Ingrid Rowe"),
        somebody(PersonRole.VICTIM, "Aspen Lowe", age_min=11, age_max=11, sex="female"),
        somebody(PersonRole.SUSPECT, "Birch Lowe", implicated=True),
        channel=Channel.PUBLIC_FORM, pack=PACK, contact=FIVE_WEEKS, **told,
    )  # fmt: skip


def opened(story, **facts):
    return story.open(receipt(story, **facts).report_id, pack=PACK).case_id


def first_words(story, case_id, *, words=WORDS):
    (child,) = story.people(case_id, ParticipantRole.CHILD)
    return interviews.record_first_account(
        actor=story.investigator, at=AT + HOUR, case_id=case_id, about=child.id,
        told_to_role="friends_parent", told_at=AT - HOUR, words=words, prompts=["what", "safe_now"],
    )  # fmt: skip


def test_s07_at_the_report_the_first_words_are_kept_verbatim_and_once(story):
    case_id = opened(story)
    first_words(story, case_id)
    with pytest.raises(Refusal, match=r"interviews\.first_account"):
        first_words(story, case_id, words="He sometimes comes.")
    ledger = interviewing.room(story, case_id, at=AT + 2 * HOUR).ledger(at=AT + 2 * HOUR)
    assert ledger.first_account is not None
    assert ledger.first_account.told_to == "friends_parent"
    assert WORDS not in repr(ledger)


def test_s07_at_the_report_the_adult_is_told_not_to_question_further(story):
    told = receipt(story)
    assert "do not question the child" in vocabulary.answers()["ask_nothing"]["en"]
    intake.answer_reporter(
        actor=story.officer, at=AT + HOUR, report_id=told.report_id, code="ask_nothing",
        contact_by=None,
    )  # fmt: skip
    view = reports.by_code(actor=story.bringer(Channel.PUBLIC_FORM), at=AT + HOUR, code=told.code)
    assert "ask_nothing" in repr(view)


def test_s07_within_a_day_the_agencies_meet_if_the_suspect_is_at_home(story):
    at_home = story.steps(opened(story, suspect_in_household=True))
    assert at_home["plan_meeting_urgent"].due_at.latest == AT + DAY


def test_s07_within_five_days_they_meet_if_the_suspect_is_not(story):
    elsewhere = story.steps(opened(story, suspect_has_access=False, suspect_in_household=False))
    assert "plan_meeting_urgent" not in elsewhere
    due = elsewhere["plan_meeting"].due_at.latest
    assert AT + 4 * DAY < due <= AT + 6 * DAY


def test_s07_no_acute_swab_is_asked_for_but_clothing_bedding_and_devices_are(story):
    windows = story.windows(opened(story, online=True))
    body = [row for row in windows.values() if row.kind is WindowKind.BIOLOGICAL]
    swabs = [row for row in body if "swab" in row.window]
    assert swabs
    assert {row.state for row in swabs} == {WindowState.CLINICIAN_DECIDES}
    assert windows["clothing_bedding_nappy"].state is WindowState.OPEN
    assert windows["chat_thread"].state is WindowState.URGENT


def test_s07_within_two_weeks_the_examination_with_its_tests(story):
    case_id = opened(story)
    steps, windows = story.steps(case_id), story.windows(case_id)
    due = steps["exam_decision"].due_at.latest
    assert AT + 13 * DAY < due <= AT + 15 * DAY
    for test in ("sti_naat", "pregnancy_test"):
        assert test in windows


def test_s07_a_normal_examination_is_said_to_confirm_and_refute_nothing(story):
    row = story.steps(opened(story))["exam_decision"]
    assert "neither confirms nor refutes" in row.advice.en
    assert "既不能证实也不能否定" in row.advice.zh


def test_s07_the_result_is_kept_as_a_document_that_says_so(story):
    case_id = opened(story)
    (child,) = story.people(case_id, ParticipantRole.CHILD)
    made = keeping.exhibit(
        story, case_id, kind="document", source="person", about=child.id, basis="consent",
        method="medical_examination", words=ExhibitWords(description="Result of the examination"),
    )  # fmt: skip
    keeping.file(story, case_id, made, b"A normal examination.")
    this = {"actor": story.investigator, "at": AT + HOUR, "case_id": case_id, "exhibit_id": made}
    evidence.examine(
        **this, what_for="medical", from_at=AT, until_at=AT + HOUR, seal_after="W-1",
        result="normal_examination", words="Nothing to be seen",
    )  # fmt: skip
    (examined,) = looks.examinations(**this)
    said = codes.lists()["result"][examined.result].text
    assert "neither confirms nor refutes" in said.en
    assert "既不证实也不排除" in said.zh
    files = looks.files(actor=story.investigator, at=AT + HOUR, case_id=case_id)
    assert [one.exhibit_id for one in files] == [made]


def test_s07_within_two_weeks_the_interview_and_the_assessment_for_therapy(story):
    case_id = opened(story)
    story.open_gate(case_id, "interview", at=AT + DAY)
    steps = story.steps(case_id, at=AT + 2 * DAY)
    row = steps.get("interview_soon") or steps["interview"]
    for one in (row, steps["therapy_offer"]):
        assert one.due_at.latest <= AT + 15 * DAY


@pytest.mark.parametrize("delay", ["weeks", "months", "years"])
def test_s07_assert_delay_lowers_nothing(story, delay):
    at_once = story.assess(receipt(story, delay="same_day").report_id)
    late = story.assess(receipt(story, delay=delay).report_id)
    assert late.band is at_once.band
    assert late.completeness >= at_once.completeness
