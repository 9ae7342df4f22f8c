"""Two keys, two people, one time: what a request may do at each moment."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from bairn.kernel.refusal import Refusal
from bairn.linkage import revealing
from bairn.linkage.terms.reveals import PartAnswer, RevealState

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
ME, OTHER = uuid.uuid4(), uuid.uuid4()


def refused(code, rule, *args, **kwargs):
    with pytest.raises(Refusal) as refusal:
        rule(*args, **kwargs)
    assert refusal.value.code == code


def test_a_request_needs_words_and_stands_once():
    revealing.may_ask("She may be in danger.", standing=False)
    refused("linkage.reveal_words", revealing.may_ask, "  ", standing=False)
    refused("linkage.reveal_long", revealing.may_ask, "a" * 2001, standing=False)
    refused("linkage.reveal_standing", revealing.may_ask, "Why", standing=True)


def test_nobody_turns_the_first_key_for_their_own_request():
    revealing.may_decide(RevealState.ASKED, asked_by=OTHER, actor_id=ME)
    refused("linkage.reveal_own", revealing.may_decide, RevealState.ASKED, asked_by=ME, actor_id=ME)


@pytest.mark.parametrize("state", [s for s in RevealState if s is not RevealState.ASKED])
def test_the_first_key_turns_once(state):
    refused("linkage.reveal_decided", revealing.may_decide, state, asked_by=OTHER, actor_id=ME)


@pytest.mark.parametrize("state", list(RevealState))
def test_what_stands_ends_by_itself_and_what_is_over_stays_as_it_ended(state):
    stands = state in (RevealState.ASKED, RevealState.AGREED)
    assert revealing.state_at(state, ends_at=AT + DAY, at=AT) is state
    later = revealing.state_at(state, ends_at=AT, at=AT)
    assert later is (RevealState.ENDED if stands else state)


def test_only_what_stands_is_withdrawn():
    revealing.may_withdraw(RevealState.AGREED)
    refused("linkage.reveal_over", revealing.may_withdraw, RevealState.ENDED)


def test_a_holder_may_think_again_both_ways_while_a_request_stands():
    standing = {"ends_at": AT + DAY, "at": AT, "closed": False}
    revealing.may_answer(None, PartAnswer.NOT_NOW, **standing)
    revealing.may_answer(PartAnswer.NOT_NOW, PartAnswer.YES, **standing)
    refused(
        "linkage.reveal_answered",
        revealing.may_answer, PartAnswer.YES, PartAnswer.YES, **standing,
    )  # fmt: skip


def test_after_its_time_a_yes_can_be_taken_back_and_nothing_else_be_said():
    over = {"ends_at": AT, "at": AT, "closed": True}
    revealing.may_answer(PartAnswer.YES, PartAnswer.NOT_NOW, **over)
    refused("linkage.reveal_over", revealing.may_answer, None, PartAnswer.YES, **over)
    refused("linkage.reveal_over", revealing.may_answer, PartAnswer.NOT_NOW, PartAnswer.YES, **over)
