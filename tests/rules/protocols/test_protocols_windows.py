"""Windows count from last contact, stay open in doubt and never say "do not collect"."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.kernel.periods import Bounds, of_wall_time
from bairn.protocols import packs
from bairn.protocols.terms import (
    CaseFacts,
    Happened,
    WindowKind,
    WindowState,
)
from bairn.protocols.windows import windows_now

PACKS = st.sampled_from(packs.ids())
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
# From most open to least; a window that has not opened yet cannot be compared with these.
OPENNESS = [
    WindowState.URGENT,
    WindowState.OPEN,
    WindowState.CLINICIAN_DECIDES,
    WindowState.ASK_HOLDER,
]
HOURS = st.integers(0, 1200)


def case(**values):
    return CaseFacts({"contact": True, "age": 8, "sex": "female", **values})


def contact_before(hours, latest=None, **values):
    moment = Bounds(AT - hours * HOUR, AT - (hours if latest is None else latest) * HOUR)
    return CaseFacts(case(**values).values, {"last_contact_at": moment})


def rows(facts, *, at=AT, pack="cn-2023", happened=()):
    found = windows_now(packs.current(pack), facts, happened, at=at)
    return {row.window: row for row in found}


def test_the_hours_left_count_from_last_contact_and_not_from_the_report():
    found = rows(contact_before(20), happened=[Happened("report_received", AT)])
    assert found["prepub_body_swab"].hours_left_urgent == 4
    assert found["hiv_pep"].hours_left == 52


@pytest.mark.parametrize(
    ("hours", "state"),
    [
        (0, WindowState.URGENT),
        (24, WindowState.URGENT),  # exactly at the limit is still in time
        (24 + 1e-6, WindowState.OPEN),
        (96, WindowState.OPEN),
        (96 + 1e-6, WindowState.CLINICIAN_DECIDES),
        (5000, WindowState.CLINICIAN_DECIDES),
    ],
)
def test_a_window_moves_from_urgent_to_open_to_the_clinician_at_its_limits(hours, state):
    row = rows(contact_before(hours))["prepub_body_swab"]
    assert row.state is state
    assert row.ask_clinician is (state is WindowState.CLINICIAN_DECIDES)


def test_unknown_time_keeps_every_window_open_and_asks_a_clinician():
    for row in rows(case()).values():
        if row.kind is WindowKind.DIGITAL:
            continue
        assert row.state is WindowState.OPEN
        assert row.ask_clinician or row.anchor != "last_contact_at"


def test_an_unknown_latest_side_keeps_a_window_open():
    facts = CaseFacts(case().values, {"last_contact_at": Bounds(AT - 500 * HOUR, None)})
    row = rows(facts)["prepub_body_swab"]
    assert row.state is WindowState.OPEN
    assert row.ask_clinician


def test_unknown_contact_shows_the_windows_rather_than_hiding_them():
    assert "prepub_body_swab" in rows(CaseFacts({"age": 8}))


def test_no_contact_shows_no_body_window():
    kinds = {row.kind for row in rows(case(contact=False)).values()}
    assert WindowKind.BIOLOGICAL not in kinds


def test_a_report_made_long_after_shows_no_body_task_as_missed():
    found = rows(contact_before(24 * 365 * 25, age=36, non_recent=True))
    assert not [row for row in found.values() if row.kind is WindowKind.BIOLOGICAL]


@pytest.mark.parametrize(
    ("values", "young", "older"),
    [
        ({"age": 8}, True, False),
        ({"age": 9}, True, False),
        ({"age": 10}, True, True),  # between the two ages nobody is left out
        ({"age": 12}, True, True),
        ({"age": 13}, False, True),
        ({"age": 9, "puberty": "pubertal"}, False, True),
        ({"age": 12, "puberty": "prepubertal"}, True, False),
        ({"age": None}, True, True),
    ],
)
def test_the_rows_for_young_children_are_chosen_by_age_and_both_when_in_doubt(values, young, older):
    facts = {k: v for k, v in {**case().values, **values}.items() if v is not None}
    found = rows(CaseFacts(facts))
    assert ("prepub_body_swab" in found) is young
    assert ("vaginal_swab" in found) is older


def test_an_unknown_sex_leaves_nobody_out():
    facts = {k: v for k, v in case(age=16).values.items() if k != "sex"}
    assert {"vaginal_swab", "penile_swab_victim"} <= set(rows(CaseFacts(facts)))


def test_having_not_moved_lengthens_a_window_and_says_so():
    plain = rows(contact_before(100, immobile=False))["anal_swab"]
    longer = rows(contact_before(100, immobile=True))["anal_swab"]
    assert plain.state is WindowState.CLINICIAN_DECIDES
    assert longer.state is WindowState.OPEN
    assert longer.notes
    assert not plain.notes


def test_a_test_that_works_only_later_is_planned_and_then_opens():
    facts = contact_before(0, age=30, drink_suspected=True)
    assert rows(facts)["hair_tox"].state is WindowState.NOT_YET
    assert rows(facts, at=AT + 672 * HOUR)["hair_tox"].state is WindowState.URGENT


def test_a_recording_past_its_limit_is_asked_for_all_the_same():
    facts = contact_before(5000, video_nearby=True)
    assert rows(facts)["transit_video"].state is WindowState.ASK_HOLDER


def test_a_provider_keeps_a_year_from_its_report():
    facts = CaseFacts({"platform_report": True, "online": True, "contact": False, "age": 12})
    row = rows(facts, happened=[Happened("report_received", AT)], pack="cac-us")
    assert row["provider_report_year"].collect_until.latest == AT + timedelta(days=365)


def test_a_milestone_that_lies_ahead_is_not_seen():
    facts = CaseFacts({"platform_report": True})
    ahead = [Happened("report_received", AT + HOUR)]
    assert rows(facts, happened=ahead)["provider_report_year"].contact == Bounds()


def test_the_most_urgent_window_comes_first():
    found = windows_now(packs.current("cn-2023"), contact_before(20), (), at=AT)
    states = [OPENNESS.index(row.state) for row in found if row.state in OPENNESS]
    assert states == sorted(states)
    assert found[0].state is WindowState.URGENT


def test_a_doubled_hour_keeps_the_window_open_for_both_its_moments():
    """Cross-cutting (a): bounds and DST give the safer, open state."""
    berlin = ZoneInfo("Europe/Berlin")
    told = of_wall_time(datetime.fromisoformat("2026-10-25T02:30"), berlin)
    facts = CaseFacts(case().values, {"last_contact_at": told})
    between = told.earliest + timedelta(hours=96, minutes=30)
    assert rows(facts, at=between)["prepub_body_swab"].state is WindowState.OPEN
    after = told.latest + timedelta(hours=96, minutes=1)
    assert rows(facts, at=after)["prepub_body_swab"].state is WindowState.CLINICIAN_DECIDES


@given(PACKS, HOURS, HOURS, st.floats(0, 1), st.integers(0, 20), st.booleans())
def test_bounds_are_never_less_open_than_any_point_within_them(pack, one, other, part, age, moved):
    """Cross-cutting (a)."""
    far, near = max(one, other), min(one, other)
    point = near + (far - near) * part
    values = {"age": age, "immobile": moved, "drink_suspected": True, "video_nearby": True}
    wide = rows(contact_before(far, near, **values), pack=pack)
    exact = rows(contact_before(point, **values), pack=pack)
    assert set(wide) == set(exact)
    for name, row in exact.items():
        if WindowState.NOT_YET in (row.state, wide[name].state):
            assert row.state is WindowState.NOT_YET or wide[name].state is not WindowState.NOT_YET
            continue
        assert OPENNESS.index(wide[name].state) <= OPENNESS.index(row.state)


@given(PACKS, HOURS, st.integers(0, 3000), st.integers(0, 20))
def test_a_window_that_has_opened_only_ever_closes(pack, hours, later, age):
    facts = contact_before(hours, age=age, drink_suspected=True)
    now, then = rows(facts, pack=pack), rows(facts, at=AT + later * HOUR, pack=pack)
    for name, row in now.items():
        if row.state in OPENNESS:
            assert OPENNESS.index(then[name].state) >= OPENNESS.index(row.state)


@given(
    PACKS,
    st.dictionaries(
        st.sampled_from(["contact", "immobile", "drink_suspected", "non_recent"]), st.booleans()
    ),
    HOURS,
    st.sampled_from(["contact", "sex", "age", "immobile", "drink_suspected", "last_contact_at"]),
)
def test_not_knowing_a_fact_never_hides_or_closes_a_window(pack, values, hours, forgotten):
    """Cross-cutting (g): unknown keeps the window open."""
    known = contact_before(hours, **values)
    unsure = CaseFacts(
        {k: v for k, v in known.values.items() if k != forgotten},
        {k: v for k, v in known.moments.items() if k != forgotten},
    )
    before, after = rows(known, pack=pack), rows(unsure, pack=pack)
    assert set(before) <= set(after)
    for name, row in before.items():
        if row.state in (WindowState.CLINICIAN_DECIDES, WindowState.ASK_HOLDER):
            continue
        assert after[name].state not in (WindowState.CLINICIAN_DECIDES, WindowState.ASK_HOLDER)


@pytest.mark.parametrize("pack", packs.ids())
def test_no_window_says_do_not_collect_in_any_state_or_word(pack):
    for window in packs.current(pack).windows:
        words = (window.advice.en + window.title.en).lower()
        assert "do not collect" not in words
        assert "不要采集" not in window.advice.zh
    assert not {state for state in WindowState if "closed" in state.value or "no_" in state.value}
