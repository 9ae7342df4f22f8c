"""S06: a captive woman seen in a public video, origin unknown, children in the house."""

import hashlib

import pytest
from django.db import ProgrammingError, connection

from bairn.access import queries as access
from bairn.access import sessions
from bairn.access.models import Holder
from bairn.cases import actions as cases
from bairn.cases import closing
from bairn.cases import queries as case_looks
from bairn.cases.terms import Outcome
from bairn.evidence import queries as evidence
from bairn.evidence.terms.files import Held
from bairn.intake import queries as reports
from bairn.intake.terms import Channel, PersonRole
from bairn.journeys import close_case
from bairn.journeys.do_step import do_step
from bairn.kernel import ids
from bairn.kernel.refusal import Refusal
from bairn.protocols import actions as protocols
from bairn.protocols import queries as duties
from bairn.protocols.terms import CaseFacts, StepState, WindowKind, WindowState
from bairn.triage.terms import Band
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind
from tests import cast
from tests.cast import AT
from tests.journeys.story import HOUR, somebody
from tests.scenarios import comparing, keeping

WORDS = "Both agencies saw her; she is safe where she chose to be."


@pytest.fixture
def report_id(story):
    return story.receive(
        channel=Channel.PUBLIC_FORM, captive=True, origin_unknown=True, children_in_house=True,
        public_video=True,
    )  # fmt: skip


@pytest.fixture
def opened(story, report_id):
    story.assess(report_id)
    return story.open(report_id)


def propose(story, opened, *, words=WORDS, reasons=("inquiry_complete",)):
    story.open_gate(opened.case_id, "closed", at=AT + HOUR)
    return close_case.propose(
        actor=story.investigator, at=AT + HOUR, case_id=opened.case_id,
        outcome=Outcome.NO_OFFENCE, reasons=reasons, words=words,
    )  # fmt: skip


def test_s06_at_once_anybody_can_report_with_little_more_than_a_link(story, report_id):
    point = story.assess(report_id)
    assert point.band is Band.A
    assert {"captive", "origin_unknown"} <= point.codes


def test_s06_within_the_hour_the_video_is_kept_and_an_outside_unit_checks(story, opened):
    steps = story.steps(opened.case_id)
    assert steps["public_video_kept"].due_at.latest == AT + HOUR
    assert "digest, source, time" in steps["public_video_kept"].title.en
    assert steps["welfare_check_outside"].due_at.latest == AT + HOUR
    assert "safe place" in steps["welfare_check_outside"].advice.en


def test_s06_within_two_hours_it_is_filed_and_the_others_are_checked(story, opened):
    steps = story.steps(opened.case_id)
    assert steps["trafficking_file"].due_at.latest == AT + 2 * HOUR
    assert steps["others_checked"].due_at.latest == AT + 2 * HOUR


def test_s06_by_a_day_the_procuratorate_dna_and_capacity_are_owed(story, opened):
    steps = story.steps(opened.case_id)
    for step in ("proc_early", "kinship_dna", "capacity_assessment"):
        assert steps[step].due_at.latest == AT + 24 * HOUR


def test_s06_lateness_goes_to_a_body_above_the_county(story, opened):
    row = story.steps(opened.case_id, at=AT + 3 * HOUR)["trafficking_file"]
    assert (row.state, row.escalates_to) == (StepState.OVERDUE, "oversight_above")


def test_s06_an_unknown_time_of_contact_closes_nothing(story, opened):
    found = story.windows(opened.case_id).values()
    body = [row for row in found if row.kind is WindowKind.BIOLOGICAL]
    assert body
    assert all(row.state is WindowState.OPEN and row.ask_clinician for row in body)


@pytest.mark.parametrize(
    "reason", ["family_matter", "mediation", "marriage_record", "household_record"]
)
def test_s06_refuse_a_family_matter_mediation_or_a_record_as_reason_to_close(story, opened, reason):
    assert reason in closing.book().never
    with pytest.raises(Refusal, match=r"cases\.close_never"):
        propose(story, opened, reasons=["inquiry_complete", reason])


def test_s06_refuse_to_give_away_who_told(story, report_id, opened):
    card = reports.report(actor=story.investigator, at=AT, report_id=report_id)
    assert card.people == ()
    page = access.record_of(actor=story.investigator, at=AT, report_id=report_id)
    (receipt,) = [row.entry for row in page.entries if row.entry.act == "intake.receive"]
    assert (receipt.actor_id, receipt.actor_kind) == (sessions.PUBLIC, "reporter")


def test_s06_assert_closing_needs_two_agencies(story, opened):
    propose(story, opened)
    with pytest.raises(Refusal, match=r"cases\.second_agency"):
        close_case.confirm(actor=story.supervisor, at=AT + HOUR, case_id=opened.case_id)
    close_case.confirm(actor=story.prosecutor, at=AT + HOUR, case_id=opened.case_id)
    card = case_looks.case(actor=story.investigator, at=AT + HOUR, case_id=opened.case_id)
    assert card.closed_at is not None


@pytest.mark.parametrize("unsaid", ["denied", "forgotten"])
def test_s06_refuse_to_take_captivity_back_and_close_with_one_agency(story, opened, unsaid):
    this = {"actor": story.investigator, "at": AT + HOUR / 2, "case_id": opened.case_id}
    if unsaid == "denied":
        protocols.record_facts(**this, facts=CaseFacts({"captive": False}))
    else:
        protocols.forget_fact(**this, name="captive")
    propose(story, opened)
    with pytest.raises(Refusal, match=r"cases\.second_agency"):
        close_case.confirm(actor=story.supervisor, at=AT + HOUR, case_id=opened.case_id)


