"""The geometry of the window chart."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bairn.web.kit.drawing import MOST_LETTERS, Window, fitting, window_chart

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
hours = st.integers(min_value=-2000, max_value=2000).map(lambda n: timedelta(hours=n))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """A window that opens before it ends; its urgent part may be missing or too long."""
    opens = AT + draw(hours)
    closes = opens + timedelta(hours=draw(st.integers(min_value=0, max_value=2000)))
    urgent = draw(st.none() | hours.map(lambda h: opens + abs(h)))
    return Window(label="w", opens_at=opens, urgent_until=urgent, closes_at=closes)


@given(st.lists(windows(), max_size=6))
def test_everything_drawn_lies_inside_the_plot(rows: list[Window]) -> None:
    chart = window_chart(windows=rows, at=AT)
    left, right = chart.plot_left, chart.plot_right + 2  # a bar is never thinner than 2
    for bar in chart.bars:
        assert left <= bar.left
        assert bar.left + bar.width <= right + 0.1
        assert 0 <= bar.urgent_width <= bar.width + 0.1
    assert left <= chart.now_x <= right
    assert all(left <= line.x <= right for line in chart.lines)
    assert len(chart.lines) <= 10


def test_a_window_that_has_ended_is_drawn_as_past_and_one_that_ends_now_has_ended() -> None:
    ended = Window(label="w", opens_at=AT - timedelta(hours=9), urgent_until=None, closes_at=AT)
    open_still = Window(
        label="w",
        opens_at=AT - timedelta(hours=9),
        urgent_until=None,
        closes_at=AT + timedelta(minutes=1),
    )
    bars = window_chart(windows=[ended, open_still], at=AT).bars
    assert [bar.past for bar in bars] == [True, False]


def test_the_axis_reaches_at_least_to_the_moment_asked_for():
    soon = Window(
        label="Soon",
        opens_at=AT - timedelta(hours=2),
        urgent_until=None,
        closes_at=AT + timedelta(hours=3),
    )
    short = window_chart(windows=[soon], at=AT).bars[0]
    long = window_chart(windows=[soon], at=AT, until=AT + timedelta(hours=24)).bars[0]
    assert long.width < short.width / 4


def wide(text: str) -> int:
    """How many letters' room a text takes: a Chinese character takes two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


@given(st.text(alphabet="abc ·艾滋病（）", max_size=60))
def test_a_label_fits_its_column_in_either_script_and_says_when_it_was_cut(label: str) -> None:
    shown = fitting(label)
    assert wide(shown) <= MOST_LETTERS
    assert shown == label or shown.endswith("…")
    if wide(label) <= MOST_LETTERS:
        assert shown == label
    else:
        assert label.startswith(shown[:-1])
