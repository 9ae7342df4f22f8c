"""Agencies, units, staff and roles: made by those who administer, ended at once everywhere."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import check_password
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import RequestFactory

from bairn.access import actions as access
from bairn.access import gate, queries, sessions
from bairn.access.models import Staff
from bairn.access.terms import Policy, Purpose, Scope
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from tests import cast
from tests.cast import AT

pytestmark = pytest.mark.django_db
PASSWORD = "a calm and long sentence"


@pytest.fixture
def place():
    return cast.place()


def add(place, *roles, username="sam.reed", at=AT, **more):
    given = {"display_name": "Sam Reed", "password": PASSWORD} | more
    return access.add_staff(
        actor=sessions.system(), at=at, username=username, unit_id=place.unit.id, roles=roles,
        **given,
    )  # fmt: skip


def signed_in(staff_id):
    token = sessions.issue_for_staff(staff_id=staff_id, at=clock.now())
    sessions.set_purpose(token=token, purpose=Purpose.INVESTIGATION)
    return sessions.actor_of(token)


def test_the_house_makes_an_agency_a_unit_and_somebody_who_can_sign_in():
    house = sessions.system()
    agency = access.add_agency(actor=house, at=AT, name="  Riverside   Police ", kind="police")
    unit = access.add_unit(
        actor=house, at=AT, agency_id=agency, name="Children's unit", jurisdiction="cn"
    )
    sam = access.add_staff(
        actor=house, at=AT, username="sam.reed", display_name="Sam Reed", unit_id=unit,
        roles=["supervisor", "investigator"], password=PASSWORD, language="zh-hans",
    )  # fmt: skip
    (card,) = queries.staff_of_unit(actor=house, at=AT, unit_id=unit)
    assert (card.id, card.display_name, card.agency_id) == (sam, "Sam Reed", agency)
    assert card.roles == {"supervisor", "investigator"}
    (shown,) = queries.units(actor=house, at=AT)
    assert (shown.agency_name, shown.jurisdiction) == ("Riverside Police", "cn")
    request = RequestFactory().post("/")
    assert authenticate(request, username="sam.reed", password=PASSWORD).id == sam
    assert signed_in(sam).roles == {"supervisor", "investigator"}


def test_an_operator_administers_and_a_supervisor_does_not(place):
    operator = cast.staff("olu", "operator", unit=place.unit, purpose=Purpose.OPERATIONS)
    access.add_agency(actor=operator, at=AT, name="Clinic", kind="clinic")
    supervisor = cast.staff("vera", "supervisor", unit=place.unit)
    with pytest.raises(Refusal) as refused:
        access.add_agency(actor=supervisor, at=AT, name="Clinic", kind="clinic")
    assert refused.value.code == "access.role"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"username": "Sam Reed"}, "access.username"),
        ({"display_name": " "}, "access.name"),
        ({"password": "kx7-qq"}, "access.password"),
        ({"password": "iloveyou1234"[:8]}, "access.password"),
        ({"password": "sam.reed1"}, "access.password"),
        ({"roles": ["boss"]}, "access.role_unknown"),
        ({"unit_id": "00000000-0000-7000-8000-000000000000"}, "access.unit"),
    ],
)
def test_what_is_wrong_with_a_new_member_of_staff_is_said_and_nothing_is_kept(place, given, code):
    whole = {
        "username": "sam.reed", "display_name": "Sam Reed", "password": PASSWORD,
        "unit_id": place.unit.id, "roles": ["investigator"],
    } | given  # fmt: skip
    with pytest.raises(Refusal) as refused:
        access.add_staff(actor=sessions.system(), at=AT, **whole)
    assert refused.value.code == code
    assert given.get("password", "?") not in refused.value.reason
    assert not Staff.objects.exists()


def test_a_name_that_is_taken_is_refused(place):
    add(place, "investigator")
    with pytest.raises(Refusal) as refused:
        add(place, "investigator")
    assert refused.value.code == "access.username"


def test_a_role_is_given_once_and_its_end_ends_every_stay(place):
    sam = add(place, "investigator")
    with pytest.raises(Refusal) as refused:
        access.give_role(actor=sessions.system(), at=AT, staff_id=sam, role="investigator")
    assert refused.value.code == "access.role_held"
    access.give_role(actor=sessions.system(), at=AT, staff_id=sam, role="supervisor")
    stay = signed_in(sam)
    assert stay.roles == {"investigator", "supervisor"}
    access.end_role(
        actor=sessions.system(), at=AT + timedelta(days=1), staff_id=sam, role="supervisor"
    )
    assert sessions.actor_of(stay.token) is None
    assert signed_in(sam).roles == {"investigator"}


def test_a_role_with_an_end_is_held_until_just_before_it(place):
    sam = add(place)
    end = AT + timedelta(days=30)
    access.give_role(
        actor=sessions.system(), at=AT, staff_id=sam, role="investigator", until_at=end
    )

    def roles(at):
        return queries.staff_of(actor=sessions.system(), at=at, ids=[sam])[sam].roles

    assert roles(AT) == roles(end - timedelta(microseconds=1)) == {"investigator"}
    assert roles(end) == roles(AT - timedelta(microseconds=1)) == frozenset()


def test_a_new_password_replaces_the_old_one_and_ends_every_stay(place):
    sam = add(place, "investigator")
    stay = signed_in(sam)
    access.set_password(
        actor=sessions.system(), at=AT, staff_id=sam, password="another calm sentence"
    )
    assert sessions.actor_of(stay.token) is None
    assert check_password("another calm sentence", Staff.objects.get(id=sam).password)


def test_whoever_leaves_cannot_sign_in_any_more_and_their_stay_is_over(place):
    sam = add(place, "investigator")
    stay = signed_in(sam)
    access.leave(actor=sessions.system(), at=clock.now(), staff_id=sam)
    assert sessions.actor_of(stay.token) is None
    assert signed_in(sam) is None
    request = RequestFactory().post("/")
    assert authenticate(request, username="sam.reed", password=PASSWORD) is None


def test_the_database_lets_no_other_act_give_a_role_or_set_a_password(place, monkeypatch):
    sam = add(place, "investigator")
    why = {"en": "For the test.", "zh": "测试。"}
    row = Policy("test.any", frozenset({"investigator"}), Scope.ANYONE, why)
    known = dict(gate.policy()) | {"test.any": row}
    monkeypatch.setattr(gate, "policy", lambda: known)
    for statement, changed in (
        ("update access_staff set password = 'x' where id = %s", 0),
        ("update access_role set until_at = null where staff_id = %s", 0),
        (
            "insert into access_role (id, staff_id, role, from_at) "
            "values (gen_random_uuid(), %s, 'inspector', now())",
            None,
        ),
        ("select bairn_end_stays(%s)", None),
    ):

        @gate.act("test.any")
        def sneak(*, actor, at, statement=statement):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, [sam])
                return cursor.rowcount

        if changed is None:
            with pytest.raises(DatabaseError):
                sneak(actor=signed_in(sam), at=AT)
        else:
            assert sneak(actor=signed_in(sam), at=AT) == changed
    gate.REGISTERED.pop("test.any")


def test_the_doors_login_can_sign_people_in_and_reaches_no_case_no_report_and_no_token():
    allowed = {
        ("access_staff", "select"), ("django_session", "insert"), ("axes_accessattempt", "update"),
        ("mfa_authenticator", "delete"),
    }  # fmt: skip
    forbidden = {
        (table, operation)
        for table in ("access_holder", "access_assignment", "access_session", "oversight_entry")
        for operation in ("select", "insert", "update", "delete")
    } | {("access_role", "insert"), ("access_staff", "insert"), ("access_staff", "delete")}
    with connection.cursor() as cursor:
        for granted, asked in ((True, allowed), (False, forbidden)):
            for table, operation in asked:
                cursor.execute(
                    "select has_table_privilege('bairn_web', %s, %s)", [table, operation]
                )
                assert cursor.fetchone() == (granted,), (table, operation)
        cursor.execute(
            "select has_column_privilege('bairn_web', 'access_staff', 'unit_id', 'update')"
        )
        assert cursor.fetchone() == (False,)
