"""How far off a deadline is said to be."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.web.kit.due import Due, Nearness, Unit, due

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(minutes=40), Due(Nearness.SOON, 40, Unit.MINUTES)),
        (timedelta(hours=4), Due(Nearness.SOON, 4, Unit.HOURS)),
        (timedelta(hours=23, minutes=59), Due(Nearness.SOON, 23, Unit.HOURS)),
        (timedelta(hours=24), Due(Nearness.LATER, 24, Unit.HOURS)),
        (timedelta(days=3), Due(Nearness.LATER, 3, Unit.DAYS)),
        (timedelta(0), Due(Nearness.OVER, 0, Unit.MINUTES)),
        (timedelta(hours=-49), Due(Nearness.OVER, 49, Unit.HOURS)),
        (timedelta(days=-8), Due(Nearness.OVER, 8, Unit.DAYS)),
    ],
)
def test_a_deadline_is_said_in_the_unit_a_person_would_use(away: timedelta, said: Due) -> None:
    assert due(when=AT + away, at=AT) == said


@given(st.timedeltas(min_value=timedelta(days=-4000), max_value=timedelta(days=4000)))
def test_what_is_said_is_never_more_generous_than_the_truth(away: timedelta) -> None:
    stand = due(when=AT + away, at=AT)
    said = timedelta(**{stand.unit.value: stand.amount})
    assert said <= abs(away)
    assert (stand.nearness is Nearness.OVER) == (away <= timedelta(0))
