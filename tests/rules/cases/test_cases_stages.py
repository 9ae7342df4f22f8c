"""Stages: read from milestones, in whatever order these were written down."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.cases import stages
from bairn.cases.terms import Milestone, Stage
from bairn.kernel import ids
from bairn.kernel.refusal import why_not
from bairn.protocols import packs

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
KINDS = sorted(stages.table().kinds)


def mark(kind: str, hours: float = 0) -> Milestone:
    at = AT + timedelta(hours=hours)
    return Milestone(
        id=ids.new_id(), case_id=ids.new_id(), kind=kind, at=at, recorded_at=at, by_id=ids.new_id()
    )


def test_a_case_without_milestones_stands_at_intake():
    assert stages.line(()).now is Stage.INTAKE


def test_a_case_stands_at_the_furthest_stage_it_entered():
    marks = [mark("report_received"), mark("interview_held", 60), mark("exam_done", 3)]
    assert stages.line(marks).now is Stage.INTERVIEW


def test_care_from_the_first_day_moves_the_case_nowhere():
    found = stages.line([mark("report_received"), mark("therapy_offered", 4)])
    assert found.now is Stage.INTAKE
    assert {one.stage: one.marks for one in found.points}[Stage.AFTER] == 1


def test_a_closed_case_stands_at_closed_and_a_reopened_one_where_it_stood():
    marks = [mark("report_received"), mark("charged", 200), mark("case_closed", 300)]
    assert stages.line(marks).now is Stage.CLOSED
    again = stages.line([*marks, mark("case_reopened", 400)])
    assert again.now is Stage.DECIDE
    assert {one.stage: one.entered_at for one in again.points}[Stage.CLOSED] is None


def test_a_kind_nobody_knows_moves_nothing():
    assert stages.line([mark("something_new")]).now is Stage.INTAKE


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 900)), max_size=12), st.randoms())
def test_the_order_of_writing_changes_no_stage(pairs, random):
    marks = [mark(kind, hours) for kind, hours in pairs]
    shuffled = list(marks)
    random.shuffle(shuffled)
    assert stages.line(marks) == stages.line(shuffled)


@given(st.lists(st.sampled_from(KINDS), max_size=10), st.sampled_from(KINDS))
def test_a_further_milestone_never_takes_an_open_case_back(kinds, more):
    if more in (stages.CLOSED, stages.REOPENED):
        return
    before = [mark(kind, n) for n, kind in enumerate(kinds)]
    after = [*before, mark(more, len(before))]
    order = list(Stage)
    assert order.index(stages.line(after).now) >= order.index(stages.line(before).now)


@pytest.mark.parametrize("pack_id", packs.ids())
def test_every_kind_that_a_pack_waits_for_has_its_stage(pack_id):
    pack = packs.current(pack_id)
    asked = {kind for step in pack.steps for kind in step.done_by}
    asked |= {kind for anchor in pack.anchors.values() for kind in anchor.milestones}
    assert asked <= stages.table().kinds


def test_what_a_closed_case_takes_is_known_and_is_no_inquiry():
    table = stages.table()
    assert table.after_closing <= set(table.beside)


def test_what_has_an_act_of_its_own_is_a_kind_with_a_stage_and_is_marked_by_nobody():
    table = stages.table()
    assert table.own_acts <= table.kinds
    for kind in table.kinds:
        no = why_not(stages.may_be_marked, kind)
        assert (no is not None) == (kind in table.own_acts), kind
