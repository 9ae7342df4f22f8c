"""An agency may ask for more than its pack, never for less, and says whose each row is."""

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bairn.kernel.periods import Counting, LocalClock, Span, WorkCalendar, due_after
from bairn.protocols import overlays, packs
from bairn.protocols.terms import Mark
from tests.house.rooms import CHECKOUT

ON = date(2026, 11, 27)
WORDS = packs.vocabulary()
EXAMPLES = sorted((CHECKOUT / "docs" / "examples").glob("*.yaml"))
SOURCE = {"ref": "Agreement", "mark": "D", "edition": "2026", "review_due": "2027-11-01"}
EU = packs.document_of("barnahus-eu")


def overlay(**parts):
    head = {
        "id": "northfield", "pack": "barnahus-eu", "whose": "Northfield",
        "title": {"en": "Northfield", "zh": "北野"},
    }  # fmt: skip
    return packs.plain({"overlay": head, **parts})


def faults(document, base=EU):
    found = overlays.findings(base, document, WORDS, on=ON)
    return {(one.row, one.code) for one in found if not one.warning}


def deadline(step, due, calendar):
    return overlay(deadlines=[{"step": step, "due": due, "calendar": calendar, "source": SOURCE}])


def row_of(**where):
    return next(
        row
        for row in EU["steps"]
        if row["due"] and all(row[key] == value for key, value in where.items())
    )


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_of_the_docs_has_no_fault(path):
    document = packs.plain(yaml.safe_load(path.read_text()))
    base = packs.document_of(document["overlay"]["pack"])
    assert overlays.findings(base, document, WORDS, on=ON) == []
    assert overlays.may_lie(base, document)


def test_a_laid_pack_has_a_version_of_its_own_and_each_row_says_whose_it_is():
    document = packs.plain(yaml.safe_load(EXAMPLES[0].read_text()))
    pack = packs.read(overlays.laid_over(EU, document))
    assert pack.version == f"{EU['pack']['version']}+itsso-60-days"
    assert pack.overlay == "itsso-60-days"
    step = pack.step("itsso_investigation")
    assert step.source.ref.startswith("India, ITSSO (example): ")
    assert (step.source.mark, step.source.check_locally) == (Mark.K, True)
    assert pack.step("investigation_limit").span == Span(days=60)
    assert pack.digest != packs.current("barnahus-eu").digest


def test_the_pack_itself_stays_as_it_was():
    before = deepcopy(EU)
    overlays.laid_over(EU, packs.plain(yaml.safe_load(EXAMPLES[0].read_text())))
    assert before == EU


def test_a_longer_deadline_on_a_row_of_law_is_refused():
    assert ("investigation_limit", "overlays.looser") in faults(
        deadline("investigation_limit", "P4M", "day")
    )
    assert faults(deadline("investigation_limit", "P2M", "day")) == set()


def test_a_longer_deadline_on_our_own_default_may_stand():
    row = row_of(basis="default", calendar="clock")
    assert row["source"]["mark"] != "V"
    assert faults(deadline(row["id"], "PT900H", "clock")) == set()


def test_working_days_are_never_taken_for_shorter_than_days_of_the_calendar():
    assert faults(deadline("investigation_limit", "P5D", "business")) == {
        ("investigation_limit", "overlays.looser")
    }


@pytest.mark.parametrize(
    ("window", "fault"),
    [
        ({"collect_until_h": 1}, True),
        ({"collect_until_h": 2000}, False),
        ({"collect_until_h": None}, False),
        ({"urgent_until_h": 0}, True),
    ],
)
def test_a_window_may_only_become_longer(window, fault):
    document = overlay(windows=[{"window": "vaginal_swab", **window, "source": SOURCE}])
    assert faults(document) == ({("vaginal_swab", "overlays.shorter")} if fault else set())


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"deadlines": [{"step": "x", "due": "P1D", "calendar": "day", "source": SOURCE}]}, "step"),
        ({"windows": [{"window": "x", "collect_until_h": 1, "source": SOURCE}]}, "window"),
        ({"contacts": [{"role": "x", "en": "a", "zh": "b"}]}, "role"),
        ({"steps": [{"id": "safety_now", "source": SOURCE}]}, "twin"),
        ({"steps": [{"id": "new_one", "source": SOURCE}]}, "shape"),
        ({"deadlines": [{"step": "x", "due": "P1D", "calendar": "day"}]}, "shape"),
        ({"holidays": {"holidays": ["2027-02-30"], "source": SOURCE}}, "day"),
        (
            {
                "holidays": {
                    "holidays": [str(ON + timedelta(days=n)) for n in range(40, 72)],
                    "source": SOURCE,
                }
            },
            "holidays",
        ),
        ({"surprise": 1}, "shape"),
    ],
)
def test_what_names_nothing_or_is_too_much_is_a_fault(parts, code):
    assert {found for _, found in faults(overlay(**parts))} == {f"overlays.{code}"}


