"""S05: online grooming, child 12, meeting tomorrow, a thin report."""

import json

import pytest
from django.apps import apps
from django.db import models

from bairn.access.terms import Purpose
from bairn.cases import queries as case_looks
from bairn.cases.terms import ParticipantRole
from bairn.evidence import actions as evidence
from bairn.evidence import queries as looks
from bairn.evidence.terms.files import DigestOnly, Held
from bairn.feed import queries as feed
from bairn.intake.terms import Channel, PersonRole
from bairn.kernel.refusal import Refusal
from bairn.linkage import actions as linkage
from bairn.linkage.terms.leads import Verdict
from bairn.preservation.terms import Counted, Kind
from bairn.protocols.terms import StepState, WindowKind
from bairn.triage import queries as triage
from bairn.triage.terms import Band
from bairn.vault import actions as vault
from bairn.vault.files import places
from bairn.vault.terms import SubjectKind
from tests import cast
from tests.cast import AT
from tests.journeys.story import HOUR, somebody
from tests.scenarios import asking, comparing, keeping

PACK = "cac-us"


@pytest.fixture
def thin(story):
    return story.receive(
        somebody(PersonRole.VICTIM, age_min=12, age_max=12),
        channel=Channel.PLATFORM_FILE, pack=PACK, incident_codes=["online_enticement"],
        online=True, meeting_arranged=True, meeting_when="within_24_hours", possible_contact=False,
    )  # fmt: skip


@pytest.fixture
def opened(story, thin):
    return story.open(thin, pack=PACK)


def test_s05_at_once_the_meeting_ranks_it_above_a_complete_but_stale_report(story, thin):
    stale = story.receive(
        somebody(PersonRole.VICTIM, age_min=12, age_max=12), at=AT - 400 * HOUR, pack=PACK,
        victims_count=1, prepubertal=False, disability=False, non_verbal=False,
        interpreter_needed=False, child_sex="male", danger_now=False, abuse_in_progress=False,
        captive=False, missing=False, meeting_arranged=False, self_harm_signs=False,
        children_in_house=False, suspects_count=1, suspect_has_access=False, violence=False,
        suspect_in_household=False, guardian_implicated=False, online=True, possible_contact=False,
    )  # fmt: skip
    complete, point = story.assess(stale), story.assess(thin)
    assert point.band is Band.A
    assert any("meeting" in code for code in point.codes)
    assert complete.completeness > point.completeness
    rows = triage.queue(actor=story.officer, at=AT).rows
    assert [row.report_id for row in rows] == [thin, stale]
    assert feed.my_day(actor=story.officer, at=AT).now[0].report_id == thin


def test_s05_within_the_hour_the_child_is_located_and_the_platform_is_asked(story, opened):
    steps = story.steps(opened.case_id)
    assert steps["safety_now"].due_at.latest == AT + HOUR
    assert steps["emergency_disclosure"].due_at.latest == AT + HOUR


def test_s05_within_the_hour_the_platforms_report_is_linked(story, opened):
    assert story.steps(opened.case_id)["platform_report_linked"].state is StepState.DONE


def test_s05_within_four_hours_a_safe_plan_and_the_child_is_never_bait(story, opened):
    row = story.steps(opened.case_id)["safe_meeting_plan"]
    assert row.due_at.latest == AT + 4 * HOUR
    assert "never used as bait" in row.advice.en


def test_s05_by_a_day_preservation_and_device_are_owed_and_the_year_is_visible(story, opened):
    steps, windows = story.steps(opened.case_id), story.windows(opened.case_id)
    assert steps["preservation"].due_at.latest == AT + 24 * HOUR
    assert steps["device_acquired"].due_at.latest == AT + 24 * HOUR
    assert windows["provider_report_year"].hours_left == 365 * 24


def test_s05_a_meeting_that_has_not_happened_opens_no_window_of_the_body(story, opened):
    kinds = {row.kind for row in story.windows(opened.case_id).values()}
    assert WindowKind.BIOLOGICAL not in kinds


def test_s05_the_child_takes_part_as_a_child(story, opened):
    people = case_looks.participants(actor=story.investigator, at=AT, case_id=opened.case_id)
    assert [(one.role, one.under_18) for one in people] == [(ParticipantRole.CHILD, True)]


def test_s05_refuse_untrained_staff_writing_as_the_child_and_imagery_in_the_file(story, opened):
    steps = story.steps(opened.case_id)
    assert "nobody untrained writes as the child" in steps["safe_meeting_plan"].advice.en
    assert "never stored in the case file" in steps["device_acquired"].advice.en


def test_s05_within_three_days_the_forensic_interview(story, opened):
    row = story.steps(opened.case_id)["forensic_interview"]
    assert AT + 48 * HOUR < row.due_at.latest <= AT + 96 * HOUR
    assert "recorded" in row.advice.en


