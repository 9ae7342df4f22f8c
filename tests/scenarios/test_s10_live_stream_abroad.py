"""S10: abuse is streamed live, from another country."""

import pytest

from bairn.intake.terms import Channel, PersonRole
from bairn.journeys import ask_holder, receive_answer
from bairn.preservation import queries as requests
from bairn.preservation.terms import Counted, Kind
from bairn.protocols.terms import StepState
from bairn.triage.terms import Band
from tests.cast import AT
from tests.journeys.story import HOUR, somebody
from tests.scenarios import asking

PACK, DAY, MINUTE = "barnahus-eu", 24 * HOUR, HOUR / 60


@pytest.fixture
def report_id(story):
    return story.receive(
        somebody(PersonRole.SUSPECT, account="green_lamp"), pack=PACK,
        channel=Channel.PLATFORM_FILE, online=True, live_streamed=True, abuse_in_progress=True,
        danger_now=True,
    )  # fmt: skip


@pytest.fixture
def case_id(story, report_id):
    case_id = story.open(report_id, pack=PACK).case_id
    story.learn(case_id, abroad=True)
    return case_id


def test_s10_it_is_band_a_at_once(story, report_id):
    point = story.assess(report_id)
    assert point.band is Band.A
    assert "live_streamed" in point.codes


def test_s10_within_fifteen_minutes_the_other_state_is_asked_with_times_in_utc(story, case_id):
    row = story.steps(case_id)["foreign_route"]
    assert row.due_at.latest == AT + 15 * MINUTE
    for word in ("mergency", "Europol", "INTERPOL", "UTC"):
        assert word in row.advice.en
    assert row.safety


def test_s10_within_fifteen_minutes_the_platforms_own_notice_is_linked(story, case_id):
    row = story.steps(case_id)["dsa18_linked"]
    assert row.due_at.latest == AT + 15 * MINUTE
    assert "art 18" in row.source.art
    story.did(case_id, "platform_report_linked", at=AT + 5 * MINUTE)
    assert story.steps(case_id, at=AT + 6 * MINUTE)["dsa18_linked"].state is StepState.DONE


def test_s10_within_an_hour_a_second_route_is_tried_if_there_is_no_receipt(story, case_id):
    asked = AT + 10 * MINUTE
    story.did(case_id, "foreign_route", at=asked, step="foreign_route")
    row = story.steps(case_id, at=asked)["second_route"]
    assert row.due_at.latest == asked + HOUR
    story.did(case_id, "foreign_acknowledged", at=asked + HOUR / 2, step="foreign_acknowledged")
    assert "second_route" not in story.steps(case_id, at=asked + HOUR)


def test_s10_within_a_day_both_states_preserve_and_the_staff_are_cared_for(story, case_id):
    steps = story.steps(case_id)
    assert steps["foreign_preservation"].due_at.latest == AT + DAY
    assert "both states" in f"{steps['foreign_preservation'].title.en} " + (
        steps["foreign_preservation"].advice.en
    )
    assert steps["staff_welfare"].due_at.latest == AT + DAY


def test_s10_it_stays_open_until_the_child_is_safe_or_the_other_state_answers(story, case_id):
    later = story.steps(case_id, at=AT + 30 * DAY)["foreign_acknowledged"]
    assert later.state in (StepState.OPEN, StepState.DUE_SOON, StepState.OVERDUE)
    story.did(case_id, "foreign_acknowledged", at=AT + 31 * DAY, step="foreign_acknowledged")
    done = story.steps(case_id, at=AT + 32 * DAY)["foreign_acknowledged"]
    assert done.state is StepState.DONE


def test_s10_every_hand_over_has_a_receipt(story, case_id):
    steps = story.steps(case_id)
    assert "receipt" in steps["foreign_route"].advice.en
    assert "receipt" in steps["foreign_acknowledged"].advice.en


def test_s10_within_fifteen_minutes_the_request_has_left_by_the_contact_point(story, case_id):
    at = AT + 12 * MINUTE
    one = asking.ask(
        story, case_id, at=at, kind=Kind.EMERGENCY, to="other_provider", basis="budapest_35",
        items=("subscriber", "login_ips"), channel="contact_point",
    )  # fmt: skip
    assert asking.done(story, case_id, "foreign_route", at=at)
    due = {reading.counted: reading for reading in one.readings}
    assert due[Counted.SECOND_ROUTE].until == at + HOUR
    # without a receipt within the hour a second route is tried, and its own hour runs
    later = at + HOUR
    ask_holder.ask_holder(
        actor=story.investigator, at=later, case_id=case_id, request_ids=[one.id],
        channel="authority", happened_at=later,
    )  # fmt: skip
    assert asking.done(story, case_id, "second_route", at=later)
    tried = requests.request(
        actor=story.investigator, at=later, case_id=case_id, request_id=one.id
    ).request
    again = {reading.counted: reading for reading in tried.readings}
    assert again[Counted.SECOND_ROUTE].until == later + HOUR
    assert again[Counted.ANSWER].until == at + 8 * HOUR
    # and the receipt of the contact point is a duty that is done by it
    back = later + HOUR / 2
    ask_holder.ask_holder(
        actor=story.investigator, at=back, case_id=case_id, request_ids=[one.id],
        channel="contact_point", happened_at=back,
    )  # fmt: skip
    receive_answer.acknowledged(
        actor=story.investigator, at=back, case_id=case_id, request_id=one.id, happened_at=back
    )
    assert asking.done(story, case_id, "foreign_acknowledged", at=back)
    asking.ask(
        story, case_id, at=AT + 5 * HOUR, kind=Kind.PRESERVE, to="other_provider",
        basis="budapest_16", items=("messages",),
    )  # fmt: skip
    assert asking.done(story, case_id, "foreign_preservation", at=AT + 5 * HOUR)
