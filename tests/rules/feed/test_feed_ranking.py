"""The order of a day: pure, so that every promise can be tried on many days."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.feed import ranking
from bairn.feed.terms import Aside, Item, ItemKind, Section
from bairn.kernel import ids
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text
from bairn.triage.terms import Band

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOURS = st.integers(-200, 200)


def item(kind: ItemKind = ItemKind.STEP, **more: object) -> Item:
    told = {"code": "accept", "title": Text("t", "题"), "why": Text("w", "因"), "since": AT}
    return Item(kind=kind, **{"case_id": ids.new_id(), **told, **more})  # type: ignore[arg-type]


@st.composite
def items(draw: st.DrawFn) -> Item:
    due = draw(st.none() | HOURS)
    kind = draw(st.sampled_from(ItemKind))
    report = kind is ItemKind.REPORT
    band = draw(st.none() | st.sampled_from(Band)) if report else None
    return item(
        kind,
        due_at=None if due is None else AT + due * HOUR,
        since=AT - draw(st.integers(0, 500)) * HOUR,
        safety=kind is ItemKind.STEP and draw(st.booleans()),
        late=kind is ItemKind.STEP and due is not None and due < 0,
        band=band,
        unassessed=report and band is None,
        fresh=draw(st.booleans()),
        followed=draw(st.booleans()),
    )


DAYS = st.lists(items(), max_size=25)


def day(rows, asides=None, windows=(), at=AT):
    return ranking.arrange(rows, windows, asides=asides or {}, at=at)


@given(DAYS)
def test_every_duty_stands_in_exactly_one_part_and_nothing_is_invented(rows):
    found = [one.key for one in day(rows).items]
    assert len(found) == len(set(found))
    assert set(found) <= {one.key for one in rows}
    duties = {one.key for one in rows if one.kind is ItemKind.STEP}
    assert duties <= set(found)


@given(DAYS)
def test_safety_stands_before_everything_else_in_its_part(rows):
    for part in (day(rows).now, day(rows).due, day(rows).waiting):
        flags = [one.safety for one in part]
        assert flags == sorted(flags, reverse=True)


@given(DAYS)
def test_among_equals_in_safety_the_nearer_deadline_comes_first(rows):
    for part in (day(rows).now, day(rows).due):
        for before, after in pairwise(part):
            if before.safety == after.safety and after.due_at is not None:
                assert before.due_at is not None
                assert before.due_at <= after.due_at


@given(DAYS, st.randoms())
def test_the_order_in_which_rooms_answer_changes_nothing(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert day(rows) == day(shuffled)


@given(DAYS, st.integers(1, 200))
def test_no_setting_aside_ever_hides_a_matter_of_safety(rows, hours):
    asides = {one.key: Aside(key=one.key, set_at=AT, until_at=AT + hours * HOUR) for one in rows}
    safe = {one.key for one in rows if one.safety}
    assert safe <= {one.key for one in day(rows, asides).items}
    with_safety = [one for one in rows if one.safety]
    for one in with_safety:
        with pytest.raises(Refusal, match=r"feed\.safety"):
            ranking.may_set_aside(one, until=AT + HOUR, at=AT)


@given(items(), st.integers(-50, 400))
def test_whatever_may_be_set_aside_comes_back_by_its_deadline_or_within_a_week(one, hours):
    until = AT + hours * HOUR
    try:
        ranking.may_set_aside(one, until=until, at=AT)
    except Refusal:
        return
    assert AT < until <= AT + timedelta(days=7)
    if one.due_at is not None and one.due_at > AT:
        assert until <= one.due_at
    aside = Aside(key=one.key, set_at=AT, until_at=until)
    assert ranking.is_aside(one, aside, at=AT)
    assert not ranking.is_aside(one, aside, at=until)


def test_what_falls_due_earlier_than_thought_comes_back_by_itself():
    aside = Aside(key="k", set_at=AT, until_at=AT + 9 * HOUR)
    moved = item(due_at=AT + 2 * HOUR)
    assert ranking.is_aside(moved, aside, at=AT + HOUR)
    assert not ranking.is_aside(moved, aside, at=AT + 3 * HOUR)


@pytest.mark.parametrize(
    ("one", "part"),
    [
        (item(late=True), Section.NOW),
        (item(safety=True), Section.NOW),
        (item(), Section.DUE),
        (item(ItemKind.REPORT, band=Band.A), Section.NOW),
        (item(ItemKind.REPORT, unassessed=True), Section.NOW),
        (item(ItemKind.REPORT, band=Band.B, fresh=True), Section.DUE),
        (item(ItemKind.REPORT, band=Band.C, fresh=True), Section.NEW),
        (item(ItemKind.REPORT, band=Band.C), None),
        (item(ItemKind.CLOSING), Section.WAITING),
        (item(ItemKind.LOWERING, band=Band.A), Section.WAITING),
        (item(ItemKind.NOTICE), Section.WAITING),
    ],
)
def test_each_item_has_its_part(one, part):
    assert ranking.section(one) is part


def test_a_followed_case_comes_first_among_equals():
    plain, followed = item(due_at=AT), item(due_at=AT)
    marked = ranking.marked([plain, followed], frozenset({followed.case_id}))
    assert [one.followed for one in day(marked).due] == [True, False]


def test_more_than_a_page_can_hold_is_counted_not_lost():
    rows = [item(code=f"step_{n}") for n in range(130)]
    found = day(rows)
    assert (len(found.due), found.left_out) == (100, 30)
