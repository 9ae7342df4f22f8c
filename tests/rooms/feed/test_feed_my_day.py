"""My day: read from other rooms, within one's own reach, in a number of questions that stays."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bairn.cases import actions as cases
from bairn.cases.terms import Outcome
from bairn.feed import actions as feed
from bairn.feed import queries
from bairn.feed.terms import ItemKind
from bairn.intake.terms import PersonRole
from bairn.journeys import close_case
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.protocols import windows
from bairn.triage import actions as triage
from bairn.triage.terms import Band
from tests import cast
from tests.cast import AT
from tests.journeys.story import HOUR, somebody
from tests.readiness import make_ready


def a_case(story, **more):
    report_id = story.receive(
        somebody(PersonRole.VICTIM, age_min=8, age_max=8),
        contact=Bounds.exactly(AT - 20 * HOUR),
        possible_contact=True,
        **more,
    )
    return story.open(report_id).case_id


def my_day(actor, at=AT):
    return queries.my_day(actor=actor, at=at)


def kinds(part):
    return [one.kind for one in part]


def test_a_late_or_pressing_duty_stands_under_now_with_its_reason_and_source(story):
    case_id = a_case(story)
    day = my_day(story.investigator, AT + 3 * HOUR)
    late = {one.step: one for one in day.now if one.case_id == case_id}
    assert {"emergency_protect", "exam_offer"} <= set(late)
    row = late["exam_offer"]
    assert row.late
    assert row.safety
    assert "Late." in row.why.en
    assert "逾期" in row.why.zh
    assert row.check_locally
    assert all(one.why.en and one.why.zh and one.title.zh for one in day.items)


def test_every_window_that_closes_within_a_day_stands_on_the_strip(story):
    cases_of = [a_case(story), a_case(story)]
    day = my_day(story.investigator)
    shown = {(one.case_id, one.window.window) for one in day.windows}
    for case_id in cases_of:
        soon = {
            row.window
            for row in story.windows(case_id).values()
            if (end := windows.ends_at(row)) is not None and end <= AT + 24 * HOUR
        }
        assert len(soon) > 1
        assert {window for case, window in shown if case == case_id} == soon
    left = [one.hours_left(AT) for one in day.windows]
    assert left == sorted(left)
    assert left[-1] <= 24


def test_known_danger_comes_first_then_what_nobody_has_assessed_then_by_band(story):
    unseen = story.receive()
    triage.enter(actor=story.system, at=AT, report_id=unseen)
    danger = story.receive(at=AT, danger_now=True)
    planned = story.receive(age_unknown=False, victim_age_min=30, victim_age_max=40)
    for report_id in (danger, planned):
        story.assess(report_id)
    day = my_day(story.officer)
    assert [one.report_id for one in day.now] == [danger, unseen]
    assert [one.report_id for one in day.new] == [planned]
    assert my_day(story.officer, AT + timedelta(days=3)).new == ()


def test_a_report_that_says_danger_now_cannot_be_set_aside(story):
    story.assess(story.receive(danger_now=True))
    (one,) = my_day(story.officer).now
    assert one.safety
    with pytest.raises(Refusal, match=r"feed\.safety"):
        feed.set_aside(actor=story.officer, at=AT, key=one.key, until=AT + HOUR)


def test_an_investigator_without_a_queue_gets_none_and_no_refusal(story):
    story.assess(story.receive(danger_now=True))
    assert my_day(story.investigator).items == ()


def test_wishes_that_wait_for_a_second_person_stand_under_waiting(story):
    report_id = story.receive(danger_now=True)
    story.assess(report_id)
    triage.propose_lowering(
        actor=story.officer, at=AT, report_id=report_id, to=Band.B, reason="safe_confirmed"
    )
    case_id = a_case(story)
    make_ready(story.investigator, AT, case_id)
    close_case.propose(
        actor=story.investigator, at=AT, case_id=case_id, outcome=Outcome.NO_OFFENCE,
        reasons=["inquiry_complete"],
    )  # fmt: skip
    waiting = my_day(story.supervisor).waiting
    assert set(kinds(waiting)) == {ItemKind.LOWERING, ItemKind.CLOSING}
    assert all(one.reference for one in waiting)
    own = [one for one in my_day(story.investigator).waiting if one.kind is ItemKind.CLOSING]
    assert "another person" in own[0].why.en


def test_a_notice_leads_to_its_case(story):
    case_id = a_case(story)
    waiting = my_day(story.investigator).waiting
    assert [(one.kind, one.case_id) for one in waiting] == [(ItemKind.NOTICE, case_id)]


def test_a_day_holds_nothing_of_what_is_out_of_reach(story):
    a_case(story)
    story.assess(story.receive(danger_now=True))
    colleague = cast.staff("uma", "investigator", unit=story.place.unit)
    for actor in (story.stranger, colleague):
        day = my_day(actor, AT + 3 * HOUR)
        assert day.items == ()
        assert day.windows == ()


def test_an_item_is_set_aside_until_a_moment_and_can_be_brought_back(story):
    a_case(story)
    at = AT + 20 * HOUR
    one = next(one for one in my_day(story.investigator, at).due if not one.safety)
    feed.set_aside(actor=story.investigator, at=at, key=one.key, until=at + HOUR)
    assert one.key not in {row.key for row in my_day(story.investigator, at).items}
    assert one.key in {row.key for row in my_day(story.investigator, at + HOUR).items}
    feed.take_back(actor=story.investigator, at=at, key=one.key)
    assert one.key in {row.key for row in my_day(story.investigator, at).items}


def test_what_one_person_sets_aside_stays_in_the_day_of_the_other(story):
    case_id = a_case(story)
    other = cast.staff("uma", "investigator", unit=story.place.unit)
    cast.assign(other, case_id)
    at = AT + 20 * HOUR
    one = next(one for one in my_day(other, at).due if not one.safety)
    feed.set_aside(actor=story.investigator, at=at, key=one.key, until=at + HOUR)
    assert one.key in {row.key for row in my_day(other, at).items}


def test_a_matter_of_safety_cannot_be_set_aside(story):
    a_case(story)
    one = next(one for one in my_day(story.investigator).now if one.safety)
    with pytest.raises(Refusal, match=r"feed\.safety"):
        feed.set_aside(actor=story.investigator, at=AT, key=one.key, until=AT + HOUR)


def test_an_item_that_is_not_in_the_day_cannot_be_set_aside(story):
    with pytest.raises(Refusal, match=r"feed\.item"):
        feed.set_aside(actor=story.investigator, at=AT, key="step:nowhere:accept", until=AT + HOUR)


def test_a_followed_case_stands_in_the_day_of_a_supervisor(story):
    case_id = a_case(story)
    assert all(one.case_id is None for one in my_day(story.supervisor, AT + 3 * HOUR).now)
    feed.follow(actor=story.supervisor, at=AT, case_id=case_id)
    day = my_day(story.supervisor, AT + 3 * HOUR)
    assert {one.case_id for one in day.now if one.followed} == {case_id}
    assert [card.id for card in queries.following(actor=story.supervisor, at=AT)] == [case_id]
    feed.unfollow(actor=story.supervisor, at=AT, case_id=case_id)
    assert queries.following(actor=story.supervisor, at=AT) == ()


def test_nobody_follows_a_case_out_of_reach(story):
    case_id = a_case(story)
    with pytest.raises(Refusal, match=r"access\.reach"):
        feed.follow(actor=story.stranger, at=AT, case_id=case_id)


def test_a_closed_case_leaves_the_day(story):
    case_id = a_case(story)
    make_ready(story.investigator, AT, case_id)
    close_case.propose(
        actor=story.investigator, at=AT, case_id=case_id, outcome=Outcome.NO_OFFENCE,
        reasons=["inquiry_complete"],
    )  # fmt: skip
    close_case.confirm(actor=story.supervisor, at=AT, case_id=case_id)
    day = my_day(story.investigator, AT + 3 * HOUR)
    assert {one.kind for one in day.items} <= {ItemKind.NOTICE}
    assert day.windows == ()


def test_a_step_that_was_done_leaves_the_day(story):
    case_id = a_case(story)
    cases.mark(
        actor=story.investigator, at=AT, case_id=case_id, kind="exam_offered", happened_at=AT
    )
    assert "exam_offer" not in {one.step for one in my_day(story.investigator, AT + HOUR).items}


def questions(actor):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        my_day(actor, AT + 3 * HOUR)
    return len(asked)


def test_the_number_of_questions_does_not_grow_with_the_rows(story):
    both = cast.staff("ivy", "investigator", "supervisor", "intake_officer", unit=story.place.unit)
    cast.assign(both, a_case(story))
    story.assess(story.receive(danger_now=True))
    few = questions(both)
    for _ in range(4):
        cast.assign(both, a_case(story))
        story.assess(story.receive(danger_now=True))
    assert questions(both) == few
