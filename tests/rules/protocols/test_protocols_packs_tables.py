"""The tables that belong to no pack, and when a kit must be where."""

import copy
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.kernel.catalogue import CatalogueError
from bairn.kernel.periods import Counting
from bairn.protocols import kits, packs, schemas, tables
from bairn.protocols.terms import KitState, Mark

ALL = tables.current()
KITS = {rule.id: rule for rule in ALL.kits}
CLOCK = packs.current("cac-us").clock(ZoneInfo("America/New_York"))
FRIDAY = datetime(2026, 11, 20, 15, tzinfo=UTC)  # Thanksgiving is the Thursday after
DAY = timedelta(days=1)
STATES = [
    "FL",
    "NM",
    "TX",
    "WA",
    "ID",
    "UT",
    "CO",
    "IL",
    "CA",
    "CT",
    "OH",
    "TN",
    "VA",
    "AZ",
    "DC",
    "GA",
    "KY",
    "PA",
    "HI",
    "MN",
    "MD",
    "MI",
    "LA",
    "OR",
    "NY",
    "OK",
    "SC",
]


def deadlines(rule, moments, at, **more):
    found = kits.kit_deadlines(KITS[rule], moments, at=at, clock=CLOCK, **more)
    return {one.clock: one for one in found}


def test_every_state_of_the_table_is_there_beside_what_holds_in_the_whole_country():
    assert {rule.jurisdiction for rule in ALL.kits} == {"US", *(f"US-{one}" for one in STATES)}


@pytest.mark.parametrize(
    ("state", "clock", "length", "counting"),
    [
        *((one, "submit", 30, Counting.DAY) for one in ("FL", "NM", "TX", "WA", "ID", "UT")),
        ("CO", "submit", 21, Counting.DAY),
        ("IL", "submit", 10, Counting.BUSINESS),
        ("CA", "submit", 20, Counting.DAY),
        ("CA", "test", 120, Counting.DAY),
        ("CT", "submit", 10, Counting.DAY),
        ("OH", "submit", 30, Counting.DAY),
        ("TN", "submit", 60, Counting.DAY),
        ("VA", "submit", 60, Counting.DAY),
        ("AZ", "pick_up", 5, Counting.DAY),
        ("AZ", "submit", 15, Counting.BUSINESS),
        ("DC", "pick_up", 7, Counting.DAY),
        ("DC", "submit", 7, Counting.DAY),
        ("GA", "submit", 30, Counting.DAY),
        ("KY", "pick_up", 5, Counting.DAY),
        ("KY", "submit", 30, Counting.DAY),
        ("PA", "submit", 15, Counting.DAY),
        ("HI", "pick_up", 3, Counting.BUSINESS),
        ("HI", "request", 15, Counting.BUSINESS),
        ("HI", "answer", 14, Counting.DAY),
        ("HI", "submit", 10, Counting.BUSINESS),
        ("MN", "pick_up", 10, Counting.DAY),
        ("MN", "submit", 60, Counting.DAY),
        ("MI", "pick_up", 14, Counting.DAY),
        ("MI", "test", 90, Counting.DAY),
        ("LA", "submit", 30, Counting.DAY),
        ("OR", "submit", 14, Counting.DAY),
    ],
)
def test_a_state_has_the_length_that_the_facts_name(state, clock, length, counting):
    (found,) = (one for one in KITS[f"us_{state.lower()}"].clocks if one.id == clock)
    assert (found.span.days, found.counting) == (length, counting)


@pytest.mark.parametrize(("state", "hours"), [("GA", 96), ("PA", 72)])
def test_a_pick_up_in_hours_is_counted_on_the_clock(state, hours):
    (found,) = (one for one in KITS[f"us_{state.lower()}"].clocks if one.id == "pick_up")
    assert found.span.elapsed == timedelta(hours=hours)


def test_working_days_leave_out_the_weekend_and_thanksgiving():
    row = deadlines("us_nij", {"collected": FRIDAY}, FRIDAY)["submit"]
    assert row.due_on == date(2026, 12, 2)
    assert row.check_locally


def test_days_of_consent_start_with_the_consent_and_not_before_it():
    before = deadlines("us_pa", {"collected": FRIDAY}, FRIDAY)
    assert before["submit"].state is KitState.NOT_YET
    after = deadlines("us_pa", {"collected": FRIDAY, "consented": FRIDAY + DAY}, FRIDAY + DAY)
    assert after["submit"].due_on == date(2026, 12, 6)


def test_a_kit_that_came_in_time_and_one_that_came_late_read_differently():
    in_time = {"collected": FRIDAY, "submitted": FRIDAY + 30 * DAY}
    late = {"collected": FRIDAY, "submitted": FRIDAY + 31 * DAY}
    at = FRIDAY + 40 * DAY
    assert deadlines("us_fl", in_time, at)["submit"].state is KitState.DONE
    assert deadlines("us_fl", late, at)["submit"].state is KitState.DONE_LATE
    assert deadlines("us_fl", {"collected": FRIDAY}, at)["submit"].state is KitState.LATE
    assert deadlines("us_fl", {"collected": FRIDAY}, FRIDAY)["submit"].state is KitState.OPEN


