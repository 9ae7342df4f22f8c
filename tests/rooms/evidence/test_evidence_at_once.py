"""Several people at once: every number is given once without a gap, every answer is kept once."""

import threading

import pytest
from django.db import connection

from bairn.evidence import actions
from bairn.kernel.refusal import Refusal
from tests.rooms.evidence.store import AT, HOUR, Store, open_store


def no(code: str):
    return pytest.raises(Refusal, match=code)


def this(store: Store, **more):
    return {"actor": store.ben, "at": AT + 2 * HOUR, "case_id": store.case} | more


def at_once(*calls) -> list[object]:
    """Each in a thread and a transaction of its own; what each returned or raised."""
    results: list[object] = [None] * len(calls)
    start = threading.Barrier(len(calls))

    def run(place: int) -> None:
        start.wait(timeout=60)
        try:
            results[place] = calls[place]()
        except Refusal as refusal:
            results[place] = refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@pytest.mark.django_db(transaction=True)
def test_two_who_register_at_once_get_two_numbers_and_leave_no_gap() -> None:
    store = open_store()
    made = at_once(*[store.register for _ in range(6)])
    assert sorted(one.number for one in made) == [1, 2, 3, 4, 5, 6]
    assert store.register().number == 7


@pytest.mark.django_db(transaction=True)
def test_a_registration_that_fails_leaves_no_gap() -> None:
    store = open_store()
    with no("evidence.collector"):
        store.register(collector_words="Somebody")
    assert store.register().number == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_accepts_at_once_one_is_kept() -> None:
    store = open_store()
    coat = store.register().id
    handover = store.offer(coat)
    results = at_once(*[lambda: store.accept(handover) for _ in range(2)])
    assert sorted(map(str, results)) == ["1", "evidence.answered"]
    kinds = [one.kind.value for one in store.file(coat).chain.events]
    assert kinds == ["collected", "offered", "accepted"]


@pytest.mark.django_db(transaction=True)
def test_of_an_accept_and_a_take_back_at_once_one_is_kept() -> None:
    store = open_store()
    coat = store.register().id
    handover = store.offer(coat)
    results = at_once(
        lambda: store.accept(handover),
        lambda: actions.take_back(**this(store, handover_id=handover, reason="plan_changed")),
    )
    assert sorted(map(str, results)) == ["1", "evidence.answered"]


@pytest.mark.django_db(transaction=True)
def test_of_two_offers_at_once_one_is_kept() -> None:
    store = open_store()
    coat = store.register().id
    results = at_once(*[lambda: store.offer(coat) for _ in range(2)])
    assert [one for one in results if isinstance(one, str)] == ["evidence.offered"]