def test_s05_within_a_week_therapy_and_support_for_the_family(story, opened):
    row = story.steps(opened.case_id)["mental_health"]
    assert AT + 6 * 24 * HOUR < row.due_at.latest <= AT + 8 * 24 * HOUR
    assert "family" in row.title.en


def test_s05_the_carer_is_told_unless_implicated(story, thin):
    child = story.open(thin, pack=PACK).case_id
    assert "safe_contact" not in story.steps(child)
    story.learn(child, guardian_implicated=True)
    row = story.steps(child)["safe_contact"]
    assert "no letters to the home" in row.advice.en


def test_s05_refuse_imagery_stored_in_the_case_file():
    """No table has a place for a picture: a file is known by its digest and where it is kept."""
    fields = {
        field.name
        for model in apps.get_models()
        if model.__module__.startswith("bairn.")
        for field in model._meta.get_fields()
        if isinstance(field, models.FileField)
    }
    assert fields == set()


def test_s05_within_the_hour_the_emergency_request_has_left_with_its_clock(story, opened):
    at = AT + HOUR / 2
    one = asking.ask(
        story, opened.case_id, at=at, kind=Kind.EMERGENCY, to="us_provider", basis="us_2702",
        items=("login_ips", "location"),
    )  # fmt: skip
    assert asking.done(story, opened.case_id, "emergency_disclosure", at=at)
    due = {reading.counted: reading for reading in one.readings}
    assert due[Counted.SECOND_ROUTE].until == at + HOUR
    assert due[Counted.ANSWER].until == at + 8 * HOUR


def test_s05_within_a_day_the_device_has_its_digest_and_how_it_was_taken(story, opened):
    exhibit = keeping.device(story, opened.case_id)
    image = keeping.file(story, opened.case_id, exhibit, b"calm image of a telephone")
    told = {"actor": story.investigator, "at": AT, "case_id": opened.case_id}
    one = looks.exhibit(**told, exhibit_id=exhibit)
    assert (one.sha256, one.write_blocked) == ("cd" * 32, True)
    assert len(image.sha256) == 32


def test_s05_refuse_imagery_where_files_come_in_but_its_digest(story, opened, settings):
    settings.BAIRN_RESTRICTED_FILES = "digest"
    exhibit = keeping.exhibit(story, opened.case_id)
    told = {"actor": story.investigator, "at": AT, "case_id": opened.case_id}
    sent = keeping.file(story, opened.case_id, exhibit, b"calm bytes", restricted=True)
    noted = evidence.note_digest(
        **told, exhibit_id=exhibit,
        said=DigestOnly(sha256=bytes(32), size=9, classification="A1", locator="Shelf 2",
                        custodian="The depot"),
    )  # fmt: skip
    for card in (sent, noted):
        assert card.held is Held.DIGEST
        with pytest.raises(Refusal, match=r"evidence\.no_content"):
            evidence.begin_viewing(**told, file_id=card.id, purpose=Purpose.INVESTIGATION)
        assert not places.place(card.id).exists()


def test_s05_within_the_hour_an_older_report_about_the_handle_is_a_lead_that_a_person_judges(
    committed_story, tmp_path
):
    story = committed_story
    told = {"pack": PACK, "channel": Channel.PLATFORM_FILE, "online": True}
    known = somebody(PersonRole.SUSPECT, "Robin Thistle", account="paper_boat_81")
    older, newer = (story.open(story.receive(known, **told), pack=PACK).case_id for _ in range(2))
    comparing.compare(tmp_path)
    lead = comparing.to(story, newer, older)
    assert "account" in comparing.evidence(story, lead)
    assert lead.to_judge
    linkage.judge(
        actor=story.investigator, at=AT, lead_id=lead.id, case_id=newer,
        verdict="positive", reason="several_agree",
    )  # fmt: skip
    assert comparing.to(story, newer, older).verdict is Verdict.POSITIVE


def test_s05_within_the_hour_of_another_unit_nothing_but_yes_or_no(committed_story, tmp_path):
    story = committed_story
    known = somebody(PersonRole.SUSPECT, "Robin Thistle", account="paper_boat_81")
    ours = story.open(story.receive(known, pack=PACK), pack=PACK).case_id
    theirs = cast.holder("case", unit=story.place.other_unit)
    handle = json.dumps([{"platform": "Meadow", "handle": "paper_boat_81"}])
    vault.seal(
        actor=story.stranger, at=AT, case_id=theirs, kind=SubjectKind.PERSON,
        fields={"full_name": "Robin Thistle", "accounts": handle},
    )  # fmt: skip
    comparing.compare(tmp_path)
    told = comparing.leads(story, ours)
    assert (told.leads, len(told.elsewhere)) == ((), 1)
