"""Contamination: one officer, car or room with two people, too soon and without cleaning."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.evidence import codes, contamination
from bairn.evidence.terms import Carries, Contact, ContactAlert
from bairn.kernel.refusal import Refusal

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
WINDOW = codes.contamination_window()
CASE, CHILD, SUSPECT, OTHER = (uuid.uuid4() for _ in range(4))
CAR, ROOM = uuid.uuid4(), uuid.uuid4()


def contact(who, start: float, end: float, cleaned: float | None = None, which=CAR, what="vehicle"):
    return Contact(
        id=uuid.uuid4(), case_id=CASE, what=Carries(what), which=which, with_participant=who,
        from_at=AT + start * HOUR, until_at=AT + end * HOUR,
        cleaned_at=None if cleaned is None else AT + cleaned * HOUR, at=AT, by_id=uuid.uuid4(),
    )  # fmt: skip


def pairs(*contacts: Contact) -> list[tuple[uuid.UUID, uuid.UUID]]:
    found = contamination.crossings(contacts, window=WINDOW)
    return [(one.first.with_participant, one.second.with_participant) for one in found]


def test_one_car_with_two_people_is_found() -> None:
    assert pairs(contact(SUSPECT, 0, 1), contact(CHILD, 2, 3)) == [(SUSPECT, CHILD)]


@pytest.mark.parametrize(
    "contacts",
    [
        [contact(CHILD, 0, 1), contact(CHILD, 2, 3)],
        [contact(SUSPECT, 0, 1), contact(CHILD, 2, 3, which=ROOM, what="room")],
        [contact(SUSPECT, 0, 1, cleaned=1.5), contact(CHILD, 2, 3)],
        [contact(SUSPECT, 0, 1), contact(CHILD, 80, 81)],
        # The same car was cleaned after somebody else's drive in between.
        [contact(SUSPECT, 0, 1), contact(SUSPECT, 1, 2, cleaned=2.5), contact(CHILD, 3, 4)],
    ],
)
def test_other_people_cars_and_cleaned_ones_are_not(contacts: list[Contact]) -> None:
    assert pairs(*contacts) == []


def test_cleaning_before_the_first_or_after_the_second_does_not_help() -> None:
    assert pairs(contact(SUSPECT, 2, 3), contact(CHILD, 4, 5, cleaned=6)) == [(SUSPECT, CHILD)]
    earlier = contact(OTHER, 0, 0.5, cleaned=1)
    assert pairs(earlier, contact(SUSPECT, 2, 3), contact(CHILD, 4, 5)) == [(SUSPECT, CHILD)]


def test_two_who_sat_there_together_are_found_whatever_was_cleaned() -> None:
    assert pairs(contact(SUSPECT, 0, 3, cleaned=4), contact(CHILD, 1, 2)) == [(SUSPECT, CHILD)]


def test_the_edge_of_the_window_counts() -> None:
    edge = 1 + WINDOW / HOUR
    assert pairs(contact(SUSPECT, 0, 1), contact(CHILD, edge, edge + 1)) == [(SUSPECT, CHILD)]
    past = edge + 0.01
    assert pairs(contact(SUSPECT, 0, 1), contact(CHILD, past, past + 1)) == []


CONTACTS = st.lists(
    st.builds(
        lambda who, start, length, cleaned, which: contact(
            who, start, start + length, None if cleaned is None else start + length + cleaned, which
        ),
        st.sampled_from([CHILD, SUSPECT, OTHER]), st.integers(0, 120), st.integers(0, 8),
        st.one_of(st.none(), st.integers(0, 5)), st.sampled_from([CAR, ROOM]),
    ),
    max_size=8,
)  # fmt: skip


@given(CONTACTS)
def test_the_order_in_which_entries_are_made_changes_nothing(contacts) -> None:
    there = contamination.crossings(contacts, window=WINDOW)
    assert contamination.crossings(contacts[::-1], window=WINDOW) == there


@given(CONTACTS)
def test_it_is_never_the_same_person_nor_two_carriers_nor_too_late(contacts) -> None:
    for one in contamination.crossings(contacts, window=WINDOW):
        assert one.first.with_participant != one.second.with_participant
        assert one.first.which == one.second.which
        assert one.between <= WINDOW
        assert one.second.from_at - one.first.until_at <= one.between


@given(CONTACTS)
def test_a_wider_window_finds_no_less(contacts) -> None:
    narrow = set(contamination.crossings(contacts, window=HOUR))
    assert narrow <= set(contamination.crossings(contacts, window=WINDOW))


def test_moments_that_cannot_be_are_refused() -> None:
    for code, told in (
        ("evidence.future", {"from_at": AT, "until_at": AT + 2 * HOUR, "cleaned_at": None}),
        ("evidence.until", {"from_at": AT, "until_at": AT - HOUR, "cleaned_at": None}),
        ("evidence.cleaned", {"from_at": AT - HOUR, "until_at": AT, "cleaned_at": AT - HOUR}),
    ):
        with pytest.raises(Refusal, match=code):
            contamination.may_note(**told, at=AT + HOUR)  # type: ignore[arg-type]


def test_an_officer_does_not_answer_for_themselves() -> None:
    me = uuid.uuid4()
    alert = ContactAlert(
        id=uuid.uuid4(), case_id=CASE, what=Carries.STAFF, which=me, first=CHILD, second=SUSPECT,
        raised_at=AT, answer="", answered_at=None, answered_by=None, words_id=None,
    )  # fmt: skip
    with pytest.raises(Refusal, match=r"evidence\.own_alert"):
        contamination.may_answer(alert, by=me)
    contamination.may_answer(alert, by=uuid.uuid4())
