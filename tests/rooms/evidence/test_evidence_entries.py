"""Every event of custody names the entry of the record under which it was written."""

from typing import Any

import pytest

from bairn.access import queries as record
from bairn.access.terms import Role
from bairn.disclosure.bundling.verifying.custody import WRITTEN_BY
from bairn.evidence import actions, queries
from bairn.evidence.terms import CustodyEvent, Receiver
from bairn.oversight.terms import Entry
from tests import cast
from tests.rooms.evidence.store import AT, DAY, HOUR, RECEIPT, Store, as_app, open_store


@pytest.fixture
def store(db: None) -> Store:
    return open_store()


def live_through(store: Store) -> None:
    """Much of what can happen to a coat and a bag, each by the act that tells it."""
    coat, bag = (
        store.register(),
        store.register(collected_by=None, collector_words="A neighbour", receipt="Note 4"),
    )
    told: dict[str, Any] = {"actor": store.ben, "case_id": store.case, "exhibit_id": coat.id}
    actions.break_seal(**told, at=AT + HOUR, reason="examination")
    actions.seal(**told, at=AT + HOUR, number="S-3")
    shelf = actions.add_place(
        actor=store.ben, at=AT, unit_id=store.place.unit.id, name="Shelf", condition="dry_room"
    )
    actions.store(**told, at=AT + HOUR, place_id=shelf, condition="intact")
    cora = cast.staff("cora", Role.INVESTIGATOR, unit=store.place.unit)  # not of the circle
    actions.audit_place(actor=cora, at=AT + HOUR, place_id=shelf, scanned=[bag.code])
    actions.take_out(**told, at=AT + 2 * HOUR, purpose="viewing")
    store.accept(store.offer(coat.id, bag.id, at=AT + 2 * HOUR), exhibit_ids=[coat.id])
    out = store.offer(
        coat.id, by=store.ada, at=AT + 3 * HOUR, receiver=Receiver(outside="court", words="Hall 2")
    )
    actions.accepted_outside(
        actor=store.ada, at=AT + 4 * HOUR, case_id=store.case, handover_id=out, receipt=RECEIPT
    )


def on_record(store: Store) -> dict[Any, Entry]:
    page = record.record_of(actor=store.cleo, at=AT + DAY, case_id=store.case, limit=200)
    return {row.entry.id: row.entry for row in page.entries}


def told(store: Store) -> tuple[CustodyEvent, ...]:
    return queries.custody_of_case(actor=store.ben, at=AT + DAY, case_id=store.case)


def test_each_event_names_the_entry_of_the_act_that_wrote_it_in_its_own_case(store) -> None:
    live_through(store)
    events, entries = told(store), on_record(store)
    assert len({one.kind for one in events}) >= 10
    for event in events:
        entry = entries[event.entry_id]
        act, about = WRITTEN_BY[event.kind.value]
        subject = {
            "exhibit": event.exhibit_id, "handover": event.handover_id, "place": event.place_id,
        }[about]  # fmt: skip
        assert (entry.act, entry.subject_id) == (f"evidence.{act}", subject)
        assert (entry.at, entry.actor_id, entry.case_id) == (
            event.recorded_at, event.by_id, store.case,
        )  # fmt: skip


def test_two_of_the_same_person_at_the_same_moment_keep_their_own(store) -> None:
    one, two = store.register(), store.register()
    named = {event.exhibit_id: event.entry_id for event in told(store)}
    entries = on_record(store)
    assert entries[named[one.id]].subject_id == one.id
    assert entries[named[two.id]].subject_id == two.id


def test_the_database_takes_no_event_without_an_entry(store) -> None:
    store.register()
    with as_app(store.ben) as cursor:
        cursor.execute("select attnotnull from pg_attribute where attname = 'entry_id' "
                       "and attrelid = 'evidence_event'::regclass")  # fmt: skip
        assert cursor.fetchone() == (True,)
