"""Promises: to whom, until when, and that a missed one is never moved out of sight."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.cases import promising
from bairn.cases.terms import Participant, ParticipantRole, Promise, PromiseState
from bairn.kernel import ids
from bairn.kernel.refusal import Refusal
from tests.cast import AT

BOOK = promising.book()
DUE = AT + timedelta(days=2)
MOMENTS = st.integers(min_value=1, max_value=5000).map(lambda hours: AT + timedelta(hours=hours))
OPEN = Promise(
    id=ids.new_id(), case_id=ids.new_id(), to=ids.new_id(), kind="update", by_at=DUE,
    first_by_at=DUE, put_off=0, made_at=AT, by_id=ids.new_id(),
)  # fmt: skip


def person(role=ParticipantRole.CHILD, *, kept_out=False, implicated=False):
    return Participant(
        id=ids.new_id(), case_id=ids.new_id(), subject_id=ids.new_id(), role=role,
        pseudonym="Somebody 1", implicated=implicated, kept_out=kept_out, under_18=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "whom",
    [
        person(ParticipantRole.GUARDIAN, kept_out=True),
        person(ParticipantRole.GUARDIAN, implicated=True, kept_out=True),
        person(ParticipantRole.SUSPECT),
    ],
)
def test_whoever_is_kept_out_is_promised_nothing(whom):
    with pytest.raises(Refusal, match=r"cases\.promise_kept_out"):
        promising.may_promise(to=whom, kind="contact", by_at=DUE, at=AT, known=BOOK)


@pytest.mark.parametrize("kind", sorted(BOOK.kinds))
def test_every_listed_kind_may_be_promised_to_the_child(kind):
    promising.may_promise(to=person(), kind=kind, by_at=DUE, at=AT, known=BOOK)
    with pytest.raises(Refusal, match=r"cases\.promise_kind"):
        promising.may_promise(to=person(), kind=f"{kind}_", by_at=DUE, at=AT, known=BOOK)


@pytest.mark.parametrize(
    ("by_at", "code"), [(AT, "past"), (AT - timedelta(days=1), "past"), (AT.replace(2027), None),
                        (AT + timedelta(days=367), "far")]
)  # fmt: skip
def test_a_promise_lies_ahead_and_within_a_year(by_at, code):
    if code is None:
        promising.may_promise(to=person(), kind="visit", by_at=by_at, at=AT, known=BOOK)
        return
    with pytest.raises(Refusal, match=rf"cases\.promise_{code}"):
        promising.may_promise(to=person(), kind="visit", by_at=by_at, at=AT, known=BOOK)


@given(MOMENTS, MOMENTS)
def test_a_promise_that_was_missed_stays_missed_also_when_it_is_kept_later(kept_at, now):
    kept = replace(OPEN, kept_at=kept_at, kept_recorded_at=now)
    late = kept_at > DUE
    assert kept.state(now) is (PromiseState.LATE_KEPT if late else PromiseState.KEPT)
    assert OPEN.state(now) is (PromiseState.MISSED if now > DUE else PromiseState.OPEN)


@given(MOMENTS)
def test_nothing_but_keeping_it_late_is_left_once_a_promise_is_missed(now):
    later = max(now, DUE) + timedelta(days=1)
    if now <= DUE:
        promising.may_put_off(OPEN, until=later, reason="asked_by_them", at=now, known=BOOK)
        promising.may_withdraw(OPEN, reason="declined_by_them", at=now, known=BOOK)
    else:
        with pytest.raises(Refusal, match=r"cases\.promise_missed"):
            promising.may_put_off(OPEN, until=later, reason="asked_by_them", at=now, known=BOOK)
        with pytest.raises(Refusal, match=r"cases\.promise_missed"):
            promising.may_withdraw(OPEN, reason="declined_by_them", at=now, known=BOOK)
    promising.may_keep(OPEN, kept_at=now, at=now)


def test_a_promise_moves_to_a_later_moment_for_a_listed_reason():
    with pytest.raises(Refusal, match=r"cases\.promise_later"):
        promising.may_put_off(OPEN, until=DUE, reason="staff_away", at=AT, known=BOOK)
    with pytest.raises(Refusal, match=r"cases\.promise_reason"):
        promising.may_put_off(OPEN, until=DUE + timedelta(days=1), reason="busy", at=AT, known=BOOK)
    with pytest.raises(Refusal, match=r"cases\.promise_reason"):
        promising.may_withdraw(OPEN, reason="busy", at=AT, known=BOOK)


@pytest.mark.parametrize(
    "ended", [{"kept_at": AT + timedelta(hours=1)}, {"withdrawn_at": AT + timedelta(hours=1)}]
)
def test_what_is_over_is_neither_kept_nor_moved_nor_taken_back(ended):
    over, now = replace(OPEN, **ended), AT + timedelta(hours=2)
    for attempt in (
        lambda: promising.may_keep(over, kept_at=now, at=now),
        lambda: promising.may_withdraw(over, reason="declined_by_them", at=now, known=BOOK),
        lambda: promising.may_put_off(
            over, until=DUE + timedelta(days=1), reason="staff_away", at=now, known=BOOK
        ),
    ):
        with pytest.raises(Refusal, match=r"cases\.promise_over"):
            attempt()


def test_a_promise_is_kept_neither_before_it_was_made_nor_in_the_future():
    with pytest.raises(Refusal, match=r"cases\.promise_before"):
        promising.may_keep(OPEN, kept_at=AT - timedelta(hours=1), at=AT)
    with pytest.raises(Refusal, match=r"cases\.future"):
        promising.may_keep(OPEN, kept_at=AT + timedelta(hours=1), at=AT)