def test_an_overlay_of_another_pack_is_a_fault():
    assert {code for _, code in faults(overlay(), packs.document_of("cn-2023"))} == {
        "overlays.pack"
    }


def test_a_row_past_its_review_date_is_warned_of():
    old = {**SOURCE, "review_due": "2026-01-01"}
    document = overlay(windows=[{"window": "vaginal_swab", "collect_until_h": 2000, "source": old}])
    found = overlays.findings(EU, document, WORDS, on=ON)
    assert [(one.row, one.code, one.warning) for one in found] == [
        ("vaginal_swab", "packs.review", True)
    ]


SPANS = st.one_of(
    st.tuples(st.builds(Span, elapsed=st.integers(0, 200).map(lambda h: timedelta(hours=h))),
              st.just(Counting.CLOCK)),
    st.tuples(st.builds(Span, months=st.integers(0, 3), days=st.integers(0, 40)),
              st.sampled_from([Counting.DAY, Counting.BUSINESS])),
)  # fmt: skip
DAYS = st.dates(date(2026, 9, 1), date(2027, 6, 1))
CALENDARS = st.builds(
    WorkCalendar,
    holidays=st.frozensets(DAYS, max_size=40),
    worked=st.frozensets(DAYS, max_size=5),
)
FIRST = datetime(2026, 9, 1, tzinfo=UTC)
ANCHORS = st.integers(0, 180 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@settings(max_examples=400)
@given(SPANS, SPANS, CALENDARS, ANCHORS)
def test_what_is_taken_for_no_later_is_no_later_whatever_the_anchor(new, old, calendar, anchor):
    if not overlays.never_later(*new, *old):
        return
    clock = LocalClock(ZoneInfo("Europe/Oslo"), calendar)
    first, second = (
        due_after(anchor, span, counting=counting, clock=clock) for span, counting in (new, old)
    )
    assert first <= second


@settings(max_examples=60)
@given(st.data())
def test_an_overlay_without_fault_loosens_no_row_of_law_and_shortens_no_window(data):
    step = data.draw(st.sampled_from([row for row in EU["steps"] if row["due"]]))
    window = data.draw(st.sampled_from(EU["windows"]))
    span = data.draw(st.sampled_from(["PT1H", "PT20H", "P1D", "P3D", "P30D", "P2M"]))
    hours = data.draw(st.integers(0, 400))
    calendar = "clock" if "T" in span else data.draw(st.sampled_from(["day", "business"]))
    document = overlay(
        deadlines=[{"step": step["id"], "due": span, "calendar": calendar, "source": SOURCE}],
        windows=[{"window": window["id"], "collect_until_h": hours, "source": SOURCE}],
    )
    if faults(document):
        return
    before, after = packs.current("barnahus-eu"), packs.read(overlays.laid_over(EU, document))
    old, new = before.step(step["id"]), after.step(step["id"])
    if step["basis"] == "law" or step["source"]["mark"] == "V":
        anchor = data.draw(ANCHORS)
        clock = before.clock(ZoneInfo("Europe/Oslo"))
        assert due_after(anchor, new.span, counting=new.counting, clock=clock) <= due_after(
            anchor, old.span, counting=old.counting, clock=clock
        )
    assert window["collect_until_h"] is not None
    assert hours >= window["collect_until_h"]


@pytest.mark.parametrize("pack", packs.ids())
def test_a_step_of_safety_never_becomes_later_whatever_its_source(pack):
    base = packs.document_of(pack)
    loose = [row for row in base["steps"] if row["due"] and row.get("safety")]
    assert any(row["source"]["mark"] != "V" and row["basis"] != "law" for row in loose)
    for row in loose:
        one = deadline(row["id"], "P99999D", "clock")
        one["overlay"]["pack"] = pack
        assert (row["id"], "overlays.looser") in faults(one, base)


@pytest.mark.parametrize("due", ["P999999999D", "PT99999999999H", "P99999M", "P99999W"])
def test_a_span_that_no_clock_can_count_is_a_fault(due):
    step = row_of(basis="default")["id"]
    assert (step, "overlays.due") in faults(deadline(step, due, "clock"))
