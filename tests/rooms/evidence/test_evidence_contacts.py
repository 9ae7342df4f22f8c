"""The contamination log: entries stay, what crosses raises an alert, a supervisor answers it."""

import uuid

import pytest

from bairn.evidence import actions, queries
from bairn.evidence.terms import Carries
from bairn.kernel.refusal import Refusal
from tests.rooms.evidence.store import AT, DAY, HOUR, Store, as_app, open_store


@pytest.fixture
def store(db: None) -> Store:
    return open_store()


def no(code: str):
    return pytest.raises(Refusal, match=code)


def a_car(store: Store, name: str = "Car 3") -> uuid.UUID:
    return actions.add_carrier(
        actor=store.ben, at=AT, unit_id=store.place.unit.id, what=Carries.VEHICLE, name=name
    )


def note(store: Store, which: uuid.UUID, who: int, hour: int, what=Carries.VEHICLE, **more):
    told = {"actor": store.ben, "at": AT + DAY} | more
    return actions.note_contact(
        case_id=store.case, what=what, which=which, with_participant=store.people[who],
        from_at=AT + hour * HOUR, until_at=AT + (hour + 1) * HOUR, **told,
    )  # fmt: skip


def log(store: Store, by=None):
    return queries.contacts(actor=by or store.ben, at=AT + DAY, case_id=store.case)


def answer(store: Store, alert: uuid.UUID, by=None, code: str = "samples_taken_before"):
    actions.answer_contact(
        actor=by or store.cleo, at=AT + DAY, case_id=store.case, alert_id=alert, answer=code,
        words="The papers say so",
    )  # fmt: skip


def test_an_entry_that_fails_stays_and_raises_an_alert_that_waits(store: Store) -> None:
    car = a_car(store)
    first = note(store, car, 1, 0)
    second = note(store, car, 0, 2)
    assert first.alerts == ()
    assert len(second.alerts) == 1
    seen = log(store)
    assert [one.id for one in seen.entries] == [first.id, second.id]
    (alert,) = seen.waiting
    assert (alert.first, alert.second, alert.which) == (first.id, second.id, car)
    assert seen.mark == "D"


def test_cleaning_between_raises_none(store: Store) -> None:
    car = a_car(store)
    note(store, car, 1, 0, cleaned_at=AT + 2 * HOUR)
    assert note(store, car, 0, 3).alerts == ()


def test_an_officer_with_two_people_is_found_as_well(store: Store) -> None:
    note(store, store.ada.id, 1, 0, what=Carries.STAFF)
    assert len(note(store, store.ada.id, 0, 2, what=Carries.STAFF).alerts) == 1


def test_an_entry_made_later_finds_what_came_before_and_after_it_once(store: Store) -> None:
    car = a_car(store)
    note(store, car, 1, 0)
    note(store, car, 1, 6)
    assert len(note(store, car, 0, 3).alerts) == 2
    assert len(note(store, car, 1, 12).alerts) == 1
    assert len(log(store).waiting) == 3


def test_a_supervisor_answers_once_and_the_entries_stay(store: Store) -> None:
    car = a_car(store)
    note(store, car, 1, 0)
    (alert,) = note(store, car, 0, 2).alerts
    with no("access.role"):
        answer(store, alert, by=store.ben)
    with no("evidence.code"):
        answer(store, alert, code="it is fine")
    answer(store, alert)
    seen = log(store)
    assert seen.waiting == ()
    assert (seen.alerts[0].answer, seen.alerts[0].answered_by) == (
        "samples_taken_before", store.cleo.id,
    )  # fmt: skip
    assert seen.alerts[0].words_id is not None
    assert len(seen.entries) == 2
    with no("evidence.answered"):
        answer(store, alert)


def test_the_supervisor_who_was_with_both_does_not_answer(store: Store) -> None:
    note(store, store.cleo.id, 1, 0, what=Carries.STAFF)
    (alert,) = note(store, store.cleo.id, 0, 2, what=Carries.STAFF).alerts
    with no("evidence.own_alert"):
        answer(store, alert)


def test_only_people_of_the_case_and_known_carriers_are_noted(store: Store) -> None:
    car = a_car(store)
    with no("evidence.participant"):
        actions.note_contact(
            actor=store.ben, at=AT + DAY, case_id=store.case, what=Carries.VEHICLE, which=car,
            with_participant=uuid.uuid4(), from_at=AT, until_at=AT,
        )  # fmt: skip
    for what in Carries:
        with no("evidence.carrier"):
            note(store, uuid.uuid4(), 0, 0, what=what)
    with no("evidence.carrier"):
        note(store, car, 0, 0, what=Carries.ROOM)
    with no("evidence.code"):
        note(store, car, 0, 0, what="boat")


def test_a_unit_names_its_own_cars_and_rooms_each_once(store: Store) -> None:
    a_car(store)
    with no("evidence.carrier_twice"):
        a_car(store)
    with no("evidence.other_unit"):
        actions.add_carrier(
            actor=store.ben, at=AT, unit_id=store.place.other_unit.id, what=Carries.ROOM, name="R"
        )
    assert [one.name for one in queries.carriers(actor=store.cleo, at=AT)] == ["Car 3"]
    assert queries.carriers(actor=store.emil, at=AT) == ()


def test_nobody_out_of_reach_sees_an_entry_even_without_our_filters(store: Store) -> None:
    car = a_car(store)
    note(store, car, 1, 0)
    note(store, car, 0, 2)
    with no("access.reach"):
        log(store, by=store.emil)
    for table in ("evidence_contact", "evidence_alert"):
        with as_app(store.emil) as cursor:
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,), table
