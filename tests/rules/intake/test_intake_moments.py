"""Moments with a zone are exact; one without a zone is known only within bounds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.intake import moments

EPOCH = datetime(1900, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02T09:30:00Z", datetime(2026, 3, 2, 9, 30, tzinfo=UTC)),
        ("2026-03-02T17:30:00+08:00", datetime(2026, 3, 2, 9, 30, tzinfo=UTC)),
        ("2026-03-01T23:00:00.5-10:30", datetime(2026, 3, 2, 9, 30, 0, 500_000, tzinfo=UTC)),
        (" 2026-03-02T09:30:00Z ", datetime(2026, 3, 2, 9, 30, tzinfo=UTC)),
        ("2026-03-02T24:00:00Z", datetime(2026, 3, 3, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_moment_with_its_zone_is_exact(text, expected):
    found = moments.moment(text)
    assert found is not None
    assert (found.earliest, found.latest) == (expected, expected)


def test_a_moment_without_a_zone_is_any_moment_at_which_a_clock_showed_it():
    found = moments.moment("2026-03-02T09:30:00")
    wall = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert found is not None
    assert found.earliest == wall - timedelta(hours=14)
    assert found.latest == wall + timedelta(hours=12)


@given(
    st.integers(0, 6_000_000_000).map(lambda passed: EPOCH + timedelta(seconds=passed)),
    st.integers(-12 * 60, 14 * 60),
)
def test_whatever_the_zone_was_the_true_moment_lies_within_the_bounds(wall, minutes):
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    told = wall.replace(tzinfo=None).isoformat()
    exact = moments.moment(f"{told}{sign}{hours:02d}:{rest:02d}")
    bounds = moments.moment(told)
    assert exact is not None
    assert bounds is not None
    assert bounds.earliest <= exact.earliest <= bounds.latest


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "2026-03-02", "2026-02-30T00:00:00Z", "2026-03-02T25:00:00Z",
        "2026-03-02T24:01:00Z", "2026-03-02T10:60:00Z", "2026-03-02T09:30:00+15:00",
        "2026-03-02 09:30:00Z", "２０２６-03-02T09:30:00Z", "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-14:00", "2026-03-02T09:30:00+08:99",
    ],
)  # fmt: skip
def test_what_names_no_moment_is_none_and_never_a_guess(text):
    assert moments.moment(text) is None


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_moments(text):
    moments.moment(text)
    moments.day(text)


def test_ages_are_full_years_and_a_birth_after_the_day_is_none():
    assert moments.age_on(date(2010, 3, 3), date(2026, 3, 2)) == 15
    assert moments.age_on(date(2010, 3, 2), date(2026, 3, 2)) == 16
    assert moments.age_on(date(2012, 2, 29), date(2026, 2, 28)) == 13
    assert moments.age_on(date(2027, 1, 1), date(2026, 3, 2)) is None
