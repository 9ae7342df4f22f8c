"""The geometry of the windows chart: hours since last contact, with what nobody knows."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bairn.kernel.periods import Bounds
from bairn.protocols import packs
from bairn.protocols.terms import CaseFacts, WindowKind, WindowNow, WindowState
from bairn.protocols.windows import windows_now
from bairn.web.desk.case_windows_drawing import LEFT, RIGHT, Bar, Chart, charts

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
KNOWN = {"age": 8, "contact": True, "immobile": False}


def rows(contact: Bounds) -> tuple[WindowNow, ...]:
    moments = {"last_contact_at": contact, "report_at": Bounds.exactly(AT - HOUR)}
    return windows_now(packs.current("cn-2023"), CaseFacts(KNOWN, moments), (), at=AT)


def biological(contact: Bounds) -> Chart:
    return next(one for one in charts(rows(contact), at=AT) if one.kind is WindowKind.BIOLOGICAL)


def bar(chart: Chart, window: str) -> Bar:
    return next(one for one in chart.bars if one.row.window == window)


def kinds(of: Bar) -> list[str]:
    return [piece.kind for piece in of.pieces]


def ago(hours: float) -> datetime:
    return AT - timedelta(hours=hours)


@settings(deadline=None)  # the first call reads the packs
@given(st.floats(0, 20_000), st.none() | st.floats(0, 3_000))
def test_everything_drawn_lies_inside_the_plot_and_parts_follow_one_another(
    since: float, gap: float | None
) -> None:
    contact = Bounds(None if gap is None else ago(since + gap), ago(since))
    for chart in charts(rows(contact), at=AT):
        for one in chart.bars:
            assert all(p.x >= LEFT and p.x + p.width <= RIGHT + 0.2 for p in one.pieces)
            follow = zip(one.pieces, one.pieces[1:], strict=False)
            assert all(abs(a.x + a.width - b.x) < 0.3 for a, b in follow)
            assert all(LEFT <= tick.x <= RIGHT for tick in one.ticks)
        assert chart.now_x is None or LEFT <= chart.now_x <= RIGHT
        assert len(chart.lines) <= 14


@given(st.floats(0, 20_000))
def test_no_window_of_the_body_ends_without_saying_who_decides_then(since: float) -> None:
    for one in biological(Bounds.exactly(ago(since))).bars:
        assert one.endless or kinds(one)[-1] == "beyond"
        assert one.row.state is not WindowState.ASK_HOLDER


def test_a_moment_known_within_bounds_is_drawn_with_hatched_ends() -> None:
    exact = bar(biological(Bounds.exactly(ago(10))), "fingernails")
    within = bar(biological(Bounds(ago(16), ago(10))), "fingernails")
    assert kinds(exact) == ["urgent", "open", "beyond"]
    assert kinds(within) == ["maybe", "urgent", "open", "maybe", "beyond"]


def test_a_time_that_nobody_knows_leaves_every_bar_open_and_marks_no_now() -> None:
    chart = biological(Bounds())
    assert chart.now_x is None
    assert chart.hours is None
    assert {kind for one in chart.bars for kind in kinds(one)} == {"maybe"}
    assert all(one.endless and one.row.ask_clinician for one in chart.bars)


def test_now_stands_to_the_left_of_a_limit_that_has_not_come_and_to_the_right_of_one_that_has() -> (
    None
):
    for since in (20, 60):
        chart = biological(Bounds.exactly(ago(since)))
        end = next(p.x for p in bar(chart, "fingernails").pieces if p.kind == "beyond")
        assert chart.now_x is not None
        assert (chart.now_x < end) == (since < 48)


def test_bodies_that_publish_the_same_hour_share_a_tick_and_no_two_names_overlap() -> None:
    ticks = bar(biological(Bounds.exactly(ago(5))), "anal_swab").ticks
    shared = "WHO baseline, value falls sharply after, US (NIJ 2017), UK (FFLM)"
    assert [tick.body for tick in ticks] == ["last profile found in a series", shared]
    skin = bar(biological(Bounds.exactly(ago(5))), "skin_swab_saliva_touch").ticks
    assert len({tick.y for tick in skin}) == 3, "a name that has no room stands a line below"


def test_each_moment_that_is_counted_from_has_a_chart_of_its_own() -> None:
    drawn = charts(rows(Bounds.exactly(ago(5))), at=AT)
    assert len({(one.about, one.kind, one.anchor) for one in drawn}) == len(drawn)
    assert {one.anchor for one in drawn} >= {"last_contact_at", "report_at"}
