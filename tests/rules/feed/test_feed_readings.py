"""What other rooms say, read as items of a day: danger now is a matter of safety."""

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from bairn.feed import ranking, readings
from bairn.feed.terms import ClosingWindow, Item, Section
from bairn.kernel import ids
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.protocols import packs
from bairn.protocols.terms import CaseFacts, WindowNow, WindowState
from bairn.protocols.windows import closing, closing_first, ends_at, windows_now
from bairn.triage import ruleset
from bairn.triage.terms import Band, Effect, QueueKey, QueueRow, QueueState, Reason, Rule

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
RULES = ruleset.parse(ruleset.document()).rules
NOW = [rule for rule in RULES if rule.effect is Effect.NOW]


def report(*rules: Rule, band: Band = Band.A) -> Item:
    report_id = ids.new_id()
    row = QueueRow(
        report_id=report_id, reference="R-2026-AAAA-AAAA", channel="officer_form",
        state=QueueState.WAITING, received_at=AT, band=band, floor_applied=False, completeness=40,
        reasons=tuple(
            Reason(code=one.id, text=one.text, source=one.source, effect=one.effect)
            for one in rules
        ),
        missing=(), windows=(), lowering_open=False, may_be_same=0,
        key=QueueKey(
            band=band, behind=0, urgent_until=AT + 9 * HOUR, received_at=AT, report_id=report_id
        ),
    )  # fmt: skip
    return readings.of_report(row, since=AT)


@pytest.mark.parametrize("rule", NOW, ids=lambda rule: rule.id)
def test_a_report_with_a_reason_that_says_now_cannot_be_set_aside(rule):
    one = report(rule)
    assert one.safety
    assert ranking.section(one) is Section.NOW
    assert one.why.en.startswith("A matter of safety.")
    assert one.why.zh.startswith("涉及安全。")
    with pytest.raises(Refusal, match=r"feed\.safety"):
        ranking.may_set_aside(one, until=AT + HOUR, at=AT)


def test_the_reason_counts_also_behind_those_that_a_line_has_room_for():
    others = [rule for rule in RULES if rule.effect is Effect.TODAY][:5]
    assert report(*others, NOW[0]).safety


@pytest.mark.parametrize("band", Band)
def test_a_report_whose_reasons_can_wait_may_be_set_aside(band):
    one = report(*(rule for rule in RULES if rule.effect is not Effect.NOW), band=band)
    assert not one.safety
    ranking.may_set_aside(one, until=AT + HOUR, at=AT)


@cache
def rows() -> tuple[WindowNow, ...]:
    """Every window of a case whose last contact lies 20 hours back."""
    told = CaseFacts(
        {"contact": True, "age": 8, "sex": "female"},
        {"last_contact_at": Bounds.exactly(AT - 20 * HOUR)},
    )
    return windows_now(packs.current("cn-2023"), told, (), at=AT)


def strip_of(cases: int) -> list[ClosingWindow]:
    found = [
        readings.of_window(ids.new_id(), f"C-{n:04}", row) for n in range(cases) for row in rows()
    ]
    return [one for one in found if one is not None]


def test_windows_that_end_stand_in_the_order_in_which_they_end():
    ending = [ends_at(row) for row in closing(rows())]
    assert ending == sorted(one for row in rows() if (one := ends_at(row)) is not None)
    assert closing_first(rows()) == closing(rows())[0]


def test_a_window_past_its_limit_or_not_yet_begun_stands_on_no_strip():
    shut = [row for row in rows() if row.state not in (WindowState.URGENT, WindowState.OPEN)]
    assert shut
    assert [readings.of_window(ids.new_id(), "C-1", row) for row in shut] == [None] * len(shut)


def test_the_strip_holds_every_window_of_a_case_that_closes_within_a_day():
    found = ranking.arrange((), strip_of(1), asides={}, at=AT)
    soon = {row.window for row in rows() if (end := ends_at(row)) and end <= AT + 24 * HOUR}
    assert len(soon) > 1
    assert {one.window.window for one in found.windows} == soon
    assert found.windows_left_out == 0


def test_beyond_forty_bars_the_nearest_are_shown_and_the_others_counted():
    every = strip_of(60)
    found = ranking.arrange((), every, asides={}, at=AT)
    soon = sorted(one.ends_at for one in every if one.ends_at <= AT + 24 * HOUR)
    assert [one.ends_at for one in found.windows] == soon[:40]
    assert found.windows_left_out == len(soon) - 40 > 0
