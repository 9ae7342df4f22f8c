"""Hand-overs by both sides: who gives, who answers, once, and what does not hold is shown."""

import uuid
from datetime import timedelta, timezone

import pytest
from django.db import DatabaseError, transaction

from bairn.evidence import actions, queries
from bairn.evidence.terms import Receipt, Receiver
from bairn.kernel.refusal import Refusal
from tests.rooms.evidence.store import AT, DAY, HOUR, RECEIPT, Store, as_app, open_store

LAB = Receiver(outside="laboratory", words="The town laboratory")


@pytest.fixture
def store(db: None) -> Store:
    return open_store()


def no(code: str):
    return pytest.raises(Refusal, match=code)


def this(store: Store, **more):
    return {"actor": store.ben, "at": AT + 2 * HOUR, "case_id": store.case} | more


def test_it_is_in_the_receivers_hands_once_they_accept(store: Store) -> None:
    coat = store.register().id
    handover = store.offer(coat)
    assert store.file(coat).card.hands.staff_id == store.ben.id
    assert store.accept(handover) == 1
    file = store.file(coat)
    assert (file.card.hands.staff_id, file.card.handover_id) == (store.ada.id, None)
    assert [one.kind.value for one in file.chain.events] == ["collected", "offered", "accepted"]
    assert file.chain.breaks == ()


def test_both_sides_find_it_among_what_waits(store: Store) -> None:
    coat = store.register().id
    handover = store.offer(coat)
    for actor in (store.ben, store.ada):
        (waiting,) = queries.handovers_waiting(actor=actor, at=AT + HOUR)
        assert (waiting.id, waiting.waiting[0].exhibit_id) == (handover, coat)
    assert queries.handovers_waiting(actor=store.cleo, at=AT + HOUR) == ()
    store.accept(handover)
    assert queries.handovers_waiting(actor=store.ada, at=AT + DAY) == ()
    assert [one.id for one in queries.in_my_hands(actor=store.ada, at=AT + DAY)] == [coat]


def test_several_go_together_and_each_is_answered_by_itself(store: Store) -> None:
    ids = [store.register().id for _ in range(3)]
    handover = store.offer(*ids)
    assert store.accept(handover, exhibit_ids=ids[:1]) == 1
    refused = actions.refuse(
        **this(store, actor=store.ada, handover_id=handover, reason="packaging"),
        exhibit_ids=ids[1:2],
    )
    taken_back = actions.take_back(**this(store, handover_id=handover, reason="plan_changed"))
    assert (refused, taken_back) == (1, 1)
    seen = queries.handover(actor=store.ben, at=AT + DAY, case_id=store.case, handover_id=handover)
    assert [one.ended_as for one in seen.items] == ["accepted", "refused", "taken_back"]
    hands = [store.file(one).card.hands.staff_id for one in ids]
    assert hands == [store.ada.id, store.ben.id, store.ben.id]


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("evidence.not_in_your_hands", {"by": "ada", "to": "cleo"}),
        ("evidence.same_person", {"to": "ben"}),
        ("evidence.not_in_circle", {"to": "emil"}),
        ("evidence.receiver_words", {"receiver": Receiver(outside="court")}),
        ("evidence.receiver", {"receiver": Receiver()}),
        ("evidence.code", {"receiver": Receiver(outside="moon", words="There")}),
        ("evidence.code", {"purpose": "curiosity"}),
        ("evidence.future", {"happened_at": AT + DAY}),
        ("evidence.before_last", {"happened_at": AT - DAY}),
    ],
)
def test_an_offer_that_cannot_be_is_refused(store: Store, code: str, how: dict) -> None:
    coat = store.register().id
    how = {key: getattr(store, one) if key in ("by", "to") else one for key, one in how.items()}
    with no(code):
        store.offer(coat, **how)
    assert store.file(coat).card.handover_id is None


def test_nobody_but_the_named_receiver_accepts_or_refuses(store: Store) -> None:
    handover = store.offer(store.register().id)
    for actor in (store.ben, store.cleo, store.dana):
        with no("evidence.not_the_receiver"):
            store.accept(handover, by=actor)
        with no("evidence.not_the_receiver"):
            actions.refuse(**this(store, actor=actor, handover_id=handover, reason="packaging"))
    with no("evidence.not_the_giver"):
        actions.take_back(
            **this(store, actor=store.ada, handover_id=handover, reason="plan_changed")
        )


