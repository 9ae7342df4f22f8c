"""Forms that another site posts: refused all over the desk, pointless everywhere else."""

import logging
import uuid

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import resolve, reverse

from bairn.web.desk.who import COOKIE
from tests import cast
from tests.doors.desk.casework import signed_in
from tests.house.routes import Route, routes

FILLED = {"step": "any", "pk": 1, "record": 0, "reference": "R-26-7K4M2QX-3"}
SOMEBODY = uuid.UUID(int=7)  # for every other part: an id of nothing
OF_DESK = [one for one in routes() if one.name.startswith(("desk:", "account_", "mfa_"))]
# These keep no cookie to check by, and none that another site could misuse.
WITHOUT_COOKIES = {
    "report:tell", "report:back", "kit:language", "api:ispws-status", "api:ispws-xsd",
    "api:ispws-submit", "api:ispws-upload", "api:ispws-fileinfo", "api:ispws-finish",
    "api:ispws-retract", "api:partner:report", "api:partner:additions", "api:partner:state",
}  # fmt: skip
PASSWORD = "four quiet words walk"

pytestmark = pytest.mark.django_db


def address(route: Route) -> str:
    given = {part: FILLED.get(part, SOMEBODY) for part in route.parts}
    return reverse(route.name, kwargs=given)


def by_csrf(caplog) -> bool:
    """Whether the last answer was the check's own no, and not some other one."""
    found = any(one.name == "django.security.csrf" for one in caplog.records)
    caplog.clear()
    return found


@pytest.fixture
def officer(db):
    return cast.staff("maren", "intake_officer", "supervisor", unit=cast.place().unit)


@pytest.mark.parametrize("route", OF_DESK, ids=lambda one: one.name)
def test_a_form_without_our_token_is_refused_at_every_address_of_the_desk(route, officer, caplog):
    caplog.set_level(logging.WARNING, "django.security.csrf")
    for client in (signed_in(officer), Client()):
        client.handler.enforce_csrf_checks = True
        answer = client.post(address(route), {"do": "confirm"})
        assert answer.status_code == 403
        assert by_csrf(caplog)


def test_a_form_with_a_foreign_origin_is_refused_even_with_our_token(officer, caplog):
    caplog.set_level(logging.WARNING, "django.security.csrf")
    client = signed_in(officer)
    client.handler.enforce_csrf_checks = True
    client.get("/desk/purpose/")
    form = {"purpose": "intake", "csrfmiddlewaretoken": client.cookies["c"].value}
    for origin in ("https://elsewhere.test", "null", "http://testserver.elsewhere.test"):
        assert client.post("/desk/purpose/", form, HTTP_ORIGIN=origin).status_code == 403
        assert by_csrf(caplog)
    assert client.post("/desk/purpose/", form, HTTP_ORIGIN="http://testserver").status_code == 302


def test_nobody_is_signed_in_by_another_sites_form(officer):
    staff = get_user_model().objects.get(pk=officer.id)
    staff.set_password(PASSWORD)
    staff.save()
    client = Client(enforce_csrf_checks=True)
    client.get("/desk/account/login/")
    form = {"login": "maren", "password": PASSWORD}
    assert client.post("/desk/account/login/", form).status_code == 403
    assert COOKIE not in client.cookies
    form["csrfmiddlewaretoken"] = client.cookies["c"].value
    assert client.post("/desk/account/login/", form).status_code == 302
    assert COOKIE in client.cookies


def test_only_the_addresses_that_keep_no_cookie_do_without_the_check():
    exempt = {
        one.name for one in routes() if getattr(resolve(address(one)).func, "csrf_exempt", False)
    }
    assert exempt == WITHOUT_COOKIES


def test_the_doors_of_machines_and_of_the_public_set_no_cookie_and_heed_none(officer):
    client = signed_in(officer)
    for name in sorted(WITHOUT_COOKIES - {"kit:language"} | {"api:partner:openapi-json"}):
        path = address(next(one for one in routes() if one.name == name))
        for method in ("get", "post"):
            with_cookies, without = getattr(client, method)(path), getattr(Client(), method)(path)
            assert not with_cookies.cookies, name
            assert not without.cookies, name
            assert with_cookies.status_code == without.status_code, name


@pytest.mark.parametrize("planted", ["s", "t", "c"])
def test_a_cookie_that_was_planted_before_signing_in_is_worth_nothing_after_it(planted, officer):
    staff = get_user_model().objects.get(pk=officer.id)
    staff.set_password(PASSWORD)
    staff.save()
    client = Client()
    client.get("/desk/account/login/")
    value = client.cookies["c"].value if planted == "c" else "planted" * 4
    client.cookies[planted] = value
    client.post("/desk/account/login/", {"login": "maren", "password": PASSWORD})
    assert client.cookies[planted].value != value
    thief = Client()
    thief.cookies[planted] = value
    assert thief.get("/desk/").url.startswith("/desk/account/login/")
