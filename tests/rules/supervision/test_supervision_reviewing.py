"""Reviews: nobody reviews their own work, every topic is answered, what is wrong is directed."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.kernel import ids
from bairn.kernel.periods import Span
from bairn.kernel.refusal import Refusal
from bairn.supervision import reviewing
from bairn.supervision.terms import Direction, DirectionAnswer, DirectionState, NewDirection
from tests.cast import AT

BOOK = reviewing.book()
WELL = [next(one.code for one in topic.findings if not one.asks) for topic in BOOK.topics]
ASKS = sorted(code for code, one in BOOK.findings.items() if one.asks)
OWNER = ids.new_id()
DAY = timedelta(days=1)
LATEST = AT + 28 * DAY
TODO = NewDirection(words="Ask the clinic for the letter.", owner_id=OWNER, by_at=AT + DAY)
GIVEN = Direction(
    id=ids.new_id(), case_id=ids.new_id(), review_id=ids.new_id(), words_id=ids.new_id(),
    owner_id=OWNER, by_at=AT + DAY, given_at=AT, given_by=ids.new_id(),
)  # fmt: skip


def review(findings=WELL, directions=(), next_at=LATEST, at=AT):
    reviewing.may_review(
        findings=findings, directions=directions, next_at=next_at, latest=LATEST, at=at,
        circle={OWNER},
    )  # fmt: skip


def instead(code):
    topic = BOOK.findings[code].topic
    return [code if BOOK.findings[one].topic == topic else one for one in WELL]


@pytest.mark.parametrize("role", ["investigator", "interviewer"])
def test_whoever_works_a_case_does_not_review_it_whatever_else_they_are(role):
    with pytest.raises(Refusal, match=r"supervision\.own_work"):
        reviewing.may_look_over(["supervisor", role])
    reviewing.may_look_over(["supervisor", "opener"])


def test_a_review_answers_every_topic_once():
    review()
    for findings in (WELL[1:], [*WELL, ASKS[0]], [*WELL[1:], "nothing"], [*WELL, WELL[0]]):
        with pytest.raises(Refusal, match=r"supervision\.(finding|topics)"):
            review(findings)


@pytest.mark.parametrize("code", ASKS)
def test_what_was_found_wrong_stands_only_beside_a_direction(code):
    with pytest.raises(Refusal, match=r"supervision\.direction_needed"):
        review(instead(code))
    review(instead(code), [TODO])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"words": "  "}, "words"),
        ({"owner_id": ids.new_id()}, "owner"),
        ({"by_at": AT}, "moment"),
    ],
)
def test_a_direction_has_words_and_an_owner_on_the_case_and_a_moment_ahead(change, code):
    with pytest.raises(Refusal, match=rf"supervision\.direction_{code}"):
        review(directions=[replace(TODO, **change)])


@given(st.integers(min_value=-5, max_value=60))
def test_the_next_review_comes_sooner_than_the_pack_asks_and_never_later(days):
    next_at = AT + days * DAY
    if 0 < days <= 28:
        review(next_at=next_at)
    else:
        with pytest.raises(Refusal, match=r"supervision\.next_review"):
            review(next_at=next_at)


@given(st.integers(min_value=0, max_value=24 * 400))
def test_whole_local_days_are_counted_also_where_the_hour_changes(hours):
    zone = ZoneInfo("Europe/Oslo")
    begun = AT + timedelta(hours=hours)
    due = reviewing.latest_next(begun, every=Span(days=28), zone=zone)
    local = due.astimezone(zone)
    assert (local.hour, local.minute) == (0, 0)
    assert (local.date() - begun.astimezone(zone).date()).days == 29


def test_the_owner_alone_answers_a_direction_and_once():
    done = DirectionAnswer.DONE
    reviewing.may_answer(GIVEN, actor_id=OWNER, answer=done, reason="")
    with pytest.raises(Refusal, match=r"supervision\.direction_not_yours"):
        reviewing.may_answer(GIVEN, actor_id=GIVEN.given_by, answer=done, reason="")
    with pytest.raises(Refusal, match=r"supervision\.direction_answered"):
        reviewing.may_answer(replace(GIVEN, answer=done), actor_id=OWNER, answer=done, reason="")


def test_what_was_not_possible_says_why():
    answer = DirectionAnswer.NOT_POSSIBLE
    with pytest.raises(Refusal, match=r"supervision\.direction_reason"):
        reviewing.may_answer(GIVEN, actor_id=OWNER, answer=answer, reason="busy")
    reviewing.may_answer(GIVEN, actor_id=OWNER, answer=answer, reason="gone")


def test_an_unanswered_direction_is_late_after_its_moment_and_an_answered_one_never():
    assert GIVEN.state(GIVEN.by_at) is DirectionState.OPEN
    assert GIVEN.state(GIVEN.by_at + DAY) is DirectionState.LATE
    answered = replace(GIVEN, answer=DirectionAnswer.NOT_POSSIBLE, reason="gone")
    assert answered.state(GIVEN.by_at + DAY) is DirectionState.NOT_POSSIBLE
