"""Hand-overs: item by item, by the receiver, and nothing changes hands before all is accepted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.kernel import ids
from bairn.kernel.refusal import Refusal, why_not
from bairn.supervision import handing
from bairn.supervision.terms import (
    Handover,
    Item,
    ItemKind,
    ItemState,
    Remark,
    RemarkKind,
)
from tests.cast import AT

GIVER, RECEIVER, CHIEF, STRANGER = (ids.new_id() for _ in range(4))


def item(*said, accepted=False):
    remarks = [
        Remark(kind=kind, by_id=ids.new_id(), at=AT, code="", words_id=None) for kind in said
    ]
    return Item(
        id=ids.new_id(), handover_id=ids.new_id(), kind=ItemKind.DUTY, code="exam_offer",
        source_id="exam_offer", state_then="overdue", reasons=(), about=None, due_at=AT,
        happened_at=None, by_id=None, accepted_at=AT if accepted else None, remarks=tuple(remarks),
    )  # fmt: skip


def handover(*items, **more):
    return Handover(
        id=ids.new_id(), case_id=ids.new_id(), from_staff=GIVER, to_staff=RECEIVER,
        from_unit=ids.new_id(), to_unit=None, role="investigator", came_in=True, reason="leaving",
        pack="cn-2023", version="1", offered_by=CHIEF, offered_at=AT, batch_id=None,
        items=tuple(items), **more,
    )  # fmt: skip


def test_nobody_hands_a_case_to_themselves_and_reasons_are_listed():
    with pytest.raises(Refusal, match=r"supervision\.same_person"):
        handing.may_offer(from_staff=GIVER, to_staff=GIVER, moves=False, reason="leaving")
    handing.may_offer(from_staff=GIVER, to_staff=RECEIVER, moves=False, reason="leaving")
    with pytest.raises(Refusal, match=r"supervision\.reason"):
        handing.may_offer(from_staff=GIVER, to_staff=RECEIVER, moves=True, reason="leaving")
    handing.may_offer(from_staff=GIVER, to_staff=RECEIVER, moves=True, reason="jurisdiction")


@given(st.lists(st.booleans(), max_size=8))
def test_a_hand_over_is_finished_only_when_every_item_is_accepted(accepted):
    wanted = handover(*(item(accepted=one) for one in accepted))
    refused = why_not(handing.may_finish, wanted, actor_id=RECEIVER)
    assert (refused is None) == all(accepted)
    assert wanted.accepted == sum(accepted)


@pytest.mark.parametrize("who", [GIVER, CHIEF, STRANGER])
def test_nobody_but_the_receiver_accepts_asks_or_finishes(who):
    offered, one = handover(item()), item()
    for attempt in (
        lambda: handing.may_accept(offered, one, actor_id=who),
        lambda: handing.may_question(offered, one, actor_id=who, code="unclear"),
        lambda: handing.may_finish(handover(), actor_id=who),
    ):
        with pytest.raises(Refusal, match=r"supervision\.not_receiver"):
            attempt()


Q, A, N = RemarkKind.QUESTION, RemarkKind.ANSWER, RemarkKind.NOTE


@pytest.mark.parametrize(
    ("one", "state"),
    [
        (item(), ItemState.OFFERED),
        (item(N), ItemState.OFFERED),
        (item(Q), ItemState.QUESTIONED),
        (item(Q, N), ItemState.QUESTIONED),
        (item(Q, A), ItemState.ANSWERED),
        (item(Q, A, Q), ItemState.QUESTIONED),
        (item(Q, A, accepted=True), ItemState.ACCEPTED),
    ],
)
def test_an_item_reads_by_what_was_said_last(one, state):
    assert one.state is state


def test_what_was_asked_is_answered_before_it_is_accepted():
    with pytest.raises(Refusal, match=r"supervision\.item_questioned"):
        handing.may_accept(handover(), item(Q), actor_id=RECEIVER)
    handing.may_accept(handover(), item(Q, A), actor_id=RECEIVER)
    with pytest.raises(Refusal, match=r"supervision\.item_accepted"):
        handing.may_accept(handover(), item(accepted=True), actor_id=RECEIVER)
    with pytest.raises(Refusal, match=r"supervision\.question"):
        handing.may_question(handover(), item(), actor_id=RECEIVER, code="why")


@pytest.mark.parametrize("who", [GIVER, CHIEF])
def test_giver_or_whoever_offered_it_answers_in_words(who):
    handing.may_answer(handover(), item(Q), actor_id=who, words="The letter lies in the file.")
    with pytest.raises(Refusal, match=r"supervision\.answer_words"):
        handing.may_answer(handover(), item(Q), actor_id=who, words=" ")
    with pytest.raises(Refusal, match=r"supervision\.no_question"):
        handing.may_answer(handover(), item(Q, A), actor_id=who, words="Again.")


@pytest.mark.parametrize("who", [RECEIVER, STRANGER])
def test_the_receiver_does_not_answer_their_own_question(who):
    with pytest.raises(Refusal, match=r"supervision\.not_giver"):
        handing.may_answer(handover(), item(Q), actor_id=who, words="Yes.")


@pytest.mark.parametrize("over", [{"finished_at": AT}, {"ended_at": AT}])
def test_what_is_over_is_left_as_it_ended(over):
    ended = handover(item(Q), **over)
    for attempt in (
        lambda: handing.may_accept(ended, item(), actor_id=RECEIVER),
        lambda: handing.may_answer(ended, item(Q), actor_id=GIVER, words="Yes."),
        lambda: handing.may_take_back(ended, actor_id=CHIEF, reason="stays"),
        lambda: handing.may_finish(ended, actor_id=RECEIVER),
    ):
        with pytest.raises(Refusal, match=r"supervision\.handover_over"):
            attempt()


@pytest.mark.parametrize(("who", "code"), [(GIVER, ""), (RECEIVER, ""), (CHIEF, ""),
                                           (STRANGER, "not_yours")])  # fmt: skip
def test_those_concerned_may_end_an_offer_and_nobody_else(who, code):
    refused = why_not(handing.may_take_back, handover(), actor_id=who, reason="stays")
    assert (refused.code if refused else "") == (f"supervision.{code}" if code else "")
    with pytest.raises(Refusal, match=r"supervision\."):
        handing.may_take_back(handover(), actor_id=who, reason="because")


def test_the_receiver_takes_over_in_the_givers_role_or_the_most_fitting_they_hold():
    assert handing.role_for("interviewer", ["interviewer", "investigator"]) == "interviewer"
    assert handing.role_for("opener", ["supervisor", "investigator"]) == "investigator"
    with pytest.raises(Refusal, match=r"supervision\.receiver_role"):
        handing.role_for("investigator", ["analyst", "operator"])
