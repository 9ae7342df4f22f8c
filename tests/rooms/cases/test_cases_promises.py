"""Promises: made, kept, moved and taken back, in the acts and a second time in the database."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from bairn.access import gate
from bairn.cases import actions as cases
from bairn.cases import models, queries
from bairn.cases.terms import NewParticipant, ParticipantRole, PromiseState
from bairn.kernel import ids
from bairn.kernel.refusal import Refusal
from tests import cast
from tests.cast import AT

pytestmark = pytest.mark.django_db
DUE = AT + timedelta(days=2)


@pytest.fixture
def place():
    return cast.place()


@pytest.fixture
def robin(place):
    return cast.staff("robin", "investigator", "supervisor", unit=place.unit)


@pytest.fixture
def case_id(place, robin):
    return cases.open_case(actor=robin, at=AT, unit_id=place.unit.id, circle={})


def bring_in(actor, case_id, role=ParticipantRole.CHILD, **more):
    person = NewParticipant(subject_id=ids.new_id(), role=role, **more)
    return cases.add_participants(actor=actor, at=AT, case_id=case_id, people=[person])[0]


@pytest.fixture
def child(robin, case_id):
    return bring_in(robin, case_id)


@pytest.fixture
def promise_id(robin, case_id, child):
    return cases.promise(actor=robin, at=AT, case_id=case_id, to=child, kind="update", by_at=DUE)


def only(actor, case_id, at=AT):
    (one,) = queries.promises(actor=actor, at=at, case_id=case_id)
    return one


def keep(actor, case_id, promise_id, kept_at):
    return cases.keep_promise(
        actor=actor, at=kept_at, case_id=case_id, promise_id=promise_id, kept_at=kept_at
    )


def put_off(actor, case_id, promise_id, *, at=AT, until=DUE + timedelta(days=1)):
    cases.put_off_promise(
        actor=actor, at=at, case_id=case_id, promise_id=promise_id, until=until,
        reason="asked_by_them",
    )  # fmt: skip


def test_a_promise_is_open_until_its_moment_and_missed_after_it(robin, case_id, child, promise_id):
    made = only(robin, case_id)
    assert (made.id, made.to, made.kind, made.by_at) == (promise_id, child, "update", DUE)
    assert made.state(DUE) is PromiseState.OPEN
    assert made.state(DUE + timedelta(seconds=1)) is PromiseState.MISSED


def test_kept_in_time_is_kept_and_kept_later_stays_a_missed_one(robin, case_id, child, promise_id):
    assert keep(robin, case_id, promise_id, DUE - timedelta(hours=2)) is PromiseState.KEPT
    second = cases.promise(actor=robin, at=AT, case_id=case_id, to=child, kind="contact",
                           by_at=DUE)  # fmt: skip
    assert keep(robin, case_id, second, DUE + timedelta(days=3)) is PromiseState.LATE_KEPT


def test_every_put_off_is_counted_and_keeps_its_reason(robin, case_id, promise_id):
    put_off(robin, case_id, promise_id)
    put_off(robin, case_id, promise_id, until=DUE + timedelta(days=5))
    made = only(robin, case_id)
    assert (made.put_off, made.first_by_at, made.by_at) == (2, DUE, DUE + timedelta(days=5))
    assert made.reasons == ("asked_by_them", "asked_by_them")


def test_a_missed_promise_is_neither_moved_nor_taken_back(robin, case_id, promise_id):
    late = DUE + timedelta(hours=1)
    with pytest.raises(Refusal, match=r"cases\.promise_missed"):
        put_off(robin, case_id, promise_id, at=late)
    with pytest.raises(Refusal, match=r"cases\.promise_missed"):
        cases.withdraw_promise(
            actor=robin, at=late, case_id=case_id, promise_id=promise_id, reason="not_possible"
        )
    assert only(robin, case_id).state(late) is PromiseState.MISSED


def test_a_promise_taken_back_stays_on_record_with_its_reason(robin, case_id, promise_id):
    cases.withdraw_promise(
        actor=robin, at=AT, case_id=case_id, promise_id=promise_id, reason="declined_by_them"
    )
    made = only(robin, case_id)
    assert (made.state(DUE + timedelta(days=9)), made.withdrawn_for) == (
        PromiseState.WITHDRAWN,
        "declined_by_them",
    )


def test_a_guardian_who_is_kept_out_is_promised_nothing(robin, case_id):
    guardian = bring_in(robin, case_id, ParticipantRole.GUARDIAN, implicated=True)
    with pytest.raises(Refusal, match=r"cases\.promise_kept_out"):
        cases.promise(actor=robin, at=AT, case_id=case_id, to=guardian, kind="update", by_at=DUE)


def test_nobody_of_another_case_is_promised_anything(place, robin, case_id):
    other = cases.open_case(actor=robin, at=AT, unit_id=place.unit.id, circle={})
    stranger = bring_in(robin, other)
    with pytest.raises(Refusal, match=r"cases\.promise_whom"):
        cases.promise(actor=robin, at=AT, case_id=case_id, to=stranger, kind="update", by_at=DUE)


@pytest.mark.parametrize(
    ("role", "more"),
    [(ParticipantRole.GUARDIAN, {"implicated": True}), (ParticipantRole.SUSPECT, {})],
)
def test_the_database_too_keeps_a_promise_from_whoever_is_kept_out(robin, case_id, role, more):
    whom = bring_in(robin, case_id, role, **more)
    kept_out = pytest.raises(IntegrityError, match="kept out")
    with gate._transaction(robin), kept_out, transaction.atomic():
        models.Promise.objects.create(
            case_id=case_id, to_participant_id=whom, kind="update", first_by_at=DUE, by_at=DUE,
            made_at=AT, by_id=robin.id,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"by_at": DUE + timedelta(days=1), "put_off": 1}, IntegrityError),
        ({"withdrawn_at": DUE + timedelta(days=1), "withdrawn_for": "x"}, IntegrityError),
        ({"kept_at": DUE}, IntegrityError),
        ({"first_by_at": DUE + timedelta(days=9)}, ProgrammingError),
        ({"kind": "visit"}, ProgrammingError),
    ],
)
def test_the_database_lets_no_promise_be_changed_behind_its_acts(
    robin, case_id, promise_id, change, error
):
    if "withdrawn_at" in change:
        change = {**change, "withdrawn_by": robin.id}
    with gate._transaction(robin), pytest.raises(error), transaction.atomic():
        models.Promise.objects.filter(id=promise_id).update(**change)


def test_the_database_leaves_what_is_over_as_it_ended(robin, case_id, promise_id):
    keep(robin, case_id, promise_id, DUE)
    over = pytest.raises(IntegrityError, match="over")
    with gate._transaction(robin), over, transaction.atomic():
        models.Promise.objects.update(kept_at=None, kept_recorded_at=None, kept_by=None)


def test_promises_across_cases_hold_only_what_is_in_reach(place, robin, case_id, promise_id):
    stranger = cast.staff("kim", "supervisor", unit=place.other_unit)
    assert queries.promises_across(actor=stranger, at=AT, case_ids=[case_id]) == {}
    found = queries.promises_across(actor=robin, at=AT, case_ids=[case_id])
    assert [one.id for one in found[case_id]] == [promise_id]
    with pytest.raises(Refusal, match=r"access\.reach"):
        queries.promises(actor=stranger, at=AT, case_id=case_id)