def test_what_was_answered_is_not_answered_again(store: Store) -> None:
    handover = store.offer(store.register().id)
    store.accept(handover)
    with no("evidence.answered"):
        store.accept(handover)
    with no("evidence.answered"):
        actions.take_back(**this(store, handover_id=handover, reason="plan_changed"))


def test_what_is_offered_is_not_offered_again_nor_used_meanwhile(store: Store) -> None:
    coat = store.register().id
    store.offer(coat)
    with no("evidence.offered"):
        store.offer(coat, to=store.cleo)
    with no("evidence.offered"):
        actions.seal(**this(store, exhibit_id=coat, number="S-2"))


def test_the_database_knows_one_open_hand_over_of_an_exhibit(store: Store) -> None:
    coat = store.register().id
    store.offer(coat)
    with pytest.raises(DatabaseError, match="one_open"), transaction.atomic(), \
            as_app(store.ben) as cursor:  # fmt: skip
        cursor.execute(
            "insert into evidence_handover_item (id, holder_id, handover_id, exhibit_id, giver, "
            "taker_staff, seal_before, condition_before, offered_at, ended_as, seal_after, "
            "condition_after, reason) select gen_random_uuid(), holder_id, handover_id, "
            "exhibit_id, giver, taker_staff, seal_before, condition_before, offered_at, "
            "ended_as, seal_after, condition_after, reason from evidence_handover_item"
        )


def test_the_database_lets_nobody_accept_for_somebody_else(store: Store) -> None:
    store.offer(store.register().id)
    with pytest.raises(DatabaseError, match="whoever it was offered to"), transaction.atomic(), \
            as_app(store.ben) as cursor:  # fmt: skip
        cursor.execute(
            "update evidence_handover_item set ended_as = 'accepted', ended_at = now(), "
            "ended_by = giver"
        )


def test_another_seal_or_a_worse_condition_is_taken_in_and_shown(store: Store) -> None:
    coat = store.register().id
    store.accept(store.offer(coat), seals=["S-2002"], conditions=["wet"])
    file = store.file(coat)
    assert store.breaks(coat) == ["seal_differs", "condition"]
    assert (file.card.seal, file.card.condition) == ("S-2002", "wet")
    across = queries.breaks_across(actor=store.ben, at=AT + DAY, case_ids=[store.case])
    assert [one.kind.value for one in across[store.case]] == ["seal_differs", "condition"]
    assert queries.breaks_across(actor=store.emil, at=AT + DAY, case_ids=[store.case]) == {}


def test_what_is_written_down_later_shows_both_moments(store: Store) -> None:
    coat = store.register().id
    store.offer(coat, at=AT + 5 * HOUR, happened_at=AT + HOUR)
    offered = store.file(coat).chain.events[-1]
    assert (offered.happened_at, offered.recorded_at) == (AT + HOUR, AT + 5 * HOUR)


def test_a_late_entry_goes_not_before_what_happened_last(store: Store) -> None:
    handover = store.offer(store.register().id, at=AT + 3 * HOUR)
    with no("evidence.before_last"):
        store.accept(handover, at=AT + 4 * HOUR, happened_at=AT + HOUR)


def test_somebody_outside_takes_it_by_a_receipt_that_somebody_else_enters(store: Store) -> None:
    coat = store.register().id
    handover = store.offer(coat, receiver=LAB, purpose="examination")
    with no("evidence.outside"):
        store.accept(handover)
    with no("evidence.receipt"):
        actions.accepted_outside(
            **this(store, handover_id=handover), receipt=Receipt(reference=" ", signed_by="They")
        )
    taken = actions.accepted_outside(
        **this(store, actor=store.ada, handover_id=handover), receipt=RECEIPT
    )
    file = store.file(coat)
    assert taken == 1
    assert (file.card.state, file.card.hands.outside) == ("outside", "laboratory")
    assert file.card.hands.words_id is not None
    assert file.chain.events[-1].receipt_sha256 == "ab" * 32
    assert file.chain.breaks == ()


