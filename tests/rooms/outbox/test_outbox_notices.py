"""A notice says that something waits, to whom it concerns, once, and never what it is."""

import uuid
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta

import pytest

from bairn.kernel.refusal import Refusal
from bairn.outbox import actions as outbox
from bairn.outbox.queries import waiting_for
from bairn.outbox.terms import Notice, NoticeState, RecipientKind

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def tell(house, recipient, *, kind="handover.offered", at=AT, **holder):
    outbox.notify(
        actor=house.first,
        at=at,
        recipient_kind=RecipientKind.STAFF,
        recipient_id=recipient.id,
        kind=kind,
        **holder,
    )


def kinds(actor, at=AT):
    return [notice.kind for notice in waiting_for(actor=actor, at=at)]


def test_the_recipient_sees_that_something_waits_and_nobody_else_does(house):
    tell(house, house.second)
    assert kinds(house.second) == ["handover.offered"]
    assert kinds(house.stranger) == []


def test_what_waits_unread_is_not_said_again_and_what_was_read_is(house):
    case = house.case()
    tell(house, house.second, case_id=case)
    tell(house, house.second, case_id=case)
    (notice,) = waiting_for(actor=house.second, at=AT)
    assert outbox.mark_read(actor=house.second, at=AT, notice_ids=[notice.id]) == 1
    assert kinds(house.second) == []
    tell(house, house.second, case_id=case, at=AT + timedelta(hours=1))
    assert len(kinds(house.second, at=AT + timedelta(hours=1))) == 1


def test_a_notice_without_a_case_is_said_once_as_well(house):
    tell(house, house.second)
    tell(house, house.second)
    assert len(kinds(house.second)) == 1


def test_nobody_marks_the_notices_of_others_as_read(house):
    tell(house, house.second)
    (notice,) = waiting_for(actor=house.second, at=AT)
    assert outbox.mark_read(actor=house.stranger, at=AT, notice_ids=[notice.id]) == 0
    assert len(kinds(house.second)) == 1


def test_the_newest_notice_comes_first(house):
    tell(house, house.second, kind="older")
    tell(house, house.second, kind="newer", at=AT + timedelta(minutes=1))
    assert kinds(house.second, at=AT + timedelta(minutes=1)) == ["newer", "older"]


@pytest.mark.parametrize("kind", ["", "Anna has called", "a" * 49, "电话"])
def test_words_are_no_kind(house, kind):
    with pytest.raises(Refusal, match=r"outbox\.kind"):
        tell(house, house.second, kind=kind)


def test_a_notice_has_no_place_for_words():
    assert {field.name for field in fields(Notice)} == {
        "id",
        "recipient_kind",
        "recipient_id",
        "kind",
        "holder_id",
        "state",
        "created_at",
    }


@dataclass
class Messenger:
    """A channel for this test; it remembers whom it told, which is all that it is given."""

    told: list[uuid.UUID]
    works: bool = True

    def carry(self, *, recipient_kind, recipient_id):
        if self.works:
            self.told.append(recipient_id)
        return self.works


def test_a_channel_carries_each_waiting_notice_once(house):
    tell(house, house.second)
    broken, working = Messenger([], works=False), Messenger([])
    for expected in (1, 0):
        sent = outbox.deliver(actor=house.system, at=AT, channels=[broken, working])
        assert sent == expected
    assert working.told == [house.second.id]
    (notice,) = waiting_for(actor=house.second, at=AT)
    assert notice.state is NoticeState.SENT


def test_what_no_channel_took_keeps_waiting(house):
    tell(house, house.second)
    assert outbox.deliver(actor=house.system, at=AT, channels=[Messenger([], works=False)]) == 0
    (notice,) = waiting_for(actor=house.second, at=AT)
    assert notice.state is NoticeState.WAITING
