"""A kit's way: what may follow what, and what its events come to."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.evidence import kit_book, kits_page, kits_way
from bairn.evidence.terms.kits import KitEvent, KitKind, KitStands, NewKit
from bairn.kernel import ids
from bairn.kernel.refusal import Refusal

BOOK = kit_book.book()
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
SOMEBODY = ids.new_id()


def event(name: str, hours: int = 1, code: str = "") -> KitEvent:
    return KitEvent(
        number=hours, event=name, happened_at=START + hours * HOUR,
        recorded_at=START + hours * HOUR, by_id=SOMEBODY, code=code,
    )  # fmt: skip


def way(*names: str, kind: KitKind = KitKind.REPORTED):
    rows = [event(name, n) for n, name in enumerate(names, 1)]
    return kits_way.way(kind, START, rows, BOOK)


def test_a_kit_goes_from_the_clinic_to_the_police_to_the_laboratory_and_has_a_result():
    now = way("consented", "notified", "picked_up", "test_decided", "requested", "accepted",
              "submitted", "result")  # fmt: skip
    assert now.stands is KitStands.RESULTED
    assert set(now.moments) == {
        "collected", "consented", "notified", "picked_up", "decided", "requested", "answered",
        "accepted", "submitted", "result",
    }  # fmt: skip


def test_a_kit_without_a_report_is_not_picked_up():
    with pytest.raises(Refusal, match=r"evidence\.kit_move"):
        kits_way.may_happen("picked_up", way(kind=KitKind.UNREPORTED), BOOK)


def test_a_kit_that_the_laboratory_sent_back_is_not_at_the_laboratory():
    now = way("submitted", "declined")
    assert now.stands is KitStands.TO_LAB
    assert "submitted" not in now.moments
    assert "answered" in now.moments


def test_what_was_lost_goes_on_from_where_it_was():
    assert way("picked_up", "lost", "found").stands is KitStands.WITH_POLICE


def test_a_kit_that_is_not_tested_can_be_tested_at_any_later_day():
    now = way("picked_up", "not_tested", "tested_after_all")
    assert now.stands is KitStands.TO_LAB
    assert "decided" not in now.moments


def test_only_a_box_to_which_nothing_happened_is_used_for_training():
    kits_way.may_happen("repurposed", way(), BOOK)
    with pytest.raises(Refusal, match=r"evidence\.kit_used"):
        kits_way.may_happen("repurposed", way("notified"), BOOK)


@given(st.lists(st.sampled_from(sorted(BOOK.moves)), max_size=30), st.sampled_from(KitKind))
def test_whatever_is_allowed_leads_to_a_state_and_nothing_follows_disposal(names, kind):
    done: list[KitEvent] = []
    for number, name in enumerate(names, 1):
        now = kits_way.way(kind, START, done, BOOK)
        try:
            kits_way.may_happen(name, now, BOOK)
        except Refusal:
            assert name not in kits_way.next_events(now, BOOK) or name in ("repurposed", "expired")
            continue
        assert now.stands is not KitStands.DISPOSED
        assert name in kits_way.next_events(now, BOOK)
        done.append(event(name, number))
    found = kits_way.way(kind, START, done, BOOK)
    assert found.moments["collected"] == START
    assert ("disposed" in found.moments) == (found.stands is KitStands.DISPOSED)


def test_every_state_is_reached_by_a_move_or_at_the_beginning():
    reached = {one.to for one in BOOK.moves.values() if one.to}
    reached |= {kits_way.begins(kind) for kind in KitKind}
    assert reached == set(KitStands)


@pytest.mark.parametrize(("typed", "kept"), [("ab 12-3", "AB12-3"), (" K-0042 ", "K-0042")])
def test_a_number_is_kept_as_the_box_bears_it(typed, kept):
    assert kits_way.tidied_number(typed) == kept


@pytest.mark.parametrize("typed", ["", "A", "Kit of Mary", "K" * 41, "K_1"])
def test_words_are_no_number_of_a_kit(typed):
    if typed == "Kit of Mary":
        typed = "Kit, of Mary"
    with pytest.raises(Refusal, match=r"evidence\.kit_number"):
        kits_way.tidied_number(typed)


def new(**other: object) -> NewKit:
    return NewKit(**{"number": "K-0042", "kind": KitKind.REPORTED, "place": "US-ID",  # type: ignore[arg-type]
                     "zone": "America/Boise", "collected_at": START, **other})  # fmt: skip


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"place": "Idaho"}, "place"),
        ({"zone": "Nowhere"}, "zone"),
        ({"collected_at": START + 2 * HOUR}, "future"),
        ({"expires_on": START.date() - timedelta(days=1)}, "expired"),
    ],
)
def test_what_is_said_of_a_new_kit_has_to_be_whole(other, code):
    kits_way.may_register(new(), at=START + HOUR)
    with pytest.raises(Refusal, match=rf"evidence\.kit_{code}"):
        kits_way.may_register(new(**other), at=START + HOUR)


@pytest.mark.parametrize(("hours", "code"), [(5, "future"), (-1, "before")])
def test_nothing_happens_in_the_future_or_before_the_kit_was_collected(hours, code):
    kits_way.in_time(START + HOUR, way(), at=START + 2 * HOUR)
    with pytest.raises(Refusal, match=rf"evidence\.kit_{code}"):
        kits_way.in_time(START + hours * HOUR, way(), at=START + 2 * HOUR)


def test_whoever_sends_a_kit_to_be_tested_has_decided_that_it_is():
    assert "decided" in way("picked_up", "submitted").moments
    assert way("picked_up", "test_decided", "submitted").moments["decided"] == START + 2 * HOUR


def test_the_drawn_way_shows_every_state_and_every_move_in_both_languages():
    for language in ("en", "zh"):
        drawn = kits_page.mermaid(BOOK, language)
        for state in BOOK.states:
            assert f"{state.stands.value}: {state.text.say(language)}" in drawn
        for move in BOOK.moves.values():
            if move.to is not None and move.sources - {move.to}:
                assert f"--> {move.to.value}: {move.text.say(language)}" in drawn
