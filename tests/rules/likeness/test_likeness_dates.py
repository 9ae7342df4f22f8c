"""Dates are read as people write them, and what there is not is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.likeness.dates import date_of, written
from bairn.likeness.terms import PartialDate

DATES = st.dates().filter(lambda one: 1800 <= one.year < 2200)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1990", (1990,)),
        ("1990-05", (1990, 5)),
        ("199005", (1990, 5)),
        ("19900512", (1990, 5, 12)),
        ("1990/5/12", (1990, 5, 12)),
        ("1990.05.12", (1990, 5, 12)),
        ("1990-05-12T00:00:00Z", (1990, 5, 12)),
        ("12/05/1990", (1990, 5, 12)),  # the day first
        ("05/25/1990", (1990, 5, 25)),  # there is no 25th month
        ("1990-25-05", (1990, 5, 25)),
        ("5/1990", (1990, 5)),
        ("1990年5月12日", (1990, 5, 12)),
        ("1990 年 5 月", (1990, 5)),
        ("1990年", (1990,)),
        ("一九九〇年五月二十日", (1990, 5, 20)),
        ("一九九〇年十二月十日生", (1990, 12, 10)),
        ("民國79年5月12日", (1990, 5, 12)),
        ("１９９０年5月12日", (1990, 5, 12)),
        ("5月12日", (None, 5, 12)),
        ("12 May 1990", (1990, 5, 12)),
        ("12th of May, 1990", (1990, 5, 12)),
        ("May 12, 1990", (1990, 5, 12)),
        ("12-MAY-1990", (1990, 5, 12)),
        ("12. Mai 1990", (1990, 5, 12)),
        ("May 1990", (1990, 5)),
        ("sept. 1990", (1990, 9)),
        ("1990-00-00", (1990,)),
        ("1990-00-12", (1990, None, 12)),
        ("0000-02-29", (None, 2, 29)),
    ],
)
def test_a_date_is_read_as_it_was_written(text, parts):
    assert date_of(text) == PartialDate(*parts)


@pytest.mark.parametrize(
    "text",
    ["", "in spring", "1990-02-30", "1990-13-13", "31/04/1990", "0000", "3021", "12/05/90", "9",
     "1990年13月", "12 Foo 1990", "12 Mayor 1990", "1989 or 1990", "年月", "19901301"],
)  # fmt: skip
def test_what_is_no_date_is_none(text):
    assert date_of(text) is None


@given(DATES, st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d %B %Y", "%b %d, %Y"]))
def test_every_day_is_read_from_every_form(day, form):
    assert date_of(day.strftime(form)) == PartialDate(day.year, day.month, day.day)


@given(
    st.builds(
        PartialDate,
        st.none() | st.integers(1800, 2199),
        st.none() | st.integers(1, 12),
        st.none() | st.integers(1, 28),
    )
)
def test_what_is_written_reads_as_the_same(date):
    assert (date_of(written(date)) or PartialDate()) == date


@given(st.text())
def test_nothing_that_can_be_typed_stops_it(text):
    found = date_of(text)
    assert found is None or found
