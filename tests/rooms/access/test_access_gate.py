"""The gate: who may, one transaction, one entry."""

import uuid

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from bairn.access import gate, sessions
from bairn.access.models import Exclusion
from bairn.access.terms import Policy, Scope
from bairn.kernel.refusal import Refusal
from bairn.oversight.entries import EntryFault
from tests import cast
from tests.cast import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rows(monkeypatch):
    """Acts of this test's own, in the policy beside the house's."""
    why = {"en": "For the test.", "zh": "测试。"}
    extra = {
        "test.any": Policy("test.any", frozenset({"investigator"}), Scope.ANYONE, why),
        "test.reach": Policy("test.reach", frozenset({"investigator"}), Scope.REACH, why),
    }
    known = dict(gate.policy()) | extra
    monkeypatch.setattr(gate, "policy", lambda: known)
    yield
    for name in ("test.any", "test.reach"):
        gate.REGISTERED.pop(name, None)


@pytest.fixture
def place():
    return cast.place()


@pytest.fixture
def investigator(place):
    return cast.staff("robin", "investigator", unit=place.unit)


def entries():
    with connection.cursor() as cursor:
        cursor.execute("alter table oversight_entry no force row level security")
        cursor.execute("select act, kind, outcome, code, detail from oversight_entry order by id")
        found = cursor.fetchall()
        cursor.execute("alter table oversight_entry force row level security")
    return [row[:4] for row in found]


def test_an_act_that_is_allowed_runs_and_leaves_one_entry(investigator):
    @gate.act("test.any")
    def count(*, actor, at):
        gate.note(count=3)
        return 3

    assert count(actor=investigator, at=AT) == 3
    assert entries() == [("test.any", "act", "done", "")]


def test_a_role_that_is_not_in_the_policy_is_refused_and_the_refusal_recorded(place):
    medic = cast.staff("kim", "medic", unit=place.unit)

    @gate.act("test.any")
    def count(*, actor, at):
        raise AssertionError("must not run")

    with pytest.raises(Refusal) as refused:
        count(actor=medic, at=AT)
    assert refused.value.code == "access.role"
    assert entries() == [("test.any", "refusal", "refused", "access.role")]


def test_a_case_outside_the_circle_and_a_case_that_does_not_exist_are_refused_alike(
    place, investigator
):
    @gate.look("test.reach")
    def read(*, actor, at, case_id):
        raise AssertionError("must not run")

    answers = set()
    for case_id in (cast.holder("case", unit=place.unit), uuid.uuid4()):
        with pytest.raises(Refusal) as refused:
            read(actor=investigator, at=AT, case_id=case_id)
        answers.add((refused.value.code, refused.value.reason))
    assert len(answers) == 1


def test_a_place_in_the_circle_opens_the_case_and_an_exclusion_closes_it(place, investigator):
    case_id = cast.holder("case", unit=place.unit)
    cast.assign(investigator, case_id)

    @gate.look("test.reach")
    def read(*, actor, at, case_id):
        return "seen"

    assert read(actor=investigator, at=AT, case_id=case_id) == "seen"
    Exclusion.objects.create(
        holder_id=case_id, staff_id=investigator.id, reason="related", from_at=AT
    )
    with pytest.raises(Refusal):
        read(actor=investigator, at=AT, case_id=case_id)


def test_a_refusal_inside_an_inner_act_undoes_the_outer_act_and_names_the_inner(investigator):
    @gate.act("test.reach")
    def inner(*, actor, at, case_id):
        raise AssertionError("must not run")

    @gate.act("test.any")
    def outer(*, actor, at):
        inner(actor=actor, at=at, case_id=uuid.uuid4())

    with pytest.raises(Refusal):
        outer(actor=investigator, at=AT)
    assert entries() == [("test.reach", "refusal", "refused", "access.reach")]


def test_words_cannot_reach_the_record(investigator):
    @gate.act("test.any")
    def talk(*, actor, at):
        gate.note(said="Robin met Kim at the harbour")

    with pytest.raises(EntryFault):
        talk(actor=investigator, at=AT)


def test_without_a_token_the_database_shows_no_holder(place):
    cast.holder("case", unit=place.unit)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('role', 'bairn_app', true)")
        cursor.execute("select count(*) from access_holder")
        assert cursor.fetchone() == (0,)
        cursor.execute("select set_config('role', 'bairn_owner', true)")


def test_inside_the_gate_nobody_can_issue_a_token_or_read_the_sessions(investigator):
    for forbidden in (
        "select bairn_issue_other('x', gen_random_uuid(), 'system', null, now())",
        "select * from access_session",
    ):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select set_config('role', 'bairn_app', true)")
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(forbidden)
            cursor.execute("select set_config('role', 'bairn_owner', true)")


def test_a_revoked_token_is_nobody(investigator):
    sessions.revoke(token=investigator.token)
    assert sessions.actor_of(investigator.token) is None
