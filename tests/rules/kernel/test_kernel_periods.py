"""Half-open periods, working days, and clocks that survive the change of the hour."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bairn.kernel.periods import (
    Bins,
    Bounds,
    Counting,
    LocalClock,
    Period,
    Span,
    WorkCalendar,
    due_after,
    merged,
    of_wall_time,
)

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(
    [ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Asia/Shanghai", "UTC")]
    + [ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/Sao_Paulo"), ZoneInfo("Africa/Cairo")]
)
FIRST = datetime.fromisoformat("2015-01-01")  # wall time, as Hypothesis wants it
LAST = datetime.fromisoformat("2030-01-01")
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
SPANS = {
    Counting.CLOCK: st.builds(
        lambda hours, days: Span(days=days, elapsed=timedelta(hours=hours)),
        st.integers(0, 200),
        st.integers(0, 40),
    ),
    Counting.DAY: st.builds(
        lambda days, months: Span(days=days, months=months), st.integers(0, 40), st.integers(0, 6)
    ),
    Counting.BUSINESS: st.builds(lambda days: Span(days=days), st.integers(0, 40)),
}
COUNTED = st.sampled_from(list(Counting)).flatmap(
    lambda counting: st.tuples(st.just(counting), SPANS[counting])
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def test_a_period_holds_its_start_and_not_its_end():
    period = Period(utc("2026-03-01T00:00Z"), utc("2026-03-04T00:00Z"))
    assert period.contains(period.start)
    assert not period.contains(period.end)
    assert period.contains(period.end - timedelta(microseconds=1))


def test_a_period_without_end_holds_every_later_moment():
    assert Period(utc("2026-03-01T00:00Z")).contains(utc("2099-01-01T00:00Z"))


def test_neighbouring_bins_share_no_value_and_leave_no_gap():
    """Primero filed day 4 under "0-3" because two ranges overlapped."""
    bins = Bins((timedelta(days=4), timedelta(days=6)), ("0-3", "4-5", "6+"))
    assert bins.name_of(timedelta(days=4) - timedelta(microseconds=1)) == "0-3"
    assert bins.name_of(timedelta(days=4)) == "4-5"
    assert bins.name_of(timedelta(days=6)) == "6+"


def test_bins_with_edges_out_of_order_are_refused():
    with pytest.raises(ValueError, match="rising edges"):
        Bins((timedelta(days=6), timedelta(days=4)), ("a", "b", "c"))


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("PT168H", Span(elapsed=timedelta(hours=168))),
        ("PT15M", Span(elapsed=timedelta(minutes=15))),
        ("P2W", Span(days=14)),
        ("P3M", Span(months=3)),
        ("P0D", Span()),
    ],
)
def test_a_duration_reads_as_it_is_written(written, span):
    assert Span.parse(written) == span


@pytest.mark.parametrize("written", ["", "P", "PT", "7D", "P1Y", "PT1.5H", "PT30S", "P-1D"])
def test_a_duration_that_is_not_understood_is_refused(written):
    with pytest.raises(ValueError, match="not a duration"):
        Span.parse(written)


def test_a_day_on_the_clock_is_24_hours_when_the_hour_changes():
    anchor = utc("2026-03-28T12:00+01:00")  # the night in which Berlin skips an hour
    due = due_after(anchor, Span(days=1), counting=Counting.CLOCK, clock=LocalClock(BERLIN))
    assert due - anchor == timedelta(hours=24)


def test_a_local_day_ends_at_local_midnight_when_the_hour_changes():
    clock = LocalClock(BERLIN)
    due = due_after(utc("2026-03-29T00:30+01:00"), Span(), counting=Counting.DAY, clock=clock)
    assert due == utc("2026-03-30T00:00+02:00")
    assert due - utc("2026-03-29T00:00+01:00") == timedelta(hours=23)


def test_working_days_skip_weekends_and_holidays_and_count_days_worked_in_exchange():
    calendar = WorkCalendar(
        holidays=frozenset({date(2026, 10, day) for day in range(1, 8)}),
        worked=frozenset({date(2026, 10, 10)}),
    )
    clock = LocalClock(ZoneInfo("Asia/Shanghai"), calendar)
    due = due_after(
        utc("2026-09-30T10:00+08:00"), Span(days=3), counting=Counting.BUSINESS, clock=clock
    )
    # 8, 9 and Saturday 10 October are worked; 1 to 7 are holidays.
    assert due == utc("2026-10-11T00:00+08:00")


def test_three_working_days_from_a_friday_end_on_wednesday():
    due = due_after(
        utc("2026-11-20T23:59+01:00"),
        Span(days=3),
        counting=Counting.BUSINESS,
        clock=LocalClock(BERLIN),
    )
    assert due == utc("2026-11-26T00:00+01:00")


def test_months_end_on_the_last_day_of_a_shorter_month():
    due = due_after(
        utc("2026-11-30T12:00+01:00"),
        Span(months=3),
        counting=Counting.DAY,
        clock=LocalClock(BERLIN),
    )
    assert due == utc("2027-03-01T00:00+01:00")


def test_months_on_the_clock_and_hours_on_a_calendar_are_refused():
    clock, at = LocalClock(BERLIN), utc("2026-01-01T00:00Z")
    with pytest.raises(ValueError, match="months are counted in days"):
        due_after(at, Span(months=1), counting=Counting.CLOCK, clock=clock)
    with pytest.raises(ValueError, match="hours are counted on the clock"):
        due_after(at, Span(elapsed=timedelta(hours=1)), counting=Counting.DAY, clock=clock)


def test_paused_time_does_not_count_and_overlapping_pauses_count_once():
    anchor = utc("2026-01-01T00:00Z")
    pauses = [
        Period(anchor + timedelta(hours=2), anchor + timedelta(hours=5)),
        Period(anchor + timedelta(hours=4), anchor + timedelta(hours=6)),
    ]
    due = due_after(
        anchor,
        Span(elapsed=timedelta(hours=10)),
        counting=Counting.CLOCK,
        clock=LocalClock(BERLIN),
        pauses=pauses,
    )
    assert due == anchor + timedelta(hours=14)


def test_a_pause_after_the_deadline_does_not_bring_it_back():
    anchor = utc("2026-01-01T00:00Z")
    late = Period(anchor + timedelta(hours=11), anchor + timedelta(hours=20))
    due = due_after(
        anchor,
        Span(elapsed=timedelta(hours=10)),
        counting=Counting.CLOCK,
        clock=LocalClock(BERLIN),
        pauses=[late],
    )
    assert due == anchor + timedelta(hours=10)


def test_a_pause_over_a_weekend_costs_no_working_day():
    pause = Period(utc("2026-11-21T08:00+01:00"), utc("2026-11-22T20:00+01:00"))
    due = due_after(
        utc("2026-11-20T12:00+01:00"),
        Span(days=1),
        counting=Counting.BUSINESS,
        clock=LocalClock(BERLIN),
        pauses=[pause],
    )
    assert due == utc("2026-11-24T00:00+01:00")


def test_a_pause_without_end_cannot_be_counted():
    with pytest.raises(ValueError, match="without its end"):
        merged([Period(utc("2026-01-01T00:00Z"))])


def test_an_hour_struck_twice_gives_both_its_moments():
    bounds = of_wall_time(datetime.fromisoformat("2026-10-25T02:30"), BERLIN)
    assert bounds == Bounds(utc("2026-10-25T00:30Z"), utc("2026-10-25T01:30Z"))


def test_an_hour_that_is_skipped_gives_both_its_readings():
    bounds = of_wall_time(datetime.fromisoformat("2026-03-29T02:30"), BERLIN)
    assert bounds == Bounds(utc("2026-03-29T00:30Z"), utc("2026-03-29T01:30Z"))


def test_bounds_the_wrong_way_round_or_without_zone_are_refused():
    with pytest.raises(ValueError, match="cannot lie before"):
        Bounds(utc("2026-01-02T00:00Z"), utc("2026-01-01T00:00Z"))
    with pytest.raises(ValueError, match="time zone"):
        Bounds(FIRST, None)


@given(COUNTED, ZONES, MOMENTS, MOMENTS)
def test_a_later_anchor_never_has_an_earlier_deadline(counted, zone, one, other):
    counting, span = counted
    first, second = sorted((one, other))
    clock = LocalClock(zone)
    assert due_after(first, span, counting=counting, clock=clock) <= due_after(
        second, span, counting=counting, clock=clock
    )


@given(COUNTED, ZONES, MOMENTS, MOMENTS, MOMENTS)
def test_a_pause_never_brings_a_deadline_forward(counted, zone, anchor, one, other):
    counting, span = counted
    clock = LocalClock(zone)
    start, end = sorted((one, other))
    assume(end - start < timedelta(days=400))
    pause = Period(start, end)
    plain = due_after(anchor, span, counting=counting, clock=clock)
    assert plain <= due_after(anchor, span, counting=counting, clock=clock, pauses=[pause])


@given(COUNTED, ZONES, MOMENTS)
def test_a_deadline_never_lies_before_its_anchor(counted, zone, anchor):
    counting, span = counted
    assert anchor <= due_after(anchor, span, counting=counting, clock=LocalClock(zone))


@given(ZONES, st.datetimes(FIRST, LAST))
def test_wall_time_bounds_hold_every_reading_of_the_clock(zone, wall):
    bounds = of_wall_time(wall, zone)
    for fold in (0, 1):
        reading = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        assert bounds.earliest <= reading <= bounds.latest


@given(st.lists(st.timedeltas(), min_size=1, max_size=6, unique=True), st.timedeltas())
def test_every_value_falls_into_exactly_one_bin(edges, value):
    rising = tuple(sorted(edges))
    names = tuple(str(number) for number in range(len(rising) + 1))
    place = int(Bins(rising, names).name_of(value))
    assert place == sum(edge <= value for edge in rising)


@given(SPANS[Counting.DAY], ZONES, MOMENTS)
def test_calendar_days_end_where_working_days_without_any_day_off_end(span, zone, anchor):
    week_of_work = LocalClock(zone, WorkCalendar(weekend=frozenset()))
    assert due_after(anchor, span, counting=Counting.DAY, clock=LocalClock(zone)) == due_after(
        anchor, span, counting=Counting.BUSINESS, clock=week_of_work
    )