def test_s06_assert_closing_needs_reasons_in_words_which_are_sealed(story, opened):
    with pytest.raises(Refusal, match=r"cases\.close_words"):
        propose(story, opened, words="  ")
    propose(story, opened)
    card = case_looks.closing_of(actor=story.investigator, at=AT + HOUR, case_id=opened.case_id)
    assert card.words_id is not None
    assert WORDS not in repr(card)


def test_s06_assert_leniency_is_for_prosecutors_and_never_a_reason_to_close(story, opened):
    cases.mark(
        actor=story.investigator, at=AT + HOUR, case_id=opened.case_id, kind="case_filed",
        happened_at=AT + HOUR,
    )  # fmt: skip
    row = story.steps(opened.case_id, at=AT + HOUR)["captive_leniency_note"]
    assert row.who == ("procurator",)
    assert "never a reason to close" in row.advice.en


def test_s06_within_the_hour_it_is_band_a_with_medical_care_and_an_interpreter(story, opened):
    steps = story.steps(opened.case_id)
    assert "Medical care" in steps["welfare_check_outside"].advice.en
    assert "interpreter" in steps["capacity_assessment"].title.en


@pytest.mark.parametrize("step", ["match_result", "oversight_summary"])
def test_s06_within_three_days_a_result_or_next_action_and_a_summary_above(story, opened, step):
    row = story.steps(opened.case_id)[step]
    assert row.due_at.latest == AT + 72 * HOUR
    assert row.escalates_to == "oversight_above"


def test_s06_within_a_week_guardianship_and_placement_with_her_wishes_heard(story, opened):
    row = story.steps(opened.case_id)["placement"]
    assert AT + 6 * 24 * HOUR < row.due_at.latest <= AT + 8 * 24 * HOUR
    assert "her wishes heard" in row.title.en
    assert "long-term care plan" in row.advice.en


def test_s06_after_thirty_days_it_is_reviewed_and_then_every_month(story, opened):
    first = story.steps(opened.case_id)["monthly_review"].due_at.latest
    assert AT + 29 * 24 * HOUR < first <= AT + 31 * 24 * HOUR
    story.did(opened.case_id, "case_reviewed", at=AT + 28 * 24 * HOUR)
    again = story.steps(opened.case_id, at=AT + 29 * 24 * HOUR)["monthly_review"]
    assert again.state is not StepState.DONE
    assert again.due_at.latest > first


def test_s06_refuse_her_face_or_name_published_beyond_the_search_need(story, opened):
    rules = {one.data: one for one in duties.pack_of_case(
        actor=story.investigator, at=AT, case_id=opened.case_id
    ).privacy}  # fmt: skip
    assert rules["victim_identity"].publish != "always"
    assert "search" in repr(rules["victim_identity"].publish) or (
        rules["victim_identity"].publish == "never"
    )


@pytest.mark.parametrize(
    "statement", ["update oversight_entry set act = 'x'", "delete from oversight_entry"]
)
def test_s06_assert_the_log_cannot_be_edited(story, opened, statement):
    with connection.cursor() as cursor:
        cursor.execute("set local role bairn_app")
        with pytest.raises(ProgrammingError):
            cursor.execute(statement)


def test_s06_at_once_the_video_is_saved_with_its_digest_and_the_milestone(story, opened):
    video = b"\0\0\0\x18ftypisom" + bytes(5000)
    exhibit = keeping.exhibit(story, opened.case_id)
    card = keeping.file(story, opened.case_id, exhibit, video, stated_type="video/mp4")
    assert (card.sha256, card.held) == (hashlib.sha256(video).digest(), Held.SEALED)
    assert card.found_type == "video/mp4"
    do_step(
        actor=story.investigator, at=AT, case_id=opened.case_id, kind="web_captured",
        happened_at=AT, step="public_video_kept",
    )  # fmt: skip
    assert story.steps(opened.case_id)["public_video_kept"].state is StepState.DONE
    told = {"actor": story.investigator, "at": AT, "case_id": opened.case_id}
    assert [one.id for one in evidence.files(**told)] == [card.id]


def test_s06_within_three_days_a_record_of_a_missing_person_is_a_lead_for_its_circle_alone(
    committed_story, tmp_path
):
    story = committed_story
    woman = somebody(PersonRole.VICTIM, age_min=41, age_max=41)
    case_id = story.open(story.receive(woman)).case_id
    known = {"full_name": "陈青山", "birth_date": "1985-06-11", "phones": '["+85251234567"]'}
    archive = ids.new_id()
    Holder.objects.create(
        id=archive, kind="records", unit_id=story.place.unit.id, restricted=True, registered_at=AT
    )
    vault.seal(actor=story.system, at=AT, case_id=archive, kind=SubjectKind.PERSON, fields=known)
    comparing.compare(tmp_path)
    subject = comparing.sealed(story, case_id, **known)
    comparing.compare(tmp_path)
    # whoever is not of its circle hears yes or no; whoever is sees the lead
    told = comparing.leads(story, case_id)
    assert (told.leads, told.elsewhere) == ((), frozenset({subject}))
    cast.assign(story.investigator, archive)
    assert comparing.to(story, case_id, archive).here.subject_id == subject
