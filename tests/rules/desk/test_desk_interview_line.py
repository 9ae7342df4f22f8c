"""The line of time of one child: every questioning has its mark, in order, none on another."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bairn.interviews import counting
from bairn.interviews.terms import ChildLedger, FirstAccount, InterviewState, NextMove
from bairn.web.desk.interviews import drawing
from tests.rules.interviews.invented import AT, CASE, HOUR, interview, questioning, sitting


def ledger(interviews=(), questionings=(), told=None):
    return ChildLedger(
        about=CASE, pseudonym="Child 1", interviews=tuple(interviews),
        questionings=tuple(questionings), tally=counting.tally(interviews, questionings),
        first_account=told, planned=1, alert_at=3, alert=False, next=NextMove.PLAN,
    )  # fmt: skip


def account():
    return FirstAccount(
        id=CASE, case_id=CASE, about=CASE, told_to="teacher", told_at=AT - 90 * HOUR,
        words_id=CASE, prompts=(), recorded_by=CASE, recorded_at=AT,
    )  # fmt: skip


def test_each_sitting_questioning_plan_and_account_has_one_mark_in_the_order_of_time():
    held = interview(
        InterviewState.HELD,
        sittings_planned=2,
        sittings=(sitting(AT), sitting(AT + 24 * HOUR, recording=None, number=2)),
    )
    planned = interview(InterviewState.ASKED, planned_at=AT + 99 * HOUR)
    withdrawn = interview(InterviewState.WITHDRAWN)
    row = ledger([held, planned, withdrawn], [questioning()], account())
    line = drawing.line(row, at=AT + 48 * HOUR)
    assert [one.kind for one in line.marks] == [
        "account", "questioning", "first", "first", "first",
    ]  # fmt: skip
    assert [one.number for one in line.marks] == [1, 2, 3, 4, 5]
    assert [one.recorded for one in line.marks] == [None, None, True, False, None]
    assert [one.ahead for one in line.marks] == [False, False, False, False, True]
    assert line.marks[0].x < line.now_x < line.marks[-1].x


def test_a_child_of_whom_nothing_is_kept_has_an_empty_line():
    assert drawing.line(ledger(), at=AT).marks == ()


@given(st.lists(st.integers(0, 1000), max_size=60))
def test_marks_stay_in_order_on_the_line_and_never_on_each_other(minutes):
    places = sorted(drawing.EDGE + n * 0.592 for n in minutes)
    last = drawing.WIDTH - drawing.EDGE
    found = drawing.spread(places, apart=drawing.APART, last=last)
    assert len(found) == len(places)
    assert all(x <= last + 1e-6 for x in found)
    assert all(x >= drawing.EDGE - 1e-6 for x in found)
    room = (last - drawing.EDGE) / max(len(places) - 1, 1)
    apart = min(drawing.APART, room)
    assert all(b - a >= apart - 1e-6 for a, b in pairwise(found))


@given(st.none() | st.integers(0, 1440))
def test_longer_questioning_has_a_larger_mark_within_bounds(minutes):
    (mark,) = drawing.line(ledger((), [questioning(minutes)]), at=AT + timedelta(days=1)).marks
    assert 7 <= mark.side <= 12
    assert mark.size == 2 * mark.side
    assert mark.left < mark.x
    assert mark.top > 0
