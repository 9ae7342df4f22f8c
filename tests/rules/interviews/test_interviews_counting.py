"""The count never loses a questioning; the alert comes at the third; what comes next is said."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.interviews import counting
from bairn.interviews.terms import (
    Fault,
    InterviewPurpose,
    InterviewState,
    NextMove,
    Recording,
)
from tests.rules.interviews.invented import (
    AT,
    DIGEST,
    HOUR,
    RECORDED,
    interview,
    questioning,
    sitting,
)

HELD = st.builds(
    lambda purpose, lengths: interview(
        InterviewState.HELD,
        purpose=purpose,
        sittings_planned=len(lengths),
        sittings=tuple(sitting(AT + 24 * n * HOUR, length) for n, length in enumerate(lengths)),
    ),
    st.sampled_from(list(InterviewPurpose)),
    st.lists(st.integers(1, 300), min_size=1, max_size=6),
)
UNHELD = st.sampled_from([one for one in InterviewState if one is not InterviewState.HELD]).map(
    interview
)
ASKED = st.builds(questioning, st.none() | st.integers(0, 1440))


@given(st.lists(HELD, max_size=4), st.lists(UNHELD, max_size=4), st.lists(ASKED, max_size=6))
def test_every_questioning_counts_once_with_all_its_minutes(held, unheld, asked):
    found = counting.tally([*held, *unheld], asked)
    assert found.total == len(held) + len(asked)
    assert found.minutes == sum(
        (one.ended_at - one.started_at) // timedelta(minutes=1)
        for interview_held in held
        for one in interview_held.sittings
    ) + sum(one.minutes or 0 for one in asked)
    assert found.minutes_unknown == sum(one.minutes is None for one in asked)
    assert found.supplements == sum(one.purpose is InterviewPurpose.SUPPLEMENT for one in held)


@given(st.lists(HELD, max_size=3), st.lists(ASKED, max_size=4), ASKED)
def test_one_more_questioning_never_lowers_a_number_nor_ends_the_alert(held, asked, more):
    before, after = counting.tally(held, asked), counting.tally(held, [*asked, more])
    assert after.total == before.total + 1
    assert after.minutes >= before.minutes
    assert counting.alert(after, alert_at=3) >= counting.alert(before, alert_at=3)


@pytest.mark.parametrize(("times", "alert"), [(0, False), (2, False), (3, True), (4, True)])
def test_the_alert_comes_at_the_third_whoever_asked(times, alert):
    found = counting.tally(
        [interview(InterviewState.HELD)] * min(times, 1), [questioning()] * max(times - 1, 0)
    )
    assert counting.alert(found, alert_at=3) is alert


def test_a_planned_interview_in_three_sittings_counts_once_and_adds_its_minutes():
    sittings = tuple(sitting(AT + 24 * n * HOUR, 30) for n in range(3))
    one = interview(InterviewState.HELD, sittings_planned=3, sittings=sittings)
    found = counting.tally([one], [])
    assert (found.total, found.minutes, one.sittings_left) == (1, 90, 0)


def test_a_begun_minute_counts_as_one():
    one = sitting()
    assert replace(one, ended_at=one.started_at + timedelta(seconds=61)).minutes == 2


@pytest.mark.parametrize(
    ("rows", "move"),
    [
        ([], NextMove.PLAN),
        ([interview(InterviewState.WITHDRAWN)], NextMove.PLAN),
        ([interview(planned_at=AT + HOUR)], NextMove.HOLD),
        ([interview(planned_at=AT - HOUR)], NextMove.HOLD_LATE),
        ([interview(InterviewState.HELD, sittings_planned=2)], NextMove.GO_ON),
        ([interview(InterviewState.HELD)], NextMove.ASK_NO_MORE),
        ([interview(InterviewState.HELD), interview(InterviewState.ASKED)], NextMove.APPROVE),
        ([interview(InterviewState.HELD), interview(InterviewState.DECLINED)],
         NextMove.ASK_NO_MORE),
    ],
)  # fmt: skip
def test_the_next_move_follows_from_what_stands(rows, move):
    assert counting.next_move(rows, at=AT) is move


@pytest.mark.parametrize(
    ("more", "adapted", "faults"),
    [
        ({}, True, ()),
        ({"recording": None, "no_recording_reason": "device_failed"}, True, (Fault.UNRECORDED,)),
        (
            {"recording": Recording(digest_sha256=DIGEST, exhibit="EX-1", unbroken=False)},
            False,
            (Fault.RECORDING_BROKEN, Fault.NOT_ADAPTED),
        ),
        ({"leading_prompts": 2}, True, (Fault.LEADING,)),
        ({"leading_prompts": 0, "recording": RECORDED}, True, ()),
    ],
)
def test_what_was_not_as_it_must_be_shows_as_a_coded_fault(more, adapted, faults):
    assert counting.faults(sitting(**more), adapted_site=adapted) == faults
