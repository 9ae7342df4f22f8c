"""S02: an adult reports what happened at 9 to 12 years of age, 25 years ago. Under any pack."""

from datetime import timedelta

import pytest

from bairn.cases import closing
from bairn.cases.terms import Outcome, ParticipantRole
from bairn.intake import vocabulary
from bairn.intake.terms import PersonRole
from bairn.journeys import close_case
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.preservation.terms import Counted, Kind
from bairn.protocols.terms import StepState, WindowKind
from bairn.triage.terms import Band
from tests.cast import AT
from tests.journeys.story import HOUR, ZONES, somebody
from tests.scenarios import asking

DAY = 24 * HOUR
LONG_AGO = Bounds(AT - timedelta(days=28 * 365), AT - timedelta(days=25 * 365))
EVERY_PACK = pytest.mark.parametrize("pack", sorted(ZONES))


def received(story, pack="barnahus-eu", **facts):
    told = {"suspect_has_access": False, "possible_contact": True, "delay": "years", **facts}
    return story.receive(
        somebody(PersonRole.VICTIM, "Hazel Lane", age_min=36, age_max=36), pack=pack,
        contact=LONG_AGO, **told,
    )  # fmt: skip


def opened(story, pack="barnahus-eu", **facts):
    return story.open(received(story, pack, **facts), pack=pack).case_id


@EVERY_PACK
def test_s02_at_the_report_no_task_of_the_body_is_created_or_shown_as_missed(story, pack):
    case_id = opened(story, pack)
    kinds = {row.kind for row in story.windows(case_id).values()}
    assert WindowKind.BIOLOGICAL not in kinds
    late = {row.step for row in story.steps(case_id).values() if row.state is StepState.OVERDUE}
    assert not {step for step in late if "exam" in step or "kit" in step}


@EVERY_PACK
def test_s02_at_the_report_support_comes_first_and_she_tells_freely(story, pack):
    row = story.steps(opened(story, pack))["support_first"]
    assert row.state is StepState.DONE
    assert "nobody asks why it was not told earlier" in row.advice.en


@EVERY_PACK
def test_s02_within_a_day_it_is_checked_whether_the_person_reaches_a_child_today(story, pack):
    row = story.steps(opened(story, pack))["suspect_access_now"]
    assert row.due_at.latest == AT + DAY
    assert row.safety


def test_s02_within_a_day_a_person_who_reaches_children_lifts_it_to_band_b(story):
    assert story.assess(received(story, suspect_has_access=True)).band <= Band.B


@EVERY_PACK
def test_s02_within_two_days_old_records_are_held_before_they_are_destroyed(story, pack):
    row = story.steps(opened(story, pack))["records_hold"]
    assert row.due_at.latest == AT + 2 * DAY
    for record in ("chool", "care", "medical", "police"):
        assert record in row.advice.en


@EVERY_PACK
def test_s02_within_a_week_limitation_is_a_question_and_the_inquiry_goes_on(story, pack):
    case_id = opened(story, pack)
    row = story.steps(case_id)["limitation"]
    assert row.due_at.latest is not None
    assert AT + 6 * DAY < row.due_at.latest <= AT + 8 * DAY
    assert set(row.who) & {"prosecutor", "procurator"}
    story.did(case_id, "limitation", at=AT + 5 * DAY, step="limitation")
    going_on = {
        one.step
        for one in story.steps(case_id, at=AT + 5 * DAY).values()
        if one.state in (StepState.OPEN, StepState.DUE_SOON, StepState.OVERDUE)
    }
    assert "records_hold" in going_on


@EVERY_PACK
def test_s02_within_two_weeks_therapy_is_offered(story, pack):
    row = story.steps(opened(story, pack))["therapy_non_recent"]
    assert row.due_at.latest is not None
    assert AT + 13 * DAY < row.due_at.latest <= AT + 15 * DAY


def test_s02_refuse_a_field_that_asks_why_not_earlier():
    for name, fact in vocabulary.facts().items():
        if name == "delay":
            assert not fact.asked
        assert "why" not in fact.text["en"].lower()
        assert "为什么" not in fact.text["zh"]


def test_s02_refuse_closing_because_the_time_for_charges_is_over(story):
    case_id = opened(story)
    story.open_gate(case_id, "closed")
    assert {"limitation", "delay"} <= set(closing.book().never)
    with pytest.raises(Refusal, match=r"cases\.close_never"):
        close_case.propose(
            actor=story.investigator, at=AT + HOUR, case_id=case_id,
            outcome=Outcome.NO_OFFENCE, reasons=["inquiry_complete", "limitation"],
        )  # fmt: skip


def test_s02_assert_a_suspect_who_coaches_children_now_gives_a_higher_band(story):
    without = story.assess(received(story))
    coaching = story.assess(received(story, suspect_has_access=True, suspect_trusted_role=True))
    assert coaching.band < without.band
    assert {"access", "trusted_role"} <= coaching.codes


def test_s02_she_takes_part_as_an_adult_who_was_harmed(story):
    (she,) = story.people(opened(story), ParticipantRole.VICTIM)
    assert she.under_18 is False


@EVERY_PACK
def test_s02_within_two_days_letters_hold_school_care_medical_and_police_records(story, pack):
    case_id, at = opened(story, pack), AT + 40 * HOUR
    for to, item in (
        ("school", "attendance"),
        ("care", "care_notes"),
        ("medical", "medical_record"),
        ("police_archive", "old_files"),
    ):
        one = asking.ask(
            story, case_id, at=at, kind=Kind.HOLD_RECORD, to=to, basis="please_keep", items=(item,)
        )
        held = {reading.counted: reading for reading in one.readings}[Counted.HELD]
        assert held.until == at + 365 * DAY
        assert held.source.check_locally
    assert asking.done(story, case_id, "records_hold", at=at)