def test_what_comes_back_from_the_laboratory_is_under_its_seal(store: Store) -> None:
    coat = store.register().id
    handover = store.offer(coat, receiver=LAB, purpose="examination")
    actions.accepted_outside(**this(store, actor=store.ada, handover_id=handover), receipt=RECEIPT)
    with no("evidence.not_here"):
        store.offer(coat)
    back = {"receipt": RECEIPT, "said_seal": "L-5", "seal": "L-5", "condition": "intact"}
    actions.came_back(**this(store, at=AT + 3 * HOUR, exhibit_id=coat), **back)
    file = store.file(coat)
    assert (file.card.state, file.card.hands.staff_id, file.card.seal) == (
        "held", store.ben.id, "L-5",
    )  # fmt: skip
    assert file.chain.breaks == ()
    with no("evidence.not_outside"):
        actions.came_back(**this(store, at=AT + 4 * HOUR, exhibit_id=coat), **back)


def test_whoever_has_what_was_not_given_to_them_says_so_and_it_stays_a_break(store) -> None:
    coat = store.register().id
    handover = store.offer(coat, to=store.cleo)
    claim = {"exhibit_id": coat, "reason": "giver_left", "seal": "S-1001", "condition": "intact"}
    with no("evidence.yours"):
        actions.claim(**this(store), **claim)
    actions.claim(**this(store, actor=store.ada), **claim)
    assert store.breaks(coat) == ["not_the_holder", "unanswered"]
    assert store.file(coat).card.hands.staff_id == store.ada.id
    with no("evidence.answered"):
        store.accept(handover, by=store.cleo)


def test_seals_are_put_on_broken_for_a_reason_and_put_on_anew(store: Store) -> None:
    coat = store.register().id
    with no("evidence.code"):
        actions.break_seal(**this(store, exhibit_id=coat, reason="curiosity"))
    actions.break_seal(**this(store, exhibit_id=coat, reason="packing_anew"))
    with no("evidence.unsealed"):
        actions.break_seal(**this(store, exhibit_id=coat, reason="packing_anew"))
    with no("evidence.no_seal"):
        actions.seal(**this(store, exhibit_id=coat, number=" "))
    actions.seal(**this(store, exhibit_id=coat, number="s-1002"))
    assert store.file(coat).card.seal == "S-1002"
    assert store.breaks(coat) == []
    with no("evidence.not_in_your_hands"):
        actions.seal(**this(store, actor=store.ada, exhibit_id=coat, number="S-3"))


def test_a_laboratory_of_the_circle_takes_it_and_sees_no_more_than_that(store: Store) -> None:
    coat, other = store.register().id, store.register().id
    store.to_lab(coat)
    assert store.file(coat, by=store.lee).card.hands.staff_id == store.lee.id
    with no("evidence.no_exhibit"):
        store.file(other, by=store.lee)
    # It stays visible to them after it has gone on: they may be asked about it.
    handover = store.offer(coat, by=store.lee, to=store.ada, at=AT + 3 * HOUR)
    store.accept(handover, at=AT + 4 * HOUR)
    assert [
        one.id for one in queries.exhibits(actor=store.lee, at=AT + DAY, case_id=store.case)
    ] == [coat]


def test_the_chain_of_the_case_is_told_by_exhibit(store: Store) -> None:
    coat, hat = store.register().id, store.register().id
    store.offer(coat)
    events = queries.custody_of_case(actor=store.dana, at=AT + DAY, case_id=store.case)
    assert [(one.exhibit_id, one.kind.value) for one in events] == [
        (coat, "collected"), (coat, "offered"), (hat, "collected"),
    ]  # fmt: skip
    chains = queries.chains_of_case(actor=store.dana, at=AT + 20 * DAY, case_id=store.case)
    assert [one.kind.value for one in chains[coat].breaks] == ["unanswered"]
    assert chains[hat].breaks == ()


def test_there_is_no_hand_over_of_another_name(store: Store) -> None:
    with no("evidence.no_handover"):
        store.accept(uuid.uuid4())


def test_moments_are_compared_whatever_their_offset(store: Store) -> None:
    coat = store.register().id
    there = timezone(timedelta(hours=8))
    store.offer(coat, at=AT + HOUR, happened_at=(AT + HOUR).astimezone(there))
    assert store.file(coat).chain.events[-1].happened_at == AT + HOUR
