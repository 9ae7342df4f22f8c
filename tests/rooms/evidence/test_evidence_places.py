"""Where exhibits lie: a place per unit, the condition a kind wants, and what a count finds."""

import pytest

from bairn.evidence import actions, queries
from bairn.kernel.refusal import Refusal
from tests.rooms.evidence.store import AT, DAY, HOUR, Store, as_app, open_store


@pytest.fixture
def store(db: None) -> Store:
    return open_store()


def no(code: str):
    return pytest.raises(Refusal, match=code)


def a_place(store: Store, name: str = "Room 4, shelf 2", condition: str = "dry_room"):
    return actions.add_place(
        actor=store.ben, at=AT, unit_id=store.place.unit.id, name=name, condition=condition
    )


def put(store: Store, exhibit, place, **more):
    told = {"actor": store.ben, "at": AT + HOUR, "condition": "intact"} | more
    return actions.store(case_id=store.case, exhibit_id=exhibit, place_id=place, **told)


def count(store: Store, place, *codes: str, by=None):
    return actions.audit_place(actor=by or store.ben, at=AT + DAY, place_id=place, scanned=codes)


def test_it_lies_where_it_was_put_and_leaves_for_a_purpose(store: Store) -> None:
    coat, place = store.register().id, a_place(store)
    assert put(store, coat, place).fits
    card = store.file(coat).card
    assert (card.state, card.place_id) == ("stored", place)
    take = {"actor": store.ben, "at": AT + 2 * HOUR, "case_id": store.case, "exhibit_id": coat}
    with no("evidence.code"):
        actions.take_out(**take, purpose="curiosity")
    actions.take_out(**take, purpose="viewing")
    card = store.file(coat).card
    assert (card.state, card.place_id) == ("held", None)
    with no("evidence.not_stored"):
        actions.take_out(**take, purpose="viewing")
    assert store.breaks(coat) == []


@pytest.mark.parametrize(
    ("kind", "condition", "fits"),
    [
        ("bite_mark_swab", "dry_room", False),
        ("bite_mark_swab", "refrigerated", True),
        ("clothing", "refrigerated", False),
        ("web_capture", "secure_digital", True),
    ],
)
def test_a_warning_says_when_a_kind_wants_another_condition(
    store: Store, kind: str, condition: str, fits: bool
) -> None:
    made, place = store.register(kind=kind), a_place(store, condition=condition)
    stored = put(store, made.id, place)
    assert stored.fits is fits
    assert (condition in stored.wanted) is fits
    assert store.file(made.id).card.place_id == place


def test_only_whoever_answers_for_it_puts_it_somewhere(store: Store) -> None:
    coat, place = store.register().id, a_place(store)
    with no("evidence.not_in_your_hands"):
        put(store, coat, place, actor=store.ada)
    with no("evidence.no_place"):
        put(store, coat, coat)


def test_a_unit_names_its_own_places_each_once(store: Store) -> None:
    a_place(store)
    with no("evidence.place_twice"):
        a_place(store)
    with no("evidence.other_unit"):
        actions.add_place(
            actor=store.emil, at=AT, unit_id=store.place.unit.id, name="Mine", condition="frozen"
        )
    with no("evidence.place_name"):
        a_place(store, name=" ")


def test_nothing_is_put_in_a_place_that_is_closed(store: Store) -> None:
    coat, place = store.register().id, a_place(store)
    actions.close_place(actor=store.cleo, at=AT, place_id=place)
    with no("evidence.no_place"):
        put(store, coat, place)
    with no("evidence.place_closed"):
        actions.close_place(actor=store.cleo, at=AT, place_id=place)
    assert queries.places(actor=store.ben, at=AT) == ()
    assert len(queries.places(actor=store.ben, at=AT, closed=True)) == 1


def test_a_count_lists_what_is_missing_what_is_too_many_and_what_nobody_knows(store) -> None:
    place, elsewhere = a_place(store), a_place(store, name="Room 5")
    here, gone, astray = (store.register() for _ in range(3))
    put(store, here.id, place)
    put(store, gone.id, place)
    put(store, astray.id, elsewhere)
    audit = count(store, place, here.code, astray.code.lower(), "B00000000000", "smudge", "")
    assert audit.found == 1
    assert (audit.missing, audit.surplus) == ((gone.code,), (astray.code,))
    assert set(audit.unknown) == {"B00000000000", "smudge"}
    assert [store.breaks(one.id, at=AT + 2 * DAY) for one in (here, gone, astray)] == [
        [], ["gap"], ["gap"],
    ]  # fmt: skip
    (seen,) = queries.audits(actor=store.ada, at=AT + DAY, place_id=place)
    assert (seen.id, seen.missing, seen.surplus) == (audit.id, (gone.code,), (astray.code,))
    assert queries.places(actor=store.ben, at=AT + DAY)[0].audited_at == AT + DAY


def test_a_break_that_a_count_found_names_the_place(store: Store) -> None:
    place, gone = a_place(store), store.register()
    put(store, gone.id, place)
    count(store, place)
    (broken,) = store.file(gone.id, at=AT + 2 * DAY).chain.breaks
    assert (broken.kind.value, broken.place_id, broken.at) == ("gap", place, AT + DAY)


def test_what_was_counted_goes_on_from_there(store: Store) -> None:
    place, coat = a_place(store), store.register()
    put(store, coat.id, place)
    count(store, place, coat.code)
    handover = store.offer(coat.id, at=AT + DAY + HOUR)
    store.accept(handover, at=AT + DAY + 2 * HOUR)
    file = store.file(coat.id, at=AT + 2 * DAY)
    assert [one.number for one in file.chain.events] == [1, 2, 3, 4, 5]
    assert file.chain.breaks == ()


def test_whoever_counts_need_not_reach_the_case_and_learns_no_case(store: Store) -> None:
    from bairn.access.terms import Role
    from tests import cast

    place, gone = a_place(store), store.register()
    put(store, gone.id, place)
    clerk = cast.staff("pat", Role.INVESTIGATOR, unit=store.place.unit)
    assert count(store, place, by=clerk).missing == (gone.code,)
    for table in ("evidence_finding", "evidence_event", "evidence_exhibit"):
        with as_app(clerk) as cursor:
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,), table


def test_nobody_counts_the_place_of_another_unit(store: Store) -> None:
    from django.db import DatabaseError, transaction

    place = a_place(store)
    with no("evidence.no_place"):
        count(store, place, by=store.emil)
    with pytest.raises(DatabaseError, match="another unit"), transaction.atomic(), \
            as_app(store.emil) as cursor:  # fmt: skip
        cursor.execute(
            "select * from evidence_count_place(%s, '{}', gen_random_uuid(), now())", [place]
        )
