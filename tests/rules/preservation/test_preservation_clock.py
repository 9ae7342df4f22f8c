"""Days left, extensions, answers and the platform's year, whatever the hour or its change."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.kernel.periods import Bounds
from bairn.preservation import clock, codes
from bairn.preservation.terms import Counted, Kind, Moments, State
from bairn.protocols.terms import Mark

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BOOK = codes.book()
WHEN = st.integers(0, 6 * 366 * 24 * 60).map(lambda n: AT + timedelta(minutes=n))
KINDS = st.sampled_from([Kind.PRESERVE, Kind.HOLD_RECORD])
HELD = [one for one in BOOK.bases.values() if one.holds]


def moments(**more):
    """A preservation that was drafted at AT, with what else is known."""
    known = {"kind": Kind.PRESERVE, "state": State.DRAFTED, "drafted_at": AT}
    return Moments(**(known | more))


def sent(kind=Kind.PRESERVE, **more):
    """The same, sent at AT."""
    return moments(kind=kind, state=State.SENT, sent_at=AT, **more)


def read(known, *, holder="us_provider", basis="us_2703f", at=AT):
    """Every clock, by what it counts to."""
    found = clock.readings(
        BOOK, row=BOOK.classes[holder], basis=BOOK.bases[basis], known=known, at=at
    )
    return {one.counted: one for one in found}


@pytest.mark.parametrize(
    ("holder", "hours"),
    [("transport_worn", 24), ("transport_bus", 168), ("transport_station", 744)],
)
def test_video_lives_as_long_as_its_operator_says(holder, hours):
    period = Bounds(AT - 2 * HOUR, AT - HOUR)
    found = read(moments(period=period), holder=holder, basis="national_power")[Counted.DATA]
    assert (found.until, found.now) == (AT + (hours - 2) * HOUR, False)
    assert found.source.mark is Mark.V2


@pytest.mark.parametrize("period", [Bounds(), Bounds(None, AT)])
def test_an_unknown_time_is_treated_as_now(period):
    found = read(moments(period=period), holder="premises_video", basis="national_power")
    assert found[Counted.DATA].now
    assert found[Counted.DATA].over(AT)
    assert found[Counted.DATA].days_left(AT) == 0


def test_what_nobody_gives_a_limit_for_is_treated_as_now():
    found = read(moments(period=Bounds.exactly(AT)), holder="telecom", basis="budapest_16")
    assert found[Counted.DATA].now
    assert found[Counted.DATA].source.check_locally


def test_a_draft_has_a_day_to_leave_and_that_is_ours():
    found = read(moments())[Counted.ASK]
    assert found.until == AT + DAY
    assert found.source.mark is Mark.D


def test_a_us_provider_keeps_for_90_days_and_once_more_for_90():
    found = read(sent())
    assert found[Counted.HELD].until == AT + 90 * DAY
    assert found[Counted.EXTEND].until == AT + 76 * DAY  # 14 days before
    again = read(sent(extended=1))
    assert again[Counted.HELD].until == AT + 180 * DAY
    assert Counted.EXTEND not in again


def test_an_eu_order_runs_60_days_and_answers_run_10_days_or_8_hours():
    assert (
        read(sent(), holder="eu_provider", basis="eu_preservation")[Counted.HELD].until
        == AT + 60 * DAY
    )
    produced = read(sent(Kind.DISCLOSE), holder="eu_provider", basis="eu_production")
    assert produced[Counted.ANSWER].until == AT + 10 * DAY
    urgent = read(sent(Kind.EMERGENCY), holder="eu_provider", basis="eu_emergency")
    assert urgent[Counted.ANSWER].until == AT + 8 * HOUR
    assert urgent[Counted.ANSWER].source.check_locally


def test_a_takedown_has_48_hours_by_an_act_that_was_read():
    found = read(sent(Kind.TAKEDOWN), basis="us_take_it_down")[Counted.ANSWER]
    assert (found.until, found.source.mark) == (AT + 48 * HOUR, Mark.V)


def test_an_emergency_without_a_receipt_takes_a_second_route_after_an_hour():
    found = read(sent(Kind.EMERGENCY), basis="us_2702")
    assert found[Counted.SECOND_ROUTE].until == AT + HOUR
    heard = sent(Kind.EMERGENCY, acknowledged_at=AT + timedelta(minutes=20))
    assert Counted.SECOND_ROUTE not in read(heard, basis="us_2702")


def test_four_hundred_reports_are_one_year_and_the_earliest_counts():
    reports = tuple(AT - n * HOUR for n in range(400))
    row = BOOK.classes["us_provider"]
    found = clock.report_year(row, reports=reports)
    assert found.until == AT - 399 * HOUR + 365 * DAY
    assert found.source.mark is Mark.V
    assert clock.report_year(BOOK.classes["eu_provider"], reports=reports) is None
    assert clock.report_year(row, reports=()) is None


@pytest.mark.parametrize("state", [State.RECEIVED, State.REFUSED, State.WITHDRAWN, State.REMOVED])
def test_nothing_counts_any_more_for_what_is_over(state):
    assert read(moments(state=state, sent_at=AT)) == {}


def test_content_that_came_back_is_asked_for_now():
    found = read(moments(kind=Kind.TAKEDOWN, state=State.REUPLOADED, sent_at=AT - DAY))
    assert found[Counted.ASK].now


@given(sent_at=WHEN, basis=st.sampled_from(HELD), extended=st.integers(0, 12), kind=KINDS)
def test_it_expires_exactly_when_it_is_no_longer_kept(sent_at, basis, extended, kind):
    known = moments(
        kind=kind, state=State.ACKNOWLEDGED, sent_at=sent_at, drafted_at=sent_at, extended=extended
    )
    until = clock.held(basis, known=known).until
    last = until - timedelta(microseconds=1)
    stands = [
        clock.standing(State.ACKNOWLEDGED, basis=basis, known=known, at=when)
        for when in (last, until)
    ]
    assert stands == [State.ACKNOWLEDGED, State.EXPIRED]


@given(sent_at=WHEN, basis=st.sampled_from(HELD), extended=st.integers(0, 12))
def test_an_extension_never_ends_sooner_and_is_due_before_the_end(sent_at, basis, extended):
    ends = [clock.extended(basis, sent_at=sent_at, times=n) for n in (extended, extended + 1)]
    assert ends[0] <= ends[1]
    known = moments(state=State.SENT, sent_at=sent_at, drafted_at=sent_at, extended=extended)
    due = clock.extension_due(BOOK, basis, known=known)
    if due is None:
        assert extended >= basis.times
    else:
        assert sent_at <= due.until < clock.held(basis, known=known).until


@given(
    first=WHEN,
    later=st.timedeltas(timedelta(), 400 * DAY),
    holder=st.sampled_from(sorted(BOOK.classes)),
)
def test_data_that_was_recorded_later_never_goes_sooner(first, later, holder):
    row = BOOK.classes[holder]
    ends = [
        clock.data_lives(row, period=Bounds(start, None), at=first).until
        for start in (first, first + later)
    ]
    assert ends[0] <= ends[1]


@given(at=WHEN, hours=st.integers(-14, 14), offset=st.integers(0, 200 * 24))
def test_days_left_and_shares_are_the_same_in_every_zone(at, hours, offset):
    elsewhere = at.astimezone(timezone(timedelta(hours=hours)))
    one = clock.held(BOOK.bases["us_2703f"], known=sent())
    moved = sent(held_until=one.until.astimezone(timezone(timedelta(hours=hours))))
    other = clock.held(BOOK.bases["us_2703f"], known=moved)
    when = AT + offset * HOUR
    assert one.days_left(when) == other.days_left(when)
    assert one.over(when) == (one.days_left(when) == 0)
    assert 0.0 <= one.share_left(when) <= 1.0
    assert clock.after(at, BOOK.clocks.ask_by.span) == clock.after(
        elsewhere, BOOK.clocks.ask_by.span
    )


def test_a_change_of_the_hour_moves_no_deadline():
    night = datetime(2026, 10, 24, 12, 0, tzinfo=ZoneInfo("Europe/Oslo"))
    until = clock.after(night, BOOK.clocks.ask_by.span)
    assert until == night.astimezone(UTC) + DAY