def test_hawaii_goes_from_hand_to_hand():
    row = deadlines("us_hi", {"collected": FRIDAY, "notified": FRIDAY + DAY / 2}, FRIDAY + DAY)
    assert row["notify"].state is KitState.DONE
    assert row["pick_up"].due_on == date(2026, 11, 25)
    assert row["request"].state is KitState.NOT_YET


def test_nothing_is_disposed_of_inside_sixty_days_or_while_an_objection_is_open():
    """S11."""
    told = {"collected": FRIDAY, "disposal_notice": FRIDAY}
    inside, after = FRIDAY + 59 * DAY, FRIDAY + 62 * DAY
    assert deadlines("us_federal", told, inside)["disposal"].state is KitState.HELD
    assert deadlines("us_federal", told, after)["disposal"].state is KitState.RELEASED
    held = deadlines("us_federal", told, after, objection_open=True)["disposal"]
    assert held.state is KitState.HELD
    assert deadlines("us_federal", {}, after)["disposal"].state is KitState.HELD
    gone = {**told, "disposed": inside}
    assert deadlines("us_federal", gone, after)["disposal"].state is KitState.DONE_TOO_SOON


def test_the_years_of_keeping_run_from_collection_by_kind_of_kit():
    hawaii = KITS["us_hi"]
    assert kits.kept_until(hawaii, FRIDAY, kind="unreported", clock=CLOCK) == date(2032, 11, 21)
    child = kits.kept_until(hawaii, FRIDAY, kind="unreported_child", clock=CLOCK)
    assert child == date(2046, 11, 21)
    assert kits.kept_until(hawaii, FRIDAY, kind="reported", clock=CLOCK) is None
    assert kits.kept_until(KITS["us_md"], FRIDAY, kind="reported", clock=CLOCK) is not None


def test_a_states_rule_comes_before_the_countrys():
    assert [rule.id for rule in kits.rules_for("US-HI", ALL.kits)] == [
        "us_hi",
        "us_federal",
        "us_nij",
    ]
    assert kits.rules_for("CN", ALL.kits) == ()


@given(st.sampled_from(sorted(KITS)), st.integers(0, 4000), st.integers(0, 4000))
def test_a_later_look_never_turns_late_into_in_time(rule, first, more):
    start = {"collected": FRIDAY, "notified": FRIDAY, "consented": FRIDAY, "picked_up": FRIDAY}
    order = [KitState.NOT_YET, KitState.OPEN, KitState.DUE_SOON, KitState.LATE]
    earlier = deadlines(rule, start, FRIDAY + timedelta(hours=first))
    later = deadlines(rule, start, FRIDAY + timedelta(hours=first + more))
    for clock, row in earlier.items():
        if row.state in order:
            assert order.index(later[clock].state) >= order.index(row.state)


def test_reporting_times_stand_by_state_and_at_once_where_none_is_named():
    hours = {
        rule.jurisdiction: rule.within.elapsed / timedelta(hours=1)
        for rule in ALL.reporting
        if rule.within
    }
    assert hours == {
        "US-CT": 12,
        **{f"US-{one}": 24 for one in ("ID", "NV", "VT", "WV")},
        **{f"US-{one}": 48 for one in ("TX", "WA")},
    }
    at_once = {rule.id for rule in ALL.reporting if rule.within is None}
    assert {"cn_mandatory", "eu_hosts", "us_platforms", "cn_platforms"} <= at_once


def test_every_row_of_a_table_speaks_both_languages_and_shows_its_review_date():
    for row in (*ALL.kits, *ALL.reporting, *ALL.guidance):
        assert row.source.review_due >= date(2026, 11, 27)
    for rule in ALL.kits:
        for text in (rule.title, rule.note, *(one.title for one in rule.clocks)):
            assert text.en
            assert any("\u4e00" <= letter <= "\u9fff" for letter in text.zh)


def test_a_clock_whose_start_is_our_reading_says_check_locally():
    ours = [rule for rule in ALL.kits if " ours" in rule.source.art]
    assert len(ours) > 15
    assert {rule.source.mark for rule in ours} == {Mark.D}


@pytest.mark.parametrize(
    "break_it",
    [
        lambda doc: doc["rules"][0]["clocks"][0].update({"from": "stolen"}),
        lambda doc: doc["rules"][0].pop("source"),
        lambda doc: doc["rules"][0]["keep"][0].update(years=0),
        lambda doc: doc["table"].update(id="other"),
        lambda doc: doc["rules"][0]["note"].pop("zh"),
    ],
)
def test_the_schema_refuses_a_table_that_is_not_as_it_must_be(break_it):
    document = copy.deepcopy(dict(tables.document_of("kits")))
    break_it(document)
    with pytest.raises(CatalogueError, match="table kits"):
        schemas.check(document, tables.SCHEMA, "table kits")
