"""Hand-overs: frozen when offered, accepted item by item, finished by the receiver alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from bairn.access import actions as access
from bairn.access import gate
from bairn.kernel.refusal import Refusal
from bairn.supervision import actions as supervision
from bairn.supervision import models, queries
from bairn.supervision.terms import HandoverState, ItemKind, ItemState, NewHandover, NewItem
from tests.cast import AT

LATER = AT + timedelta(days=1)
ITEMS = (
    NewItem(kind=ItemKind.DUTY, code="exam_offer", source_id="exam_offer", state="overdue",
            due_at=AT),
    NewItem(kind=ItemKind.DECISION, code="waiver", source_id="w1", reasons=("does_not_fit",)),
)  # fmt: skip


@pytest.fixture
def offered(unit, case_id):
    access.assign(
        actor=unit.cleo, at=AT, case_id=case_id, staff_id=unit.wren.id, role="investigator"
    )
    return offer(unit, case_id)


def offer(unit, case_id, *, by=None, **more):
    asked = {
        "from_staff": unit.ben.id, "to_staff": unit.wren.id, "from_unit": unit.place.unit.id,
        "role": "investigator", "came_in": True, "reason": "leaving", **more,
    }  # fmt: skip
    return supervision.offer(
        actor=by or unit.cleo, at=AT, case_id=case_id, wanted=NewHandover(**asked), items=ITEMS
    )


def look(unit, case_id, offered, actor=None):
    return queries.handover(
        actor=actor or unit.cleo, at=LATER, case_id=case_id, handover_id=offered
    )


def act(name, actor, case_id, offered, **more):
    return getattr(supervision, name)(
        actor=actor, at=LATER, case_id=case_id, handover_id=offered, **more
    )


def accept_all(unit, case_id, offered):
    for one in look(unit, case_id, offered).items:
        act("accept_item", unit.wren, case_id, offered, item_id=one.id)


def test_what_was_offered_is_frozen_as_it_stood(unit, case_id, offered):
    found = look(unit, case_id, offered)
    assert [(one.kind, one.code, one.state_then, one.reasons) for one in found.items] == [
        (ItemKind.DUTY, "exam_offer", "overdue", ()),
        (ItemKind.DECISION, "waiver", "", ("does_not_fit",)),
    ]
    with gate._transaction(unit.cleo), pytest.raises(ProgrammingError), transaction.atomic():
        models.Item.objects.update(state_then="")


def test_a_place_is_offered_once_at_a_time(unit, case_id, offered):
    with pytest.raises(Refusal, match=r"supervision\.offered"):
        offer(unit, case_id)
    act("take_back", unit.cleo, case_id, offered, reason="stays")
    assert look(unit, case_id, offered).state is HandoverState.TAKEN_BACK
    offer(unit, case_id)


def test_question_and_answer_stand_beside_the_item_until_it_is_accepted(unit, case_id, offered):
    duty = look(unit, case_id, offered).items[0]
    ask = {"item_id": duty.id, "code": "why_open", "words": "The clinic was asked?"}
    act("question_item", unit.wren, case_id, offered, **ask)
    (card,) = queries.handovers_waiting(actor=unit.ben, at=LATER)
    assert (card.items, card.accepted, card.questioned) == (2, 0, 1)
    with pytest.raises(Refusal, match=r"supervision\.item_questioned"):
        act("accept_item", unit.wren, case_id, offered, item_id=duty.id)
    act("answer_item", unit.ben, case_id, offered, item_id=duty.id, words="On Monday.")
    assert look(unit, case_id, offered).items[0].state is ItemState.ANSWERED
    act("accept_item", unit.wren, case_id, offered, item_id=duty.id, note="I call them today.")
    said = look(unit, case_id, offered).items[0]
    assert said.state is ItemState.ACCEPTED
    assert [(one.kind.value, one.by_id) for one in said.remarks] == [
        ("question", unit.wren.id), ("answer", unit.ben.id), ("note", unit.wren.id)
    ]  # fmt: skip
    (card,) = queries.handovers_waiting(actor=unit.wren, at=LATER)
    assert (card.accepted, card.questioned) == (1, 0)


def test_nothing_is_finished_before_every_item_is_accepted(unit, case_id, offered):
    with pytest.raises(Refusal, match=r"supervision\.items_open"):
        act("finish", unit.wren, case_id, offered)
    accept_all(unit, case_id, offered)
    with pytest.raises(Refusal, match=r"supervision\.not_receiver"):
        act("finish", unit.ben, case_id, offered)
    assert act("finish", unit.wren, case_id, offered).state is HandoverState.FINISHED
    assert queries.handovers_waiting(actor=unit.wren, at=LATER) == ()
    with pytest.raises(Refusal, match=r"supervision\.handover_over"):
        act("take_back", unit.cleo, case_id, offered, reason="stays")


def test_the_database_too_wants_every_item_accepted_by_the_receiver(unit, case_id, offered):
    early = pytest.raises(IntegrityError, match="accepted first")
    with gate._transaction(unit.wren), early, transaction.atomic():
        models.Handover.objects.update(finished_at=LATER, finished_by=unit.wren.id)
    for_them = pytest.raises(IntegrityError, match="receiver accepts")
    with gate._transaction(unit.ben), for_them, transaction.atomic():
        models.Item.objects.update(accepted_at=LATER, accepted_by=unit.ben.id)
    accept_all(unit, case_id, offered)
    by_giver = pytest.raises(IntegrityError, match="finished_by_receiver")
    with gate._transaction(unit.ben), by_giver, transaction.atomic():
        models.Handover.objects.update(finished_at=LATER, finished_by=unit.ben.id)


def test_the_database_hands_nothing_to_oneself(unit, case_id, offered):
    alone = pytest.raises(IntegrityError, match="two_people")
    with gate._transaction(unit.cleo), alone, transaction.atomic():
        models.Handover.objects.create(
            case_id=case_id, from_staff=unit.ben.id, to_staff=unit.ben.id, role="investigator",
            from_unit=unit.place.unit.id, came_in=False, reason="leaving", pack="", version="",
            offered_by=unit.cleo.id, offered_at=AT,
        )  # fmt: skip


def test_whoever_came_in_by_an_offer_leaves_when_it_is_taken_back(unit, case_id, offered):
    act("take_back", unit.wren, case_id, offered, reason="receiver_unavailable")
    with pytest.raises(Refusal, match=r"access\.reach"):
        look(unit, case_id, offered, actor=unit.wren)
    assert look(unit, case_id, offered).ended_for == "receiver_unavailable"


def test_a_supervisor_alone_offers_and_strangers_see_nothing(unit, case_id, offered):
    with pytest.raises(Refusal, match=r"access\.role"):
        offer(unit, case_id, by=unit.ben)
    with pytest.raises(Refusal, match=r"access\.reach"):
        look(unit, case_id, offered, actor=unit.emil)
    assert queries.handovers_waiting(actor=unit.emil, at=LATER) == ()
