"""Searching exhibits: by code, number, kind, state, place and hands, and never beyond reach."""

from dataclasses import replace

import pytest

from bairn.cases import actions as cases
from bairn.evidence import actions, queries
from bairn.evidence.terms import ExhibitPage, Filters
from tests.rooms.evidence.store import AT, DAY, HOUR, Store, open_store


@pytest.fixture
def store(db: None) -> Store:
    return open_store()


def search(store: Store, text: str = "", *, by=None, after=None, limit=50, **filters):
    return queries.search(
        actor=by or store.ben, at=AT + DAY, text=text, filters=Filters(**filters), after=after,
        limit=limit,
    )  # fmt: skip


def ids(page: ExhibitPage) -> list:
    return [one.id for one in page.exhibits]


def test_a_code_finds_one_a_number_finds_that_number_and_words_find_none(store: Store) -> None:
    first, second = store.register(), store.register()
    assert ids(search(store, second.code.lower())) == [second.id]
    assert ids(search(store, "#1")) == [first.id]
    assert ids(search(store, "coat")) == []
    assert ids(search(store, "9" * 12)) == []


def test_it_is_narrowed_by_kind_state_place_hands_and_case(store: Store) -> None:
    coat, kit = store.register(), store.register(kind="kit")
    place = actions.add_place(
        actor=store.ben, at=AT, unit_id=store.place.unit.id, name="Shelf", condition="dry_room"
    )
    actions.store(
        actor=store.ben, at=AT + HOUR, case_id=store.case, exhibit_id=coat.id, place_id=place,
        condition="intact",
    )  # fmt: skip
    store.accept(store.offer(kit.id))
    for filters, found in (
        ({"kind": "kit"}, [kit.id]),
        ({"state": "stored"}, [coat.id]),
        ({"place_id": place}, [coat.id]),
        ({"in_hands_of": store.ada.id}, [kit.id]),
        ({"case_id": store.case}, [kit.id, coat.id]),
        ({"case_id": store.case, "kind": "swab"}, []),
    ):
        assert ids(search(store, **filters)) == found, filters


def test_every_page_follows_the_last_without_a_gap_or_a_twin(store: Store) -> None:
    made = [store.register().id for _ in range(7)]
    store.offer(*made, to=store.lee)
    for actor in (store.ben, store.cleo, store.lee):
        seen, after = [], None
        while True:
            page = search(store, by=actor, after=after, limit=3)
            seen += ids(page)
            after = page.next
            if after is None:
                break
        assert seen == made[::-1]


def test_nobody_finds_what_is_out_of_reach(store: Store) -> None:
    made = store.register()
    assert ids(search(store, by=store.cleo)) == [made.id]
    for actor in (store.emil, store.lee, store.mo):
        assert ids(search(store, by=actor)) == []
        assert ids(search(store, made.code, by=actor)) == []
        assert ids(search(store, by=actor, case_id=store.case)) == []


def test_a_laboratory_finds_what_was_in_its_hands(store: Store) -> None:
    coat, _ = store.register(), store.register()
    store.to_lab(coat.id)
    assert ids(search(store, by=store.lee)) == [coat.id]
    assert ids(search(store, coat.code, by=store.lee)) == [coat.id]
    assert ids(search(store, "1", by=store.lee)) == [coat.id]
    assert ids(search(store, "2", by=store.lee)) == []
    assert ids(search(store, by=store.lee, kind="kit")) == []


def test_a_page_after_something_that_is_not_there_is_empty(store: Store) -> None:
    store.register()
    assert ids(search(store, after=store.case)) == []


def test_one_sees_ones_own_unit_and_ones_circle_elsewhere_once_each(store: Store) -> None:
    here = store.register().id
    away = cases.open_case(
        actor=store.cleo, at=AT, unit_id=store.place.other_unit.id,
        circle={store.cleo.id: "supervisor"},
    )  # fmt: skip
    there = replace(store, case=away).register(by=store.cleo).id
    assert ids(search(store, by=store.cleo)) == [there, here]
    assert ids(search(store)) == [here]
