"""Breaks are explained beside the chain, and what is forgotten comes before the house."""

import pytest

from bairn.access import sessions
from bairn.evidence import actions, queries
from bairn.evidence.terms import BreakKind, Filters
from bairn.kernel.refusal import Refusal
from tests.rooms.evidence.store import AT, DAY, HOUR, Store, open_store


@pytest.fixture
def store(db: None) -> Store:
    return open_store()


def no(code: str):
    return pytest.raises(Refusal, match=code)


def broken(store: Store):
    """A coat that arrived under another seal."""
    coat = store.register()
    store.accept(store.offer(coat.id), seals=["S-9"])
    return coat


def explain(store: Store, coat, kind=BreakKind.SEAL_DIFFERS, event: int = 3, **more):
    told = {"actor": store.ben, "at": AT + DAY, "reason": "packaging_gave_way"} | more
    actions.explain_break(
        case_id=store.case, exhibit_id=coat.id, kind=kind, event=event, words="In the rain", **told
    )


def watch(*, at=AT + DAY, **more):
    house = sessions.system()
    return queries.custody_watch(actor=house, at=at, **more)


def test_a_break_is_explained_once_and_stays(store: Store) -> None:
    coat = broken(store)
    with no("evidence.no_break"):
        explain(store, coat, kind=BreakKind.GAP)
    with no("evidence.no_break"):
        explain(store, coat, event=2)
    with no("evidence.code"):
        explain(store, coat, reason="whatever")
    explain(store, coat)
    with no("evidence.explained"):
        explain(store, coat)
    file = store.file(coat.id)
    assert [one.kind.value for one in file.chain.breaks] == ["seal_differs"]
    (said,) = file.explanations
    assert (said.event, said.reason, said.by_id) == (3, "packaging_gave_way", store.ben.id)
    assert said.words_id is not None
    assert (file.card.breaks, file.card.explained) == (1, 1)


def test_a_list_shows_whose_chain_has_a_break_that_nobody_explained(store: Store) -> None:
    coat, _ = broken(store), store.register()
    look = {"actor": store.cleo, "at": AT + DAY, "filters": Filters(broken=True)}
    assert [one.id for one in queries.search(**look).exhibits] == [coat.id]
    explain(store, coat)
    assert queries.search(**look).exhibits == ()


def test_the_house_sees_offers_without_an_answer_and_breaks_without_a_word(store: Store) -> None:
    coat, waits, fresh = broken(store), store.register(), store.register()
    store.offer(waits.id)
    store.offer(fresh.id, at=AT + 2 * DAY)
    found = {one.exhibit_id: one for one in watch(at=AT + 2 * DAY + 2 * HOUR).exhibits}
    assert set(found) == {coat.id, waits.id}
    assert (found[coat.id].unexplained, found[coat.id].offered_at) == (1, None)
    assert (found[waits.id].unexplained, found[waits.id].offered_at) == (0, AT + HOUR)
    assert found[waits.id].code == waits.code
    explain(store, coat)
    assert [one.exhibit_id for one in watch().exhibits] == []


def test_the_house_reads_it_page_by_page(store: Store) -> None:
    made = sorted(broken(store).id for _ in range(5))
    seen, after = [], None
    while True:
        page = watch(after=after, limit=2)
        seen += [one.exhibit_id for one in page.exhibits]
        after = page.next
        if after is None:
            break
    assert seen == made


def test_a_place_that_nobody_counted_in_time_comes_before_the_house(store: Store) -> None:
    place = actions.add_place(
        actor=store.ben, at=AT, unit_id=store.place.unit.id, name="Shelf", condition="dry_room"
    )
    house = sessions.system()
    later = AT + 91 * DAY
    assert queries.counts_overdue(actor=house, at=AT + 89 * DAY) == ()
    assert [one.id for one in queries.counts_overdue(actor=house, at=later)] == [place]
    actions.audit_place(actor=store.ben, at=AT + DAY, place_id=place, scanned=())
    assert queries.counts_overdue(actor=house, at=AT + 90 * DAY) == ()


def test_what_a_count_misses_is_counted_as_a_break_at_once(store: Store) -> None:
    coat = store.register()
    place = actions.add_place(
        actor=store.ben, at=AT, unit_id=store.place.unit.id, name="Shelf", condition="dry_room"
    )
    actions.store(
        actor=store.ben, at=AT + HOUR, case_id=store.case, exhibit_id=coat.id, place_id=place,
        condition="intact",
    )  # fmt: skip
    actions.audit_place(actor=store.ben, at=AT + DAY, place_id=place, scanned=())
    assert store.file(coat.id, at=AT + 2 * DAY).card.breaks == 1
    explain(store, coat, kind=BreakKind.GAP, event=3, reason="mislaid_and_found", at=AT + 2 * DAY)
    assert watch(at=AT + 3 * DAY).exhibits == ()
